from datetime import datetime

from django.utils import timezone

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.hand import afresh, end_schedule, in_hand, require_standing, require_version, undated, user_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.wagtail_bridge import heard, on_published


def publish(
    actor: Actor,
    article: ArticlePage | int,
    *,
    revision: int | None = None,
    seen: str = "",
    stands: str = "",
    first_out: datetime | None = None,
) -> ArticlePage:
    """Sends the latest draft out: for the first time, as an update, or again after it was withdrawn.

    A version that is scheduled goes out no more: it would undo this one. ``first_out`` is for what was published
    elsewhere before: the moment it came out, which fixes the day in its address. Raises ``NotReady`` with the open
    gates, ``Overtaken`` where the draft is not the one that the actor saw, ``Impossible`` where it was withdrawn or
    sent out since they looked (``hand.standing_of``), ``ValueError`` for a ``first_out`` to come.
    """
    if first_out is not None and first_out > timezone.now():
        raise ValueError("first_out: what is still to come was not published before")
    with transaction(actor):
        held = in_hand(actor, "article.publish", article)
        require_standing(held, stands)
        require_version(held, revision, seen)
        if first_out is not None and held.first_out is None:
            ArticlePage.objects.filter(pk=held.pk).update(first_out=first_out)
        end_schedule(held)
        with heard(on_published, held):
            undated(held.latest_revision).publish(user=user_of(actor), skip_permission_checks=True)
    return afresh(held)
