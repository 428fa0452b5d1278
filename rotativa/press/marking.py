"""Marks: which paths have to be printed.

Every function here runs in a transaction that holds the cursor: locked, or shared where what was printed is recorded
(``public_files.mark_unused``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from rotativa.kit.batches import batched
from rotativa.press import uses
from rotativa.press.models import FILE, LATER, NOBODY, REPRINT, Mark, Printed
from rotativa.press.registry import Place

_COLUMNS = "path, surface, argument, priority, cause, marked_at, version, worker, tries, error"
_AGAIN = """
    version = press_mark.version + 1,
    cause = CASE WHEN excluded.priority < press_mark.priority THEN excluded.cause ELSE press_mark.cause END,
    priority = CASE WHEN excluded.priority < press_mark.priority THEN excluded.priority ELSE press_mark.priority END,
    tries = 0,
    retry_at = NULL
"""
"""A mark that is marked again keeps the more urgent cause, and is tried at once."""

NEW_BUILD = "a new build"
INSTANT = "its instant"

WIDE = 64
"""What more pages than this used is printed last: they would fill batches in which today's news wait."""

SHOWN_ELSEWHERE = 4
"""The priority of what would be first, where it only shows something of the thing that a fact names: an article that
leads to the one of today. Fronts and lists, which more readers look at, go before."""

HIGHEST = 2**31 - 1
"""No row of a printed page has a higher number."""

_MANY = 500

_OF_INTEREST = "CASE priority WHEN 1 THEN 0 WHEN 2 THEN 1 WHEN 0 THEN 2 ELSE priority END"
"""In a reprint, which takes long: fronts, then lists, then articles, the newest first."""


@dataclass(frozen=True)
class Wanted:
    """A place as a surface answered it, and why it is looked at."""

    surface: str
    place: Place
    cause: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.surface, self.place.argument


def mark_users(keys: Sequence[int], cause: str, at: datetime) -> None:
    """Marks every page that used one of these keys; the rows never leave the database, however many they are.

    Where very many pages used a key (the name of a large topic), they wait for all others: today's news go first. And
    what only shows something of the thing that a fact names goes behind fronts and lists, see ``put_first``.
    """
    for some in batched(keys, _MANY):
        used = uses.with_parts(some)
        wide = uses.used_by(used, WIDE + 1)
        _mark_users([key for key in used if key not in wide], cause, at)
        _mark_users(sorted(wide), cause, at, wait=LATER)


def put_first(wanted: Iterable[Wanted]) -> None:
    """Lets what ``mark_users`` put behind fronts and lists come first where these are its places, or were until now:
    what facts name is published, or withdrawn, before what leads to it."""
    waiting = Mark.objects.filter(priority=SHOWN_ELSEWHERE).exclude(surface=NOBODY)
    first: list[int] = []
    for some in batched((each.place.path for each in wanted), _MANY):
        first.extend(waiting.filter(path__in=some).values_list("id", flat=True))
    for numbers in batched(sorted(first), _MANY):
        rows = waiting.filter(id__in=numbers)
        _lock(rows)
        rows.update(priority=0)


def mark_due(at: datetime) -> None:
    """Marks every page whose instant has come."""
    due = Printed.objects.filter(until__lte=at)
    if due.exists():
        _insert_from_printed("until <= %s", [_parameter(at)], INSTANT, at)
        _lock(due)
        due.update(until=None)


def mark_old_builds(build: int, below: int, most: int, at: datetime) -> int | None:
    """Marks pages of other builds among the last ``most`` rows below one; gives the row reached, None at the end."""
    ids = list(Printed.objects.filter(id__lt=below).order_by("-id").values_list("id", flat=True)[:most])
    if not ids:
        return None
    # The path of a public file carries the hash of its bytes: no build makes it another.
    # What waits for a new build already is not marked again: it would be rendered twice by those who have begun.
    condition = (
        f"surface <> '{FILE}' AND build <> %s AND id >= %s AND id <= %s AND NOT EXISTS "  # noqa: S608 constants
        "(SELECT 1 FROM press_mark AS m WHERE m.path = press_printed.path AND m.cause = %s)"
    )
    bounds = [build, ids[-1], ids[0], NEW_BUILD]
    _insert_from_printed(condition, bounds, NEW_BUILD, at, wait=REPRINT)
    return ids[-1]


def mark_again(paths: Sequence[str], cause: str, at: datetime) -> None:
    """Marks printed pages and public files by path."""
    for some in batched(paths, _MANY):
        _insert_from_printed(f"path IN ({', '.join(['%s'] * len(some))})", some, cause, at)


def mark_like(prefix: str, cause: str, at: datetime, *, wait: int = 0) -> None:
    """Marks all printed pages and public files whose path begins so."""
    _insert_from_printed("path LIKE %s ESCAPE '!'", [_escaped(prefix) + "%"], cause, at, wait=wait)


def mark_printed_since(since: datetime, cause: str, at: datetime, *, wait: int = 0) -> None:
    """Marks all pages and public files that were printed last since then."""
    _insert_from_printed("printed_at >= %s", [_parameter(since)], cause, at, wait=wait)


def mark_places(wanted: Iterable[Wanted], at: datetime, *, as_given: bool = False) -> None:
    """Marks places, whoever had their paths before.

    ``as_given``: in the order in which their surface tells them, in which they are printed then; it knows which pages
    have much in common.
    """
    rows = [(each.place.path, *each.pair, each.place.priority, each.cause, _parameter(at)) for each in wanted]
    _upsert(rows if as_given else _by_path(rows))


def mark_removal(paths: Mapping[str, str], at: datetime) -> None:
    """Marks paths, each with its cause, that belong to no surface any more."""
    _upsert(_by_path([(path, NOBODY, "", 4, cause, _parameter(at)) for path, cause in paths.items()]))


def new_places(wanted: Mapping[str, Wanted]) -> list[Wanted]:
    """Those places that are neither printed nor marked as what they are; of the marked, also those that failed, as they
    may be mended, and those that are printed nowhere and wait for a reprint, which may be paused."""
    printed = _pairs(Printed.objects.filter(present=True), wanted)
    marked = _pairs(Mark.objects.all(), wanted)
    for some in batched(wanted, _MANY):
        rows = Mark.objects.filter(path__in=some).exclude(error="", priority__lt=REPRINT)
        for path, priority, error in rows.values_list("path", "priority", "error"):
            each = wanted[path]
            if error or (priority > each.place.priority and printed.get(path) != each.pair):
                del marked[path]
                printed.pop(path, None)
    held = printed | marked
    return [each for path, each in wanted.items() if held.get(path) != each.pair]


def keep_priorities(wanted: Mapping[str, Wanted]) -> None:
    """Gives what is printed the priority of its place again: a page that had to wait for another (``succeeding``) was
    printed behind it, and would come behind others for ever."""
    wrong: list[tuple[int, int]] = []
    for some in batched(wanted, _MANY):
        rows = Printed.objects.filter(path__in=some, present=True)
        for page, path, surface, argument, priority in rows.values_list(
            "id", "path", "surface", "argument", "priority"
        ):
            each = wanted[path]
            if (surface, argument) == each.pair and priority != each.place.priority:
                wrong.append((page, each.place.priority))
    for page, priority in sorted(wrong):
        Printed.objects.filter(id=page).update(priority=priority)


def former_paths(wanted: Iterable[Wanted]) -> dict[str, str]:
    """Where these places were printed, or marked, under another path than now; each path with its cause."""
    now = {each.pair: each for each in wanted}
    found: dict[str, str] = {}
    for some in batched(now, _MANY):
        by_surface: dict[str, list[str]] = {}
        for surface, argument in some:
            by_surface.setdefault(surface, []).append(argument)
        asked = Q(pk__in=[])
        for surface, arguments in by_surface.items():
            asked |= Q(surface=surface, argument__in=arguments)
        rows = [
            *Printed.objects.filter(asked, present=True).values_list("path", "surface", "argument"),
            *Mark.objects.filter(asked).values_list("path", "surface", "argument"),
        ]
        for path, surface, argument in rows:
            each = now[surface, argument]
            if path != each.place.path:
                found[path] = each.cause
    return found


def _lock(rows: QuerySet[Any, Any]) -> None:
    """Locks rows, which are updated then, in the order in which every worker locks them: an update knows none."""
    list(rows.order_by("id").select_for_update().values_list("id", flat=True))


def _mark_users(keys: Sequence[int], cause: str, at: datetime, *, wait: int = 0) -> None:
    if keys:
        pages, parameters = uses.pages_with(keys)
        # Of those of priority 1, the fronts, there are few: they wait for nothing.
        order = f"CASE priority WHEN 0 THEN {SHOWN_ELSEWHERE + wait} WHEN 1 THEN 1 ELSE priority + {wait} END"
        _insert_from_printed(f"id IN ({pages})", parameters, cause, at, order=order)


def _pairs(rows: QuerySet[Any, Any], paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What these rows say of these paths."""
    found: dict[str, tuple[str, str]] = {}
    for some in batched(paths, _MANY):
        named = rows.filter(path__in=some).values_list("path", "surface", "argument")
        found |= {path: (surface, argument) for path, surface, argument in named}
    return found


def _by_path(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """In one order wherever facts are followed, so that two transactions never wait for each other."""
    return sorted(rows, key=lambda row: str(row[0]))


def _upsert(rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    statement = (
        f"INSERT INTO press_mark ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, 1, '', 0, '') "  # noqa: S608 constants
        f"ON CONFLICT (path) DO UPDATE SET surface = excluded.surface, argument = excluded.argument, {_AGAIN}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _insert_from_printed(
    condition: str, parameters: Sequence[Any], cause: str, at: datetime, *, wait: int = 0, order: str = "priority"
) -> None:
    # Public files never wait behind the pages that name them; in a reprint they wait with these.
    file, order = (REPRINT, f"1 + {_OF_INTEREST}") if wait == REPRINT else (0, order)
    # A mark that is there already keeps its surface: it may be the removal of a path that was left.
    statement = (
        f"INSERT INTO press_mark ({_COLUMNS}) "  # noqa: S608 constants and placeholders
        f"SELECT path, surface, argument, CASE WHEN surface = '{FILE}' THEN {file} ELSE {order} + %s END, "
        "%s, %s, 1, '', 0, '' FROM press_printed "
        f"WHERE present AND {condition} ORDER BY id DESC "
        f"ON CONFLICT (path) DO UPDATE SET {_AGAIN}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [wait, cause, _parameter(at), *parameters])


def _parameter(at: datetime) -> Any:  # what the database's driver takes
    return connection.ops.adapt_datetimefield_value(at)


def _escaped(prefix: str) -> str:
    return prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_")
