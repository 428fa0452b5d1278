"""Why a page is as it is: what lies at a path, when and why it was printed, what it used, what it awaits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from django.conf import settings

from rotativa.daybook import queries as daybook
from rotativa.daybook.queries import Fact
from rotativa.press import standing, uses
from rotativa.press.models import Key, Kind, Mark, Printed
from rotativa.press.queries import Entry, log_of
from rotativa.press.store import BadPath, Look, Store

_FACT = "fact"


@dataclass(frozen=True)
class Used:
    """A question that the page asked."""

    name: str
    argument: str
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
class Lying:
    """What lies in the tree at a path."""

    names: tuple[str, ...]
    is_printed: bool  # there is the file that was printed last, or none where there should be none
    target: str  # where a redirect leads

    @property
    def is_right(self) -> bool:
        """Whether this is what the press believes."""
        return self.is_printed and len(self.names) <= 1


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
    tree: Lying


def path_of(given: str) -> str:
    """The path that somebody means who gives an address as browsers show it, or almost: with scheme and host, with
    signs as percent codes, without its last slash."""
    given = given.replace("\0", "").strip()
    if _is_known(given):
        return given
    path = given if given.startswith("/") else f"/{given}"
    if "://" in given:
        path = f"/{given.partition('://')[2].partition('/')[2]}"
    elif not given.startswith("/"):
        host, slash, rest = given.partition("/")
        path = f"/{rest}" if slash and ("." in host or ":" in host) else path
    path = normalize("NFC", unquote(path.partition("?")[0].partition("#")[0]).replace("\0", ""))
    if path.endswith("/") or _is_known(path):
        return path
    return path if "." in path.rpartition("/")[2] and not _is_known(f"{path}/") else f"{path}/"


def _is_known(path: str) -> bool:
    return Printed.objects.filter(path=path).exists() or Mark.objects.filter(path=path).exists()


def why(path: str, most: int = 20) -> Why:
    """Looks it up, and whether the tree has it so."""
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
        tree=_look(path, row if row is not None and row.present else None),
    )


def facts_of(causes: Iterable[str]) -> Mapping[int, Fact]:
    """The facts among these causes, by number."""
    return daybook.numbered(number for cause in causes if (number := number_of(cause)))


def number_of(cause: str) -> int:
    """The number of the fact that is the cause (``fact 17``); 0 where it is another."""
    word, _space, number = cause.partition(" ")
    return int(number) if word == _FACT and number.isdecimal() else 0


def _look(path: str, row: Printed | None) -> Lying:
    store = Store(Path(settings.ROTATIVA_TREE))
    kinds = [Kind.FILE] if row is not None and row.kind == Kind.FILE else [Kind.PAGE, Kind.MOVED, Kind.GONE]
    if row is None and not path.endswith("/"):
        kinds.append(Kind.FILE)  # somebody may have put one there that lies as files do, not as pages
    try:
        there = {kind: look for kind in kinds if (look := store.look(path, kind))}
    except BadPath:
        return Lying((), row is None, "")
    printed = there.get(Kind(row.kind)) if row is not None else None
    target = store.read(path, Kind.MOVED) if Kind.MOVED in there else None
    return Lying(
        tuple(store.name_of(path, kind) for kind in there),
        not there if row is None else printed == Look(row.size, row.second),
        (target or b"").decode("utf-8", "replace").strip(),
    )


def _mark(path: str) -> Awaited | None:
    row = Mark.objects.filter(path=path).first()
    if row is None:
        return None
    return Awaited(row.cause, row.priority, row.marked_at, row.worker, row.tries, row.retry_at, row.error)


def _used(page: int) -> tuple[Used, ...]:
    rows = Key.objects.filter(id__in=uses.whole(page)).order_by("name", "argument")
    return tuple(Used(*row) for row in rows.values_list("name", "argument", "until"))
