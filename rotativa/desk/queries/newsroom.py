"""The newsroom's lists, each thing with its name in every edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model

from rotativa.desk.newsroom import Listed
from rotativa.topics.models import KindName, SectionName

PAGE = 100


@dataclass(frozen=True)
class Row:
    """A thing with its names by edition."""

    pk: int
    note: str
    names: Mapping[str, str]


def page(listed: Listed, words: str = "", after: int = 0) -> tuple[tuple[Row, ...], bool]:
    """A page of the list in its order, and whether more follow. Two queries."""
    things = listed.living.prefetch_related("names")
    if words:
        things = things.filter(names__name__icontains=words).distinct()
    found = list(things[after : after + PAGE + 1])
    return tuple(_row(thing) for thing in found[:PAGE]), len(found) > PAGE


def everything(listed: Listed) -> tuple[Row, ...]:
    """The whole list in its order. Two queries."""
    return tuple(_row(thing) for thing in listed.living.prefetch_related("names"))


def rows_of(thing: Model) -> Mapping[str, Model]:
    """The rows of its names, by edition."""
    return {row.edition_id: row for row in thing.names.all()}  # type: ignore[attr-defined]


def note_of(thing: Model) -> str:
    """What it is besides its name: the type of a topic, the code of a kind."""
    display = getattr(thing, "get_type_display", None)
    return str(display()) if display is not None else str(getattr(thing, "code", ""))


def sections(editions: Sequence[str]) -> dict[int, str]:
    """Every section in their order, each by its name in the first of these editions that names it."""
    rows = SectionName.objects.filter(section__merged_into=None).order_by("section__order", "section_id")
    return _called(rows.values_list("section_id", "edition__code", "name"), editions)


def kinds(editions: Sequence[str]) -> dict[int, str]:
    """Every kind of story, in the same way."""
    rows = KindName.objects.order_by("kind__order", "kind_id")
    return _called(rows.values_list("kind_id", "edition__code", "name"), editions)


def _called(rows: Iterable[tuple[int, str, str]], editions: Sequence[str]) -> dict[int, str]:
    names: dict[int, dict[str, str]] = {}
    for thing, edition, name in rows:
        names.setdefault(thing, {})[edition] = name
    return {thing: next(known[code] for code in (*editions, *known) if code in known) for thing, known in names.items()}


def _row(thing: Model) -> Row:
    names = {row.edition_id: row.name for row in thing.names.all()}  # type: ignore[attr-defined]
    return Row(thing.pk, note_of(thing), names)
