from rotativa.daybook.writing import transaction
from rotativa.fronts.composition import from_json
from rotativa.fronts.hand import give, in_hand, lapse_overdue, public_composition, require_version
from rotativa.fronts.models import PublishedFront
from rotativa.kit.actor import Actor


def publish_front(actor: Actor, edition: str, *, version: int | None = None) -> PublishedFront:
    """Gives the draft of a front to readers, whole and as one act; what is scheduled stays so, unless it is overdue.

    Where they have the same already, nothing is noted. ``version`` is as in ``save_composition``.
    """
    with transaction(actor):
        front = in_hand(actor, "front.publish", edition)
        require_version(front, version)
        draft = from_json(front.draft)
        if front.public is not None and draft == public_composition(front):
            return front.public
        lapse_overdue(front)
        return give(actor, front, draft, "front.published")
