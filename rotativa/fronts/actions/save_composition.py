from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.composition import Composition, from_json, to_json
from rotativa.fronts.hand import checked, in_hand, require_version
from rotativa.fronts.models import Front
from rotativa.fronts.models.fronts import front_thing
from rotativa.kit.actor import Actor


def save_composition(actor: Actor, edition: str, composition: Composition, *, version: int | None = None) -> Front:
    """Saves the draft of a front; readers see nothing of it. A save that changes nothing is none.

    ``version`` says which draft the actor composed on: where it is another now, ``Overtaken`` is raised. Raises
    ``ValidationError`` for more stories than a zone has places, a story or a section twice, or one that is not there.
    """
    with transaction(actor):
        front = in_hand(actor, "front.compose", edition)
        require_version(front, version)
        before = from_json(front.draft)
        wanted = checked(composition, before)
        if wanted == before:
            return front
        front.draft, front.version = to_json(wanted), front.version + 1
        front.saved_at, front.saved_by = timezone.now(), actor.actor_name
        front.save(update_fields=["draft", "version", "saved_at", "saved_by"])
        note("front.saved", [front_thing(edition)], edition=edition, details={"version": front.version})
    return front
