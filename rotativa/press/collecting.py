"""Takes away what nothing needs any more. Runs beside workers, in small steps.

Whatever a worker might be about to use is taken under the lock of the cursor, and only if it is needed by nobody then:
whoever records what a page used shares that lock, and finds a key that was taken away as one that it has never seen.
Files are not touched here: those that belong to nobody are marked, and a worker removes them as it removes any other.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from rotativa.kit.batches import batched
from rotativa.press import marking, router, standing, uses
from rotativa.press.marking import Wanted
from rotativa.press.models import FILE, PART, Build, Key, Kind, Log, Mark, Outcome, PartUse, Printed, Pulse
from rotativa.press.placing import hash_of
from rotativa.press.registry import Place, Registry
from rotativa.press.store import Store

CHUNK = 1000
UNNEEDED = "nothing needs it any more"
DOUBLED = "its address has another file, too"
_PULSES = timedelta(days=1)

T = TypeVar("T")
M = TypeVar("M", bound=Model)
File = tuple[str, Kind, str]


@dataclass
class Collected:
    """How much was taken away, or marked to be."""

    keys: int = 0
    log: int = 0
    builds: int = 0
    pulses: int = 0
    workshops: int = 0
    files: int = 0  # marked: a worker removes them
    strange: int = 0  # files under names that the press never gives; left alone


def collect(
    registry: Registry, store: Store, keep_log: timedelta, progress: Callable[[str], None] = lambda step: None
) -> Collected:
    """Takes everything away that nothing needs; the printed log keeps the last lines of each path."""
    now = standing.clock()
    done = Collected()
    standing.cursor()
    progress("keys")
    done.keys = _parts() + _keys()
    done.files = _unused_files(now)
    progress("log")
    done.log = _log(now - keep_log)
    done.builds = _builds(now - keep_log)
    done.pulses = Pulse.objects.filter(at__lt=now - _PULSES).delete()[0]
    progress("tree")
    done.workshops = store.tidy()
    _strays(registry, store, done, now)
    return done


def _parts() -> int:
    """Parts that no page takes any more, with what they used: that may then be used by nobody."""
    taken = 0
    for parts in _pages(Key.objects.filter(name=PART)):
        taken += _forget(_unused(parts))
    return taken


def _keys() -> int:
    """Keys that no page uses. A page that asks the question again stores its answer as one never asked."""
    taken = 0
    for keys in _pages(Key.objects.exclude(name__in=(FILE, PART))):
        inside = set(PartUse.objects.filter(key__in=keys).values_list("key_id", flat=True))
        taken += _forget([key for key in _unused(keys) if key not in inside])
    return taken


def _unused(keys: Sequence[Key]) -> list[int]:
    used = uses.used_by(key.id for key in keys)
    return [key.id for key in keys if key.id not in used]


def _forget(keys: Sequence[int]) -> int:
    """Forgets those of these keys that are still used by nobody, now that nobody can begin to."""
    if not keys:
        return 0
    with transaction.atomic():
        standing.locked()
        used = {
            *uses.used_by(keys),
            *PartUse.objects.filter(key__in=keys).values_list("key_id", flat=True),
        }
        unused = [key for key in keys if key not in used]
        with connection.cursor() as cursor:
            listed = ", ".join(["%s"] * len(unused))
            if unused:
                cursor.execute(f"DELETE FROM press_partuse WHERE part_id IN ({listed})", unused)  # noqa: S608 placeholders
                cursor.execute(f"DELETE FROM press_key WHERE id IN ({listed})", unused)  # noqa: S608 placeholders
    return len(unused)


def _unused_files(now: datetime) -> int:
    """Marks files that no page names, where whoever named one last died before it could."""
    marked = 0
    for keys in _pages(Key.objects.filter(name=FILE)):
        with transaction.atomic():
            standing.locked()
            named = uses.named([key.argument for key in keys])
            paths = [key.argument for key in keys if key.argument not in named]
            known = set(Mark.objects.filter(path__in=paths).values_list("path", flat=True))
            marked += _mark_files([path for path in paths if path not in known], now)
    return marked


def _log(before: datetime) -> int:
    """Old lines, but the last of each path, and the last that tells of other bytes."""
    taken = 0
    for rows in _pages(Log.objects.only("id", "at")):
        if rows[0].at >= before:
            break
        old = [row.id for row in rows if row.at < before]
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM press_log WHERE id >= %s AND id <= %s AND EXISTS (SELECT 1 FROM press_log AS newer "
                "WHERE newer.path = press_log.path AND newer.id > press_log.id "
                "AND (newer.outcome <> %s OR press_log.outcome = %s))",
                [old[0], old[-1], Outcome.SAME, Outcome.SAME],
            )
            taken += cursor.rowcount
    return taken


def _builds(before: datetime) -> int:
    with transaction.atomic():
        current = standing.locked().build
        if not Build.objects.filter(id=current, marked=True).exists():
            return 0  # by the builds before it knows that it has shelves to learn, also when it starts again halfway
        return Build.objects.filter(since__lt=before).exclude(id=current).delete()[0]


def _strays(registry: Registry, store: Store, done: Collected, now: datetime) -> None:
    """Marks files that no row knows and no surface has a place for: of a database that was set back, for example."""
    with router.snapshot():  # places that are made of two queries must not mix two states of the newsroom
        places = {hash_of(place.path.encode()) for surface in registry.surfaces.values() for place in surface.places()}
    for files in batched(store.listing(), CHUNK):
        known = _known([path for path, _, _ in files])
        doubled = {
            file[0] for file in files if file[0] in known and store.gives(*file) and store.others(file[0], file[1])
        }
        done.files += _mark_doubled(sorted(doubled), now)
        unknown = [
            (path, kind, name)
            for path, kind, name in files
            if path not in known and (kind == Kind.FILE or hash_of(path.encode()) not in places)
        ]
        ours = [file for file in unknown if store.gives(*file)]
        done.strange += len(unknown) - len(ours)
        if ours:
            done.files += _mark_strays(store, ours, now)


def _mark_strays(store: Store, files: Sequence[File], now: datetime) -> int:
    """A file that is there without a row or a mark is nobody's: marks go only when what was printed is recorded."""
    with transaction.atomic():
        standing.locked()
        known = _known([path for path, _, _ in files])
        still = [(path, kind) for path, kind, name in files if path not in known and store.exists(name)]
        marking.mark_removal({path: UNNEEDED for path, kind in still if kind != Kind.FILE}, now)
        _mark_files([path for path, kind in still if kind == Kind.FILE], now)
    return len(still)


def _mark_doubled(paths: Sequence[str], now: datetime) -> int:
    """Whoever prints an address again takes away whatever else lies there."""
    if paths:
        with transaction.atomic():
            standing.locked()
            marking.mark_again(paths, DOUBLED, now)
    return len(paths)


def _known(paths: Sequence[str]) -> set[str]:
    return {
        *Printed.objects.filter(path__in=paths, present=True).values_list("path", flat=True),
        *Mark.objects.filter(path__in=paths).values_list("path", flat=True),
        *uses.named(paths),
    }


def _mark_files(paths: Sequence[str], now: datetime) -> int:
    marking.mark_places((Wanted(FILE, Place(path, path, 6), UNNEEDED) for path in paths), now)
    return len(paths)


def _pages(rows: QuerySet[M, M]) -> Iterator[list[M]]:
    # Each page is a query of its own: on SQLite one that stays open would be in the way of what is written meanwhile.
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield page
        last = page[-1].pk
