"""Puts rendered pages into the tree: beside, synced together, renamed while the lease is held, synced."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import transaction

from rotativa.press import claiming, standing
from rotativa.press.markers import kind_of
from rotativa.press.models import Kind, Outcome, Printed
from rotativa.press.packing import encoded
from rotativa.press.rendering import Sheet
from rotativa.press.store import Look, Staged, Store


@dataclass(frozen=True)
class Placed:
    """A page and what its printed row is to say."""

    sheet: Sheet
    row: Printed
    outcome: Outcome
    kind: Kind
    hash: bytes | None
    size: int
    second: int


def hash_of(content: bytes) -> bytes:
    """Sixteen bytes that stand for a page's bytes."""
    return blake2b(content, digest_size=16).digest()


def rows_of(sheets: Iterable[Sheet]) -> dict[str, Printed]:
    """The printed rows of these pages, by path; they exist since the claim."""
    return {row.path: row for row in Printed.objects.filter(path__in=[sheet.claim.path for sheet in sheets])}


def place(store: Store, worker: str, sheets: Sequence[Sheet], rows: Mapping[str, Printed]) -> list[Placed]:
    """Makes the tree say what the sheets say, and returns when a power cut could not take it back.

    Raises ``OSError`` where the disk refuses (then nothing was replaced, or what was is whole). Sheets whose lease has
    passed to another worker are left to that one, also if it passes while we stand still half-way, and the connection
    that holds the locks is gone: then what was staged was revoked, and cannot be put.
    """
    store.begin()
    staged: dict[str, Staged] = {}
    planned: list[Placed] = []
    try:
        for sheet in sheets:
            planned.append(_plan(store, sheet, rows[sheet.claim.path], staged))
        store.sync(staged.values())
        _remember_seconds(planned)
        with transaction.atomic():
            # Before any row: whoever marks, holding the cursor, never waits for us half-way, nor we for them.
            standing.shared()
            ours = claiming.held(worker, [each.sheet.claim for each in planned])
            planned = [each for each in planned if each.sheet.claim.mark in ours]
            claiming.renew(ours)
            _lock(planned)
            for each in planned:
                _act(store, each, staged)
    finally:
        store.discard(staged.values())
    store.settle()
    return planned


def next_second(row: Printed, look: Look | None, left: datetime | None = None) -> int:
    """A second that no file of this path ever had: web servers make ETags of second and size.

    ``left``: until then at most, somebody who never came back may have put a file there that a power cut took away.
    """
    known = max(row.second, look.second if look else 0, int(left.timestamp()) if left else 0)
    return max(int(time.time()), known + 1)


def _plan(store: Store, sheet: Sheet, row: Printed, staged: dict[str, Staged]) -> Placed:
    path, content = sheet.claim.path, sheet.content
    page = store.look(path, Kind.PAGE)
    if content is None:
        second = max(row.second, page.second if page else 0)
        return Placed(sheet, row, Outcome.REMOVED if row.present else Outcome.SAME, Kind(row.kind), None, 0, second)
    kind, digest = kind_of(sheet.claim.surface, content), hash_of(content)
    look = page if kind == Kind.PAGE else store.look(path, kind)
    same = row.present and row.kind == kind and row.hash == digest and look == Look(row.size, row.second)
    if same and not store.others(path, kind):
        return Placed(sheet, row, Outcome.SAME, kind, digest, row.size, row.second)
    written = store.stage(path, kind, encoded(path, kind, content), next_second(row, page, sheet.claim.left))
    staged[path] = written
    return Placed(sheet, row, Outcome.PRINTED, kind, digest, written.size, written.second)


def _remember_seconds(planned: Iterable[Placed]) -> None:
    # A file that is about to be removed takes its second with it: if it was never recorded (a crash), record it first.
    # So does one whose second was counted, as the clock is behind: if a power cut takes the file back that readers had,
    # who prints next would count to the same. What then lies there is not what the row says: it has no hash any more.
    new: dict[int, int] = {}
    for each in planned:
        leaves = each.sheet.content is None or each.kind != Kind.PAGE
        is_counted = each.second == each.row.second + 1 or each.second > int(time.time())
        if (leaves or is_counted) and each.second > each.row.second:
            new[each.row.id] = each.second
    if new:
        with transaction.atomic():  # one commit: where the clock is behind, these are all pages of the batch
            for row, second in sorted(new.items()):
                # Never back: without its lease yet asked for, it may be that others have gone further.
                Printed.objects.filter(id=row, second__lt=second).update(second=second, hash=None)


def _lock(planned: Iterable[Placed]) -> None:
    rows = Printed.objects.filter(id__in=[each.row.id for each in planned]).order_by("id")
    list(rows.select_for_update().values_list("id", flat=True))


def _act(store: Store, each: Placed, staged: dict[str, Staged]) -> None:
    path = each.sheet.claim.path
    if each.sheet.content is None:
        store.remove(path)
    elif path in staged:
        store.put(staged[path])
