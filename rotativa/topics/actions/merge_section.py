from rotativa.daybook.writing import transaction
from rotativa.editions.merging import merge
from rotativa.kit.actor import Actor
from rotativa.topics.models import Section
from rotativa.topics.names import SECTIONS


def merge_section(actor: Actor, section: Section, into: Section, *, seen: str = "") -> None:
    """Merges a section into another: articles that name it name the other, and its addresses lead there for ever.

    Names that the other has not are taken over. ``seen`` is that of the plan which the actor saw. Raises
    ``ValidationError`` where it makes no sense.
    """
    with transaction(actor):
        merge(actor, SECTIONS, section, into, seen=seen)
