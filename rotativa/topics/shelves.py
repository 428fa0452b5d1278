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


def _holding(things: tuple[Thing, ...]) -> Mapping[Thing, tuple[str, ...]]:
    sections = {int(identity_of(thing)): thing for thing in things if kind_of(thing) == "section"}
    if not sections:
        return {}
    rows = SectionName.objects.filter(section__in=list(sections)).order_by("edition__code")
    held: dict[Thing, tuple[str, ...]] = {}
    for section, edition in rows.values_list("section_id", "edition__code"):
        held[sections[section]] = (*held.get(sections[section], ()), edition)
    return held


all_sections = Shelf("sections.all", load=_load, holding=_holding, kinds=frozenset({"section"}))
