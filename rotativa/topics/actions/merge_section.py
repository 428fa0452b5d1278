from rotativa.daybook.writing import note, transaction
from rotativa.editions.merging import agreed, merge
from rotativa.kit.actor import Actor, require
from rotativa.topics.models import Section
from rotativa.topics.names import SECTIONS


def merge_section(actor: Actor, section: Section, into: Section, *, seen: str = "") -> None:
    """Merges a section into another: articles that name it name the other, and its addresses lead there for ever.

    Names that the other has not are taken over. The actor must be allowed to rename in every edition that names
    either; ``seen`` says which plan they saw. Raises ``ValidationError`` where it makes no sense.
    """
    with transaction(actor):
        plan = agreed(SECTIONS, section, into, seen=seen)
        for edition in plan.editions or ("",):
            require(actor, "section.change", edition)
        done = merge(SECTIONS, section, into, plan)
        note("section.merged", done.things, details=done.details)
