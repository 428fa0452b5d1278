from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Kind, KindName
from rotativa.topics.names import KINDS


def name_kind(actor: Actor, kind: Kind, edition: str, *, name: str) -> KindName:
    """Names a kind of story in an edition, or renames it there. Raises ``ValidationError``, by field."""
    require(actor, "kind.change", edition)
    with transaction(actor):
        given = KINDS.give(kind, edition, name=name)
        if given.changed:
            verb = "kind.named" if given.is_new else "kind.renamed"
            note(verb, [thing("kind", kind.pk)], edition=edition, details=given.details)
    return given.row
