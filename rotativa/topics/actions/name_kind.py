from rotativa.daybook.writing import note, transaction
from rotativa.editions.naming import Seen
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Kind, KindName
from rotativa.topics.names import KINDS


def name_kind(actor: Actor, kind: Kind, edition: str, *, name: str, seen: Seen | None = None) -> KindName:
    """Names a kind of story in an edition, or renames it there. Raises ``ValidationError``, by field,
    ``Overtaken`` where somebody else has changed the same since the actor saw it."""
    require(actor, "kind.change", edition)
    with transaction(actor):
        given = KINDS.give(kind, edition, seen=seen, name=name)
        if given.changed:
            verb = "kind.named" if given.is_new else "kind.renamed"
            note(verb, [thing("kind", kind.pk)], edition=edition, details=given.details)
    return given.row
