from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.composition import from_json
from rotativa.fronts.errors import Rescheduled
from rotativa.fronts.gates import gates_of
from rotativa.fronts.hand import in_hand, require_version
from rotativa.fronts.models import Front
from rotativa.fronts.models.fronts import front_thing
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible, NotReady


def schedule_front(
    actor: Actor, edition: str, at: datetime, *, version: int | None = None, over: str | None = None
) -> Front:
    """Lets the draft, as it is now, go out by itself at that moment, in the place of what was scheduled before.

    Later saves change nothing in it. Raises ``Impossible`` for a moment that has passed; ``version`` is as in
    ``save_composition``. ``over`` says which moment the actor saw scheduled (ISO 8601), empty where there was none:
    where it is another by now, ``Rescheduled`` is raised.
    """
    if timezone.is_naive(at):
        raise TypeError("a schedule needs a moment with a time zone")
    if at <= timezone.now():
        raise Impossible(_("That moment has passed. Choose one in the future, or publish the front now."))
    with transaction(actor):
        front = in_hand(actor, "front.schedule", edition)
        require_version(front, version)
        if front.scheduled_at is not None and over not in (None, front.scheduled_at.isoformat()):
            raise Rescheduled(front.scheduled_by)
        gates = gates_of(from_json(front.draft), edition, at)
        if gates:
            raise NotReady(gates)
        front.scheduled = front.draft
        front.scheduled_at, front.scheduled_by = at, actor.actor_name
        front.save(update_fields=["scheduled", "scheduled_at", "scheduled_by"])
        note("front.scheduled", [front_thing(edition)], edition=edition, details={"at": at.isoformat()})
    return front
