from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible, Overtaken
from rotativa.stories.hand import afresh, in_hand, require_standing, user_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.wagtail_bridge import heard, on_revision_saved


def unschedule(
    actor: Actor, article: ArticlePage | int, *, revision: int | None = None, stands: str = ""
) -> ArticlePage:
    """Takes a schedule back. Raises ``Impossible`` where there is none, and where it went out since the actor looked
    (``hand.standing_of``).

    ``revision`` says which version the actor saw scheduled: where it is another by now, ``Overtaken`` is raised.
    """
    with transaction(actor):
        held = in_hand(actor, "article.schedule", article)
        require_standing(held, stands)
        scheduled = held.scheduled_revision
        if scheduled is None:
            raise Impossible(_("It is not scheduled."))
        if revision not in (None, scheduled.pk):
            raise Overtaken("")
        scheduled.approved_go_live_at = None
        with heard(on_revision_saved, held):
            scheduled.save(user=user_of(actor), update_fields=["approved_go_live_at"])
        ArticlePage.objects.filter(pk=held.pk).update(go_live_at=None)
    return afresh(held)
