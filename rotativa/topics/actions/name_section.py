from rotativa.daybook.writing import note, transaction
from rotativa.editions.naming import Seen
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Section, SectionName
from rotativa.topics.names import SECTIONS


def name_section(
    actor: Actor,
    section: Section,
    edition: str,
    *,
    name: str,
    slug: str = "",
    description: str = "",
    seen: Seen | None = None,
) -> SectionName:
    """Names and describes a section in an edition, or does so again.

    Another slug moves its page and leaves a redirect; without a slug one is made from the first name, and kept from
    then on. Raises ``ValidationError``, by field,
    ``Overtaken`` where somebody else has changed the same since the actor saw it.
    """
    require(actor, "section.change", edition)
    with transaction(actor):
        given = SECTIONS.give(section, edition, slug=slug, seen=seen, name=name, description=description)
        if given.changed:
            verb = "section.named" if given.is_new else "section.renamed"
            note(verb, [thing("section", section.pk)], edition=edition, details=given.details)
    return given.row
