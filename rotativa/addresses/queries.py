"""Reads of the addresses. What pages print goes through the facet ``address``, which the press registers."""

from collections.abc import Iterable, Iterator, Mapping

from django.db import connection, connections, router
from django.db.models import Q

from rotativa.addresses.models import Address, State
from rotativa.kit.batches import batched
from rotativa.kit.things import Thing

_AT_ONCE = 1000

# In SQL: every page asks for a few short rows, and to build the question would cost more than the answer.
_CURRENT = "SELECT thing, path FROM addresses_address WHERE state = %s AND thing IN ({things})"

# The rows of `topic:5` and of `topic:5@es`, `topic:5@en` …: "A" is the sign behind "@", where text sorts by bytes.
_MARKERS = """
WITH asked (thing) AS (VALUES {asked}),
held AS (
    SELECT a.path, a.thing, a.state FROM asked JOIN addresses_address a ON a.thing = asked.thing
    UNION ALL
    SELECT a.path, a.thing, a.state FROM asked JOIN addresses_address a
        ON a.thing {not_before} (asked.thing || '@') AND a.thing {before} (asked.thing || 'A')
)
SELECT path, thing FROM held WHERE state <> %s
"""
_IN_BYTES = {
    "postgresql": {"not_before": "~>=~", "before": "~<~"},  # as the index of Django for LIKE is sorted
    "sqlite": {"not_before": ">=", "before": "<"},
}


def current_paths(things: Iterable[str]) -> Mapping[str, str]:
    """The path at which each of these things is public now; things without one are left out."""
    found: dict[str, str] = {}
    with connections[router.db_for_read(Address)].cursor() as cursor:
        for some in batched(things, _AT_ONCE):
            cursor.execute(_CURRENT.format(things=", ".join(["%s"] * len(some))), [State.CURRENT.value, *some])
            found.update(cursor.fetchall())
    return found


def current_places(kind: str) -> Iterator[tuple[Thing, str]]:
    """Every thing of one kind (``article``, ``topic``) that is public now, in any edition, with its path, in order."""
    return ((thing, path) for path, thing in _by_path(Q(thing__startswith=f"{kind}:", state=State.CURRENT)))


def gone_places(kind: str) -> Iterator[tuple[Thing, str]]:
    """Every path of the things of one kind that are public no more, in order, with the thing it was given to."""
    for some in batched(_by_path(Q(thing__startswith=f"{kind}:") & ~Q(state=State.CURRENT)), _AT_ONCE):
        public = current_paths(thing for _path, thing in some)
        yield from ((Thing(thing), path) for path, thing in some if thing not in public)


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


def markers_of(things: Iterable[Thing]) -> tuple[tuple[str, Thing], ...]:
    """The paths given to these things, in any of their editions, that are no pages now; each with its holder."""
    found: list[tuple[str, Thing]] = []
    with connection.cursor() as cursor:
        for some in batched(things, _AT_ONCE):
            asked = ", ".join(["(%s)"] * len(some))
            cursor.execute(_MARKERS.format(asked=asked, **_IN_BYTES[connection.vendor]), [*some, State.CURRENT.value])
            found += [(path, Thing(holder)) for path, holder in cursor.fetchall()]
    return tuple(sorted(found))


def all_markers() -> Iterator[tuple[str, Thing]]:
    """Every path that is no page now, in order, with the thing it was given to."""
    return _by_path(~Q(state=State.CURRENT))


def _by_path(wanted: Q) -> Iterator[tuple[str, Thing]]:
    # Batch by batch, each its own query: one that stays open would hold the connection on its first snapshot, in which
    # whoever walks sees nothing of what happens meanwhile, and on SQLite cannot write.
    rows, last = Address.objects.filter(wanted).order_by("path").values_list("path", "thing"), ""
    while batch := list(rows.filter(path__gt=last)[:_AT_ONCE]):
        yield from ((path, Thing(thing)) for path, thing in batch)
        last = batch[-1][0]
