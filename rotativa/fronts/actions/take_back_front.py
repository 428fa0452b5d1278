from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.fronts.errors import Overtaken
from rotativa.fronts.gates import without_held
from rotativa.fronts.hand import give, in_hand, lapse_overdue
from rotativa.fronts.models import PublishedFront
from rotativa.fronts.queries import front_before
from rotativa.kit.actor import Actor
from rotativa.pictures.uses import hold
from rotativa.stories.errors import Impossible


def take_back_front(actor: Actor, edition: str, *, number: int | None = None) -> PublishedFront:
    """Gives readers the previous front again, under a number of its own; draft and schedule stay as they are.

    Taken back again, it goes one further back, and before the first one to the front that fills itself. ``number``
    says which front the actor saw: where readers have another by now, ``Overtaken`` is raised. Raises ``Impossible``
    where there is nothing to go back to. Pictures that may not be shown any more are left out, so that it always works.
    """
    with transaction(actor):
        front = in_hand(actor, "front.publish", edition)
        now = front.public
        if number is not None and (now is None or now.number != number):
            raise Overtaken(now.actor_name if now is not None else "")
        if now is None or now.restores == 0:
            raise Impossible(_("Readers have the front that fills itself: there is none before it."))
        composition, restored = front_before(edition, now.number, now.restores)
        lapse_overdue(front)
        hold(composition.pictures)  # judged once: none may lose its credit between here and the gates of ``give``
        composition = without_held(composition, edition)
        return give(actor, front, composition, "front.taken-back", restores=restored)
