"""The list of an edition's sections."""

from collections.abc import Mapping

from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Shelf
from rotativa.topics.models import SectionName


def _load(editions: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    rows = SectionName.objects.filter(edition__code__in=editions).order_by("section__order", "section_id")
    members: dict[str, tuple[str, ...]] = {}
    for edition, section in rows.values_list("edition__code", "section_id"):
        members[edition] = (*members.get(edition, ()), str(section))
    return members


def _holding(thing: Thing) -> tuple[str, ...]:
    if kind_of(thing) != "section":
        return ()
    named = SectionName.objects.filter(section__pk=int(identity_of(thing)))
    return tuple(named.order_by("edition__code").values_list("edition__code", flat=True))


all_sections = Shelf("sections.all", load=_load, holding=_holding)
