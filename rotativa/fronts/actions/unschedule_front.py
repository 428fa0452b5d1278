from datetime import datetime

from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.errors import Overtaken
from rotativa.fronts.hand import end_schedule, in_hand
from rotativa.fronts.models import Front
from rotativa.fronts.models.fronts import front_thing
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible


def unschedule_front(actor: Actor, edition: str, *, at: datetime | None = None) -> Front:
    """Takes the schedule of a front back. Raises ``Impossible`` where there is none.

    ``at`` says which moment the actor saw: where it is another by now, ``Overtaken`` is raised.
    """
    with transaction(actor):
        front = in_hand(actor, "front.schedule", edition)
        if front.scheduled_at is None:
            raise Impossible(_("No front is scheduled in this edition."))
        if at not in (None, front.scheduled_at):
            raise Overtaken(front.scheduled_by)
        end_schedule(front)
        note("front.unscheduled", [front_thing(edition)], edition=edition)
    return front
