"""Which stories stand near an article: chosen once, when it goes out, and kept with its snapshot."""

from collections import Counter

from rotativa.stories import heirs, lists
from rotativa.stories.models.rows import ArticleRow, State
from rotativa.stories.text import MOST_RELATED, ArticleText

LOOKED_AT = 60
"""So many articles of each topic are looked at, the newest: what is older is no news under an article."""


def near(story: str, edition: str, text: ArticleText) -> tuple[str, ...]:
    """The stories that share most topics with the text, the newest of them first; all are out in its edition.

    As many as the editor left places for. What the text leads to by itself is not among them. Its cost does not grow
    with the number of articles.
    """
    free = MOST_RELATED - len(text.related)
    if free <= 0 or not text.topics:
        return ()
    named = lists.named(f"{edition}/topic/{topic}" for topic in heirs.in_text(text).topics)
    shared = Counter(identity for one in named.values() for identity in one.newest(LOOKED_AT))
    rows = ArticleRow.objects.filter(article__in=shared, edition_id=edition, state=State.OUT)
    known = rows.order_by("-first_published", "-article").values_list("article_id", "story_id")
    # Sorting keeps the order of what counts alike: newest first.
    ranked = sorted(known, key=lambda row: -shared[row[0]])
    taken = {story, *text.related, *text.read()}
    return tuple(str(other) for _article, other in ranked if str(other) not in taken)[:free]
