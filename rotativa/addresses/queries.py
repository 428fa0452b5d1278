"""Reads of the addresses. What pages print goes through the facet ``address``, which the press registers."""

from collections.abc import Iterable, Iterator, Mapping

from rotativa.addresses.models import Address, State
from rotativa.kit.things import Thing


def current_paths(things: Iterable[str]) -> Mapping[str, str]:
    """The path at which each of these things is public now; things without one are left out."""
    rows = Address.objects.filter(thing__in=list(things), state=State.CURRENT)
    return {thing: path for thing, path in rows.values_list("thing", "path")}


def owner(path: str) -> Thing | None:
    """The thing that this path was given to, in whatever state; None where it is free."""
    found = Address.objects.filter(path=path).values_list("thing", flat=True).first()
    return None if found is None else Thing(found)


def is_free(path: str, thing: Thing) -> bool:
    """Whether this thing may take the path: nobody has it, or the thing had it before."""
    return owner(path) in (None, thing)


def has_address(thing: Thing) -> bool:
    """Whether the thing was ever public: it has a path now, or its path answers 410."""
    return Address.objects.filter(thing=thing).exists()


def markers_of(things: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The paths of these things that are no pages (former or gone), each with where it leads: a path, or "" for gone."""
    return tuple(_marked(Address.objects.filter(thing__in=list(things))))


def marker(path: str) -> str | None:
    """Where one path leads that is no page: the path it redirects to, "" where it is gone, None where it is no marker."""
    row = Address.objects.filter(path=path).exclude(state=State.CURRENT).first()
    if row is None:
        return None
    return current_paths([row.thing]).get(row.thing, "")


def all_markers() -> Iterator[str]:
    """Every path that is no page now, in order."""
    rows = Address.objects.exclude(state=State.CURRENT).order_by("path")
    return iter(rows.values_list("path", flat=True).iterator())


def _marked(rows: Iterable[Address]) -> Iterator[tuple[str, str]]:
    listed = sorted(rows, key=lambda row: row.path)
    places = {row.thing: row.path for row in listed if row.state == State.CURRENT}
    for row in listed:
        if row.state != State.CURRENT:
            yield row.path, places.get(row.thing, "")
