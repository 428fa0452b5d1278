"""The list of an edition's sections."""

from collections.abc import Mapping

from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Shelf
from rotativa.topics.models import SectionName


def _load(editions: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    rows = SectionName.objects.filter(edition__in=editions).order_by("section__order", "section_id")
    members: dict[str, tuple[str, ...]] = {}
    for edition, section in rows.values_list("edition_id", "section_id"):
        members[edition] = (*members.get(edition, ()), str(section))
    return members


def _holding(thing: Thing) -> tuple[str, ...]:
    if kind_of(thing) != "section":
        return ()
    return tuple(
        SectionName.objects.filter(section=identity_of(thing))
        .order_by("edition_id")
        .values_list("edition_id", flat=True)
    )


all_sections = Shelf("sections.all", load=_load, holding=_holding)
