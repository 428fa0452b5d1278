"""The stories that stand under an article: those an editor chose, then those chosen when it went out."""

from rotativa.reader.making import body, cards
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card
from rotativa.stories.text import MOST_RELATED, PublishedArticle


def stories_of(article: PublishedArticle) -> tuple[str, ...]:
    """The stories that may stand there, each once; none that a READ link leads to already."""
    taken = {article.story, *article.text.read()}
    return tuple(story for story in dict.fromkeys((*article.text.related, *article.near)) if story not in taken)


def cards_of(article: PublishedArticle, voice: Voice) -> tuple[Card, ...]:
    """Those that have an article in this edition. No other takes the place of one that has none."""
    stories = stories_of(article)
    homes = body.homes_of(stories, voice)
    return cards.portrayed([homes[story] for story in stories if story in homes], voice)[:MOST_RELATED]
