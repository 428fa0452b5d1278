"""What becomes of the fronts that somebody who leaves has scheduled."""

from collections.abc import Collection, Sequence

from rotativa.daybook.writing import note
from rotativa.fronts.actions.unschedule_front import unschedule_front
from rotativa.fronts.hand import in_hand
from rotativa.fronts.models import Front
from rotativa.fronts.models.fronts import front_thing
from rotativa.kit.actor import Actor
from rotativa.kit.things import Thing
from rotativa.staff.leaving import Planned
from rotativa.staff.models import User
from rotativa.stories import answering


def planned_by(user: User) -> Sequence[Planned]:
    """The fronts that go out by themselves because this person scheduled them."""
    moments = {row.edition_id: row.scheduled_at for row in Front.objects.filter(scheduled_at__isnull=False)}
    editions = {front_thing(edition): edition for edition in moments}
    return [
        Planned(fact.number, "", editions[one], moment)
        for one, fact in answering.scheduled_by("front.scheduled", editions).items()
        if fact.actor_id == user.actor_id and (moment := moments[editions[one]]) is not None
    ]


def hand_over(actor: Actor, user: User, heir: User | None, keeps: Collection[int]) -> Sequence[Thing]:
    """Takes them back; the actor answers for those that are to be kept. There is nothing to hand to an heir."""
    for edition in sorted(one.edition for one in planned_by(user)):
        front = in_hand(actor, "front.schedule", edition)
        planned = next((one for one in planned_by(user) if one.edition == edition), None)
        if planned is None:  # somebody took it back, or scheduled another, while we waited for it
            continue
        if planned.fact not in keeps:
            unschedule_front(actor, edition)
            continue
        front.scheduled_by = actor.actor_name
        front.save(update_fields=["scheduled_by"])
        note("front.scheduled", [front_thing(edition)], edition=edition, details={"at": planned.at.isoformat()})
    return ()
