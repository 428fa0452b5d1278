from typing import Unpack

from rotativa.daybook.writing import note, transaction
from rotativa.editions.models import Edition
from rotativa.kit.actor import Actor, require
from rotativa.stories.drafting import Words, new_article, write
from rotativa.stories.hand import user_of
from rotativa.stories.models import ArticlePage, Story


def start_story(actor: Actor, edition: str, **words: Unpack[Words]) -> ArticlePage:
    """Starts a story with its original, a draft in the edition of that code; it may be empty, its headline too."""
    require(actor, "story.start", edition)
    with transaction(actor):
        place = Edition.objects.select_related("container", "locale").get(code=edition)
        story = Story.objects.create()
        article = new_article(actor, story, place)
        write(article, words)
        place.container.add_child(instance=article)
        article.save_revision(user=user_of(actor), clean=False)
        story.original = article
        story.save(update_fields=["original"])
        note(
            "story.started", [article.story_thing, article.thing], edition=edition, details={"headline": article.title}
        )
    return article
