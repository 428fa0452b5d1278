from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories.errors import WasPublic
from rotativa.stories.hand import end_schedule, in_hand, user_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.wagtail_bridge import heard, on_deleting


def delete_draft(actor: Actor, article: ArticlePage | int) -> None:
    """Deletes an article that was never public, and its story with the last one. Raises ``WasPublic``.

    Whoever did not begin it must be one who may publish there, and who deletes what is scheduled, schedule.
    """
    with transaction(actor):
        held = in_hand(actor, "article.read", article)
        if held.first_out is not None:
            raise WasPublic(held.title)
        own = held.owner_id is not None and held.owner_id == getattr(user_of(actor), "pk", None)
        require(actor, "article.delete", held.edition_id, own)
        if held.scheduled_revision is not None:
            require(actor, "article.schedule", held.edition_id)
            end_schedule(held)
        with heard(on_deleting, held):
            held.delete()
