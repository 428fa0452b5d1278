"""Records what printed pages used, and clears their marks where nothing has changed since they were rendered.

A page is right as long as every fingerprint it used is the one that is stored, because whoever changes a stored one
marks the pages that used it. So each is compared with the stored one here, while the cursor cannot move; where none is
stored (or only one of another build) the page's own answer is stored: facts that its snapshot had not seen lie behind
the cursor and will find the key. Where the cursor has moved since the snapshot, the question is asked afresh.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.hashing import Fingerprint
from rotativa.press import claiming, healing, public_files, router, standing, uses
from rotativa.press.answering import Answered, answers_now, renew, store, thing_to_store
from rotativa.press.claiming import Claim
from rotativa.press.models import FILE, LATER, REPRINT, Cursor, Log, Mark, Outcome, Printed
from rotativa.press.placing import Placed
from rotativa.press.registry import Registry
from rotativa.press.rendering import Rendered, keys_of

_PATIENCE = 3
"""So often a page that differs is printed again at once; afterwards with the pause of a failure, up to ``_LONGEST``."""

_LONGEST = timedelta(seconds=10)
"""Nothing is wrong with such a page but what others do meanwhile: it never waits for minutes, as one that fails."""


@dataclass(frozen=True)
class _Known:
    id: int
    fingerprint: bytes
    build: int


def record(registry: Registry, worker: str, build: int, rendered: Rendered, placed: Sequence[Placed]) -> int:
    """Writes all rows of a batch in one transaction. Gives the number of pages that have to be printed again."""
    parts = {part for each in placed for part in each.sheet.parts}
    keys = keys_of([each.sheet for each in placed])
    with transaction.atomic():
        cursor = standing.shared()
        is_current = cursor.build == build
        fresh = _fresh(registry, cursor, rendered, keys, build) if is_current else {}
        ours = claiming.held(worker, [each.sheet.claim for each in placed])
        mine = [each for each in placed if each.sheet.claim.mark in ours]
        known = _store_keys(registry, keys, fresh, build)
        wrong = {part for part in parts if _differs(part.used, known, build)}
        again = {
            each.sheet.claim.mark
            for each in mine
            # Where a newer build has taken over, what our code answers counts no more, and the pages are its to print.
            if not is_current or not wrong.isdisjoint(each.sheet.parts) or _differs(each.sheet.used, known, build)
        }
        dropped = _store_uses(mine, known)
        _store_rows(mine, build if rendered.is_learned else 0)
        _clear(mine, ours, again)
        _log(mine, build)
        public_files.mark_unused(dropped, worker, rendered.now)
    if again and is_current and cursor.fact == rendered.fact == rendered.followed:
        # Nothing is left to be followed that could explain it, nor was anything followed meanwhile.
        healing.heal(registry, [key for key in keys if key in known and _is_other(key, rendered, known)])
    return len(again)


def _fresh(
    registry: Registry, cursor: Cursor, rendered: Rendered, keys: set[trace.Key], build: int
) -> Mapping[trace.Key, Answered]:
    """The answers that may be stored where none is stored yet."""
    if cursor.fact < rendered.fact:
        # Our snapshot saw facts that are still to be followed. What they took off a shelf again would not be looked
        # for on a shelf that nobody had stored: nothing is stored now, and the page is printed again.
        return {}
    if cursor.fact > rendered.followed:
        # Another worker followed facts meanwhile, and knew nothing of keys that nobody had stored. Even where our
        # snapshot had seen them all: the other's may have seen more, and places that our answer opens were not there.
        unknown = _unknown(keys, build)
        with router.snapshot(), trace.batch(joins=False):
            if daybook.head() > cursor.fact:
                return {}  # for the same reason
            return answers_now(registry, unknown, standing.later(cursor.time))
    return rendered.answers


def _is_other(key: trace.Key, rendered: Rendered, known: Mapping[trace.Key, _Known]) -> bool:
    return key in rendered.answers and rendered.answers[key].fingerprint != known[key].fingerprint


def _rows(keys: Iterable[trace.Key]) -> dict[trace.Key, _Known]:
    rows = uses.rows_of(keys, "k.id, k.fingerprint, k.build")
    return {key: _Known(number, bytes(mark), build) for key, (number, mark, build) in rows.items()}


def _unknown(keys: set[trace.Key], build: int) -> list[trace.Key]:
    known = _rows(keys)
    return sorted(key for key in keys if key not in known or known[key].build != build)


def _store_keys(
    registry: Registry, keys: set[trace.Key], fresh: Mapping[trace.Key, Answered], build: int
) -> dict[trace.Key, _Known]:
    """Stores the keys that are unknown; gives all of them as they are stored."""
    known = _rows(keys)
    new = sorted(key for key in keys if key not in known and key in fresh)
    old = [key for key in keys if key in known and known[key].build != build and key in fresh]
    if not new and not old:
        return known
    store(((key, thing_to_store(registry, key), fresh[key]) for key in new), build)
    renew((known[key].id, fresh[key], build, thing_to_store(registry, key)) for key in old)
    return known | _rows([*new, *old])


def _differs(used: Mapping[trace.Key, Fingerprint], known: Mapping[trace.Key, _Known], build: int) -> bool:
    """Whether an answer is other than stored, or not stored by this build: who stores it in time marks nobody."""
    return any(
        key not in known or known[key].build != build or known[key].fingerprint != mark for key, mark in used.items()
    )


def _store_uses(mine: Sequence[Placed], known: Mapping[trace.Key, _Known]) -> set[int]:
    """Makes the uses of these pages what they are now; gives the keys that some page stopped using."""
    parts = {part for each in mine for part in each.sheet.parts}
    named = {name for each in mine for name in each.sheet.all_files()}
    files = uses.ids_of(trace.Key(FILE, name) for name in named)

    def inside(used: Iterable[trace.Key], names: Iterable[str]) -> set[int]:
        return {known[key].id for key in used if key in known} | {files[trace.Key(FILE, name)] for name in names}

    within = {part: inside(part.used, part.files) for part in parts}
    numbers = _store_parts(within, known)
    before = uses.of_pages([each.row.id for each in mine])
    new: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    for each in mine:
        page, now = each.row.id, set()
        if each.sheet.content is not None:
            now = inside(each.sheet.used, each.sheet.files)
            whole = [part for part in each.sheet.parts if part in numbers]
            now = now.difference(*(within[part] for part in whole)) | {numbers[part] for part in whole}
            now = now.union(*(within[part] for part in each.sheet.parts if part not in numbers))
        new.extend((page, key) for key in now - before[page])
        dropped.extend((page, key) for key in before[page] - now)
    uses.change(new, dropped)
    return {key for _, key in dropped}


def _store_parts(within: Mapping[trace.Trace, set[int]], known: Mapping[trace.Key, _Known]) -> dict[trace.Trace, int]:
    """The numbers of those parts that can be kept in one piece: all that they used is stored."""
    names = {part: uses.name_of(part) for part in within if all(key in known for key in part.used)}
    numbers = uses.reserve(set(names.values()))
    uses.add_to_parts({numbers[name]: within[part] for part, name in names.items()})
    return {part: numbers[name] for part, name in names.items()}


def _store_rows(mine: Sequence[Placed], build: int) -> None:
    now = connection.ops.adapt_datetimefield_value(standing.clock())
    rows = []
    for each in sorted(mine, key=lambda each: each.row.id):
        claim, row, present = each.sheet.claim, each.row, each.sheet.content is not None
        place = (
            (claim.surface, claim.argument, _priority(claim, row))
            if present
            else (row.surface, row.argument, row.priority)
        )
        until = connection.ops.adapt_datetimefield_value(each.sheet.until) if present else None
        file = (each.kind, present, each.hash, each.size, each.second)
        rows.append((*place, *file, until, now, build, row.id))
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE press_printed SET surface = %s, argument = %s, priority = %s, kind = %s, present = %s, hash = %s, "
            "size = %s, second = %s, until = %s, printed_at = %s, build = %s WHERE id = %s",
            rows,
        )


def _priority(claim: Claim, row: Printed) -> int:
    """That of the place. The mark says it when the page is first printed; later it says for what that waited."""
    is_known = row.present and (row.surface, row.argument) == (claim.surface, claim.argument)
    return (row.priority if is_known or claim.priority >= REPRINT else claim.priority) % LATER


def _clear(mine: Sequence[Placed], ours: Mapping[int, int], again: set[int]) -> None:
    done = [
        each.sheet.claim.mark
        for each in mine
        if ours[each.sheet.claim.mark] == each.sheet.claim.version and each.sheet.claim.mark not in again
    ]
    Mark.objects.filter(id__in=done).delete()
    rest = [mark for mark in ours if mark not in done]
    if not rest:
        return
    Mark.objects.filter(id__in=rest).update(worker="", lease_until=None)
    for mark, failed, error in Mark.objects.filter(id__in=again).values_list("id", "tries", "error"):
        tries = 0 if error else failed  # that it failed is over: it was rendered
        retry = standing.clock() + min(claiming.pause(tries), _LONGEST) if tries >= _PATIENCE else None
        tried = claiming.one_more(tries)
        Mark.objects.filter(id=mark).update(version=F("version") + 1, tries=tried, retry_at=retry, error="")


def _log(mine: Sequence[Placed], build: int) -> None:
    now = standing.clock()
    Log.objects.bulk_create(
        [
            Log(
                at=now,
                path=each.sheet.claim.path,
                surface=each.sheet.claim.surface,
                outcome=each.outcome,
                cause=each.sheet.claim.cause,
                build=build,
                size=each.size,
            )
            for each in mine
            if each.outcome != Outcome.SAME or each.row.present  # a place that never was is no news
        ]
    )
