from rotativa.daybook.writing import note, transaction
from rotativa.editions.naming import Seen
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Kind, KindName
from rotativa.topics.names import KINDS


def name_kind(
    actor: Actor,
    kind: Kind,
    edition: str,
    *,
    name: str,
    slug: str = "",
    description: str = "",
    seen: Seen | None = None,
) -> KindName:
    """Names and describes a kind of story in an edition, or does so again.

    Another slug moves its page and leaves a redirect; without a slug one is made from the first name, and kept from
    then on. Raises ``ValidationError``, by field,
    ``Overtaken`` where somebody else has changed the same since the actor saw it.
    """
    require(actor, "kind.change", edition)
    with transaction(actor):
        given = KINDS.give(kind, edition, slug=slug, seen=seen, name=name, description=description)
        if given.changed:
            verb = "kind.named" if given.is_new else "kind.renamed"
            note(verb, [thing("kind", kind.pk)], edition=edition, details=given.details)
    return given.row
