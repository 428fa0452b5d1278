"""Publishes the fronts that are due. Each in a transaction of its own: one that fails stops no other."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from rotativa.daybook.writing import transaction
from rotativa.fronts.composition import from_json
from rotativa.fronts.hand import end_schedule, give, in_hand
from rotativa.fronts.models import Front
from rotativa.kit.actor import Actor
from rotativa.stories.scheduling import SCHEDULER, tell


@dataclass(frozen=True)
class Round:
    """What one look at the clock came to: editions by code."""

    out: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def publish_due_fronts(now: datetime | None = None, actor: Actor = SCHEDULER) -> Round:
    """Gives readers every scheduled front whose moment has come, the longest due first."""
    now = now or timezone.now()
    due = Front.objects.filter(scheduled_at__lte=now).order_by("scheduled_at", "edition_id")
    out: list[str] = []
    failed: list[str] = []
    for edition in map(str, due.values_list("edition_id", flat=True)):
        (out if _publish(actor, edition, now) else failed).append(edition)
    return Round(tuple(out), tuple(failed))


def _publish(actor: Actor, edition: str, now: datetime) -> bool:
    try:
        with transaction(actor):
            front = in_hand(actor, "front.publish", edition)
            if front.scheduled_at is None or front.scheduled_at > now:
                return True  # taken back, or put off, since we looked
            composition = from_json(front.scheduled)
            end_schedule(front)
            give(actor, front, composition, "front.published")
    except Exception as error:  # whatever is wrong with one front, the others go out
        tell(f"front of {edition}", error)
        return False
    return True
