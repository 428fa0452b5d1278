from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories.errors import WasPublic
from rotativa.stories.hand import end_schedule, in_hand, require_version
from rotativa.stories.models import ArticlePage
from rotativa.stories.wagtail_bridge import heard, on_deleting


def delete_draft(actor: Actor, article: ArticlePage | int, *, revision: int | None = None, seen: str = "") -> None:
    """Deletes an article that was never public, and its story with the last one. Raises ``WasPublic``, and
    ``Overtaken`` where the draft is not the one that the actor saw: nobody can bring back what was written since.

    Who deletes what is scheduled must be one who may schedule.
    """
    with transaction(actor):
        held = in_hand(actor, "article.delete", article)
        if held.first_out is not None:
            raise WasPublic(held.title)
        require_version(held, revision, seen)
        if held.scheduled_revision is not None:
            require(actor, "article.schedule", held.edition_id)
            end_schedule(held)
        with heard(on_deleting, held):
            held.delete()
