"""Publishes the fronts that are due. Each in a transaction of its own: one that fails stops no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.composition import from_json
from rotativa.fronts.gates import gates_of_schedule, was_held
from rotativa.fronts.hand import end_schedule, give, in_hand, lapse, public_composition
from rotativa.fronts.models import Front, PublishedFront
from rotativa.fronts.models.fronts import front_thing
from rotativa.kit.actor import Actor
from rotativa.stories.errors import NotReady
from rotativa.stories.rules import Gate
from rotativa.stories.scheduling import SCHEDULER, tell


@dataclass(frozen=True)
class Round:
    """What one look at the clock came to: editions by code."""

    out: tuple[str, ...] = ()
    held: tuple[str, ...] = ()  # by a gate: they go out once it is shut, if that is within the hour
    failed: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()  # readers had a newer one, or the same


def publish_due_fronts(now: datetime | None = None, actor: Actor = SCHEDULER) -> Round:
    """Gives readers every scheduled front whose moment has come, the longest due first.

    One that was published by hand since that moment stays.
    """
    now = now or timezone.now()
    due = Front.objects.filter(scheduled_at__lte=now).order_by("scheduled_at", "edition_id")
    found: dict[str, list[str]] = {"out": [], "held": [], "failed": [], "lapsed": []}
    for edition in map(str, due.values_list("edition_id", flat=True)):
        found[_publish(actor, edition, now)].append(edition)
    return Round(**{name: tuple(editions) for name, editions in found.items()})


def _publish(actor: Actor, edition: str, now: datetime) -> str:
    try:
        return _publish_or_hold(actor, edition, now)
    except Exception as error:  # whatever is wrong with one front, the others go out
        tell(f"front of {edition}", error)
        return "failed"


def _publish_or_hold(actor: Actor, edition: str, now: datetime) -> str:
    try:
        with transaction(actor):
            front = in_hand(actor, "front.publish", edition)
            if front.scheduled_at is None or front.scheduled_at > now:
                return "lapsed"  # taken back, or put off, since we looked
            if _is_newer(front.public, front.scheduled_at):
                lapse(front)
                return "lapsed"
            composition, by = from_json(front.scheduled), front.scheduled_by
            if composition == public_composition(front):
                lapse(front)  # given once more, taking it back would change nothing for readers
                return "lapsed"
            gates = gates_of_schedule(composition, edition, front.scheduled_at, now)
            if gates:
                raise NotReady(gates)
            end_schedule(front)
            give(actor, front, composition, "front.published", by=by)
    except NotReady as error:  # the desk's home says why: nothing is broken, and the log stays quiet
        _hold(actor, edition, now, error.gates)
        return "held"
    return "out"


def _hold(actor: Actor, edition: str, now: datetime, gates: Sequence[Gate]) -> None:
    """Notes once that a front did not go out at its time, and which gates held it."""
    with transaction(actor):
        front = in_hand(actor, "front.publish", edition)
        if front.scheduled_at is None or front.scheduled_at > now or was_held(edition):
            return
        details = {"by": front.scheduled_by, "gates": [gate.name for gate in gates]}
        note("front.held", [front_thing(edition)], edition=edition, details=details)


def _is_newer(public: PublishedFront | None, moment: datetime) -> bool:
    return public is not None and public.published_at > moment
