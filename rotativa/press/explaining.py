"""Why a page is as it is: what lies at a path, when and why it was printed, what it used, what it awaits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rotativa.daybook import queries as daybook
from rotativa.daybook.queries import Fact
from rotativa.press import standing, uses
from rotativa.press.models import Key, Kind, Mark, Printed
from rotativa.press.queries import Entry, log_of

_FACT = "fact"


@dataclass(frozen=True)
class Used:
    """A question that the page asked."""

    name: str
    argument: str
    thing: str
    until: datetime | None


@dataclass(frozen=True)
class Awaited:
    """The mark that waits for the path."""

    cause: str
    priority: int
    since: datetime
    worker: str
    tries: int
    retry_at: datetime | None
    error: str


@dataclass(frozen=True)
class Why:
    """All that the press knows of a path."""

    path: str
    known: bool  # whether it was ever printed
    present: bool
    kind: Kind
    surface: str
    argument: str
    size: int
    printed_at: datetime | None
    of_this_build: bool
    until: datetime | None  # when it changes by itself
    entries: tuple[Entry, ...]
    facts: Mapping[int, Fact]  # that are named as causes
    used: tuple[Used, ...]
    mark: Awaited | None


def why(path: str, most: int = 20) -> Why:
    """Looks it up."""
    row = Printed.objects.filter(path=path).first()
    entries = log_of(path, most)
    mark = _mark(path)
    causes = [*(entry.cause for entry in entries), *([mark.cause] if mark else [])]
    used = _used(row.id) if row else ()
    untils = [until for until in (row.until if row else None, *(each.until for each in used)) if until is not None]
    return Why(
        path=path,
        known=row is not None and row.printed_at is not None,
        present=row is not None and row.present,
        kind=Kind(row.kind) if row else Kind.PAGE,
        surface=row.surface if row else "",
        argument=row.argument if row else "",
        size=row.size if row else 0,
        printed_at=row.printed_at if row else None,
        of_this_build=row is not None and row.build == standing.cursor().build,
        until=min(untils, default=None),
        entries=entries,
        facts=facts_of(causes),
        used=used,
        mark=mark,
    )


def facts_of(causes: Iterable[str]) -> Mapping[int, Fact]:
    """The facts among these causes, by number."""
    return daybook.numbered(number for cause in causes if (number := number_of(cause)))


def number_of(cause: str) -> int:
    """The number of the fact that is the cause (``fact 17``); 0 where it is another."""
    word, _space, number = cause.partition(" ")
    return int(number) if word == _FACT and number.isdecimal() else 0


def _mark(path: str) -> Awaited | None:
    row = Mark.objects.filter(path=path).first()
    if row is None:
        return None
    return Awaited(row.cause, row.priority, row.marked_at, row.worker, row.tries, row.retry_at, row.error)


def _used(page: int) -> tuple[Used, ...]:
    rows = Key.objects.filter(id__in=uses.whole(page)).order_by("name", "argument")
    return tuple(Used(*row) for row in rows.values_list("name", "argument", "thing", "until"))
