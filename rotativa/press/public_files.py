"""Public files (pictures, styles): in place before the first page that names them, away after the last.

A page's use of a file is a ``Use`` like any other, of a key named ``file``. It is written before the page is placed, so
that whoever removes a file, holding the cursor, sees every page that names it or is about to.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BooleanField, Exists, OuterRef
from django.db.models.expressions import RawSQL

from rotativa.kit import trace
from rotativa.press import claiming, standing, uses
from rotativa.press.claiming import Claim, Failure
from rotativa.press.marking import Wanted, mark_places
from rotativa.press.models import FAILED, FILE, Kind, Log, Mark, Outcome, Printed
from rotativa.press.packing import encoded
from rotativa.press.placing import hash_of, next_second
from rotativa.press.registry import Place, Registry
from rotativa.press.rendering import Sheet
from rotativa.press.store import Staged, Store

_SOON = timedelta(seconds=2)


def supply(
    store: Store, registry: Registry, worker: str, sheets: Sequence[Sheet], rows: Mapping[str, Printed], *, build: int
) -> list[Failure]:
    """Puts the files that these pages name and that are not there yet; gives the pages that name a file nobody has."""
    names = {name for sheet in sheets for name in sheet.all_files()}
    if not names:
        return []
    _reserve(worker, sheets, rows)
    said = Printed.objects.filter(path__in=names, surface=FILE, present=True).values_list("path", flat=True)
    # A removal that was not committed leaves a row that is not true.
    there = {name for name in said if store.look(name, Kind.FILE)}
    missing = _put(store, registry, sorted(names - there), build)
    return [
        Failure(sheet.claim, f"The page names {', '.join(sorted(sheet.all_files() & missing))}, which nobody has.")
        for sheet in sheets
        if missing and sheet.all_files() & missing
    ]


def look_after(store: Store, registry: Registry, worker: str, claim: Claim, build: int) -> None:
    """Does what the mark of a file asks for: puts it if a page names it, removes it if none does."""
    store.begin()
    with transaction.atomic():
        standing.locked()
        if not Mark.objects.filter(id=claim.mark, worker=worker, version=claim.version).exists():
            return
        used = bool(uses.named([claim.path]))
        if not used:
            # Removed under the lock: a page that names it again reserves it afterwards, and finds that it is gone.
            store.remove(claim.path, Kind.FILE)
            removed = Printed.objects.filter(path=claim.path, present=True).update(present=False, hash=None)
            uses.forget_file(claim.path)
            _log(claim.path, Outcome.REMOVED if removed else Outcome.SAME, claim.cause, build, 0)
    store.settle()
    # What a former build named nobody has any more; where it lies as it was printed, its pages are whole.
    if used and _put(store, registry, [claim.path], build) and not _is_as_printed(store, claim.path):
        if _is_on_its_way_out(claim.path):
            again = standing.clock() + _SOON  # whoever takes the last page away from it has it looked after at once
            Mark.objects.filter(id=claim.mark, worker=worker, version=claim.version).update(retry_at=again)
            return
        raise FileNotFoundError(f"{claim.path} is named by a page, and nobody has it.")
    # Only now: until the removal is settled, a power cut may bring the file back.
    Mark.objects.filter(id=claim.mark, worker=worker, version=claim.version).delete()


def mark_unused(keys: Collection[int], worker: str, now: datetime) -> None:
    """Marks files that no page names any more; ``keys`` are those that a page of this worker has just stopped using.

    Two workers that drop the last two uses at once see each other's: so what another has in hand does not count. Both
    mark the file then, and whoever looks after it holds the cursor, and knows.
    """
    if not keys:
        return
    unused = uses.named_by_none(keys, claiming.in_hand_of_others(worker))
    mark_places((Wanted(FILE, Place(path, path, 6), "a page names it no more") for path in unused), now)


def _is_on_its_way_out(name: str) -> bool:
    """Whether all pages that name it are still to be printed again: those of a former build, in an empty tree."""
    keys = uses.with_parts(uses.ids_of([trace.Key(FILE, name)]).values())
    asked, parameters = uses.pages_with(keys)
    naming = RawSQL(f"press_printed.id IN ({asked})", parameters, BooleanField())  # noqa: S611 ours, and placeholders
    marked = Mark.objects.filter(~FAILED, path=OuterRef("path"))
    return not Printed.objects.filter(naming, ~Exists(marked)).exists()


def _is_as_printed(store: Store, name: str) -> bool:
    content = store.read(name, Kind.FILE)
    printed = Printed.objects.filter(path=name, surface=FILE, present=True).first()
    return content is not None and printed is not None and hash_of(content) == bytes(printed.hash or b"")


def _reserve(worker: str, sheets: Sequence[Sheet], rows: Mapping[str, Printed]) -> None:
    """Says that these pages name their files, before they do: a part that names files with all of them."""
    names = {part: uses.name_of(part) for sheet in sheets for part in sheet.parts if part.files}
    wanted = {
        (rows[sheet.claim.path].id, key)
        for sheet in sheets
        for key in (
            *(trace.Key(FILE, file) for file in sheet.files),
            *(names[part] for part in sheet.parts if part.files),
        )
    }
    keys = uses.ids_of({key for _, key in wanted})
    known = uses.of_pages({page for page, _ in wanted})
    if all(keys.get(key) in known[page] for page, key in wanted):
        return
    with transaction.atomic():
        standing.shared()
        # Who prints a page now, if its lease has passed to another, says what it names.
        held = claiming.held(worker, [sheet.claim for sheet in sheets])
        ours = {rows[sheet.claim.path].id for sheet in sheets if sheet.claim.mark in held}
        wanted = {(page, key) for page, key in wanted if page in ours}
        taken = {key for _, key in wanted}
        inside = {part: {trace.Key(FILE, file) for file in part.files} for part, key in names.items() if key in taken}
        keys = uses.reserve(taken.union(*inside.values()))
        uses.add_to_parts({keys[names[part]]: {keys[file] for file in files} for part, files in inside.items()})
        uses.change({(page, keys[key]) for page, key in wanted if keys[key] not in known[page]})


def _put(store: Store, registry: Registry, names: Sequence[str], build: int) -> set[str]:
    """Puts files; gives those that nobody has."""
    missing: set[str] = set()
    known = {row.path: row for row in Printed.objects.filter(path__in=names)}
    staged, rows = [], []
    for name in names:
        try:
            content = registry.read_file(name)
        except OSError:  # not there, or not to be read: the pages that name it say so, and the others are printed
            missing.add(name)
            continue
        row = known.get(name) or Printed(path=name)
        if row.present and store.read(name, Kind.FILE) == content:
            continue
        second = next_second(row, store.look(name, Kind.FILE))
        each = store.stage(name, Kind.FILE, encoded(name, Kind.FILE, content), second)
        staged.append(each)
        row.surface, row.argument, row.kind, row.present, row.build = FILE, name, Kind.FILE, True, build
        row.hash, row.size, row.second, row.printed_at = hash_of(content), each.size, second, standing.clock()
        rows.append(row)
    if staged:
        _put_in_place(store, staged)
        _record(rows, build)
    return missing


def _put_in_place(store: Store, staged: Sequence[Staged]) -> None:
    try:
        store.sync(staged)
        with transaction.atomic():
            named = _still_named([each.path for each in staged])
            for each in staged:
                if each.path in named:
                    store.put(each)
    finally:
        store.discard(staged)
    store.settle()


def _record(rows: Sequence[Printed], build: int) -> None:
    with transaction.atomic():
        named = _still_named([row.path for row in rows])
        there = [row for row in rows if row.path in named]
        Printed.objects.bulk_create(
            there,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["surface", "argument", "kind", "present", "build", "hash", "size", "second", "printed_at"],
        )
        for row in there:
            _log(row.path, Outcome.PRINTED, "a page names it", build, row.size)


def _still_named(names: Sequence[str]) -> set[str]:
    """Those that a page uses; while the transaction lasts, nobody looks after them.

    A worker that stood still until its lease had ended must not bring a file back that others have removed meanwhile,
    nor say that it is there: its page was printed by somebody else, and may name it no more.
    """
    standing.shared()
    return uses.named(names)


def _log(path: str, outcome: Outcome, cause: str, build: int, size: int) -> None:
    Log.objects.create(
        at=standing.clock(), path=path, surface=FILE, outcome=outcome, cause=cause, build=build, size=size
    )
