"""Claims: which worker prints which marks, for how long, and what becomes of marks that failed."""

import os
import socket
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from rotativa.press import reprinting
from rotativa.press.models import LATER, Mark, Printed

MOST = 128
"""Pages that one batch prints at most: a batch costs by itself what ten pages do."""

URGENT = 1
"""Up to this priority, pages go out before the rest of what is marked is looked at."""

LEASE = timedelta(seconds=30)
_LONGEST_PAUSE = 300
_LONGEST_ERROR = 8000
_MOST_TRIES = 10_000


@dataclass(frozen=True)
class Claim:
    """A mark that this worker prints."""

    mark: int
    version: int
    path: str
    surface: str
    argument: str
    priority: int
    cause: str
    left: datetime | None = None  # the end of the lease of whoever had it in hand and never came back


@dataclass(frozen=True)
class Failure:
    """A claim that could not be printed, and why."""

    claim: Claim
    error: str


def claim(
    worker: str, most: int = MOST, *, later: int = MOST, revoke: Callable[[Collection[str]], object] = lambda _: None
) -> list[Claim]:
    """Takes the next marks and commits. The most urgent go by themselves, so that nothing else delays them, and so do
    those that wait for all others, ``later`` at most. ``revoke`` is called with the workers whose leases have ended,
    before anybody else can have what they held: they may stand still half-way through putting files.
    """
    now = timezone.now()
    free = (
        (Q(worker="") | _over("lease_until", now, LEASE))
        & (Q(retry_at=None) | _over("retry_at", now, timedelta(seconds=_LONGEST_PAUSE)))
        & reprinting.claimable()
    )
    with transaction.atomic():
        rows = Mark.objects.filter(free).order_by("priority", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        marks = list(rows[:most])
        if marks and marks[0].priority < LATER:
            together = URGENT if marks[0].priority <= URGENT else LATER - 1
            marks = [mark for mark in marks if mark.priority <= together]
        else:
            del marks[later:]
        if former := {mark.worker for mark in marks} - {"", worker}:
            revoke(former)
        Mark.objects.filter(id__in=[mark.id for mark in marks]).update(worker=worker, lease_until=now + LEASE)
        _make_rows(marks)
    return [_claim(mark) for mark in marks]


def _over(column: str, now: datetime, longest: timedelta) -> Q:
    # Later than any that is given now: the clock was set back. Twice as long, as no two machines have one clock.
    return Q(**{f"{column}__lte": now}) | Q(**{f"{column}__gt": now + 2 * longest})


def in_hand_of_others(worker: str) -> set[int]:
    """The pages that other workers are printing, by the numbers of their printed rows."""
    paths = Mark.objects.filter(worker__gt="").exclude(worker=worker).values("path")
    return set(Printed.objects.filter(path__in=paths).values_list("id", flat=True))


def held(worker: str, claims: Iterable[Claim]) -> dict[int, int]:
    """The marks among these claims that are still this worker's, each with its version now, locked.

    Others were taken over when the lease had ended.
    """
    rows = Mark.objects.filter(id__in=[claim.mark for claim in claims], worker=worker).order_by("id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return dict(rows.values_list("id", "version"))


def renew(marks: Iterable[int]) -> None:
    """Begins the leases of these marks, which the caller holds, anew."""
    Mark.objects.filter(id__in=list(marks)).update(lease_until=timezone.now() + LEASE)


def release(worker: str, claims: Iterable[Claim]) -> None:
    """Gives claims back unprinted."""
    given = list(claims)
    if given:
        with transaction.atomic():  # an update alone would lock them in any order
            Mark.objects.filter(id__in=held(worker, given)).update(worker="", lease_until=None)


def name_of_this_process() -> str:
    """A name for a worker: the machine, the process and when it began, and something of its own."""
    process = os.getpid()
    return f"{_machine()}-{process}.{_begun(process)}-{uuid4().hex[:6]}"


def release_dead(revoke: Callable[[Collection[str]], object]) -> None:
    """Frees the marks of workers of this machine whose process is gone: nobody waits for their leases to end.

    A number that another process has by now is told by when that began. Where no system says it, the lease decides.
    ``revoke`` is called with these workers before: in containers that have one name, who seems gone may live.
    """
    holders = Mark.objects.exclude(worker="").order_by().values_list("worker", flat=True).distinct()
    dead = [worker for worker in holders if _is_dead(worker)]
    if dead:
        with transaction.atomic():
            theirs = Mark.objects.filter(worker__in=dead)
            list(theirs.select_for_update().order_by("id").values_list("id", flat=True))
            revoke(dead)
            theirs.update(worker="")


def release_all() -> None:
    """Frees every mark: for the one worker of SQLite, which knows when it starts that nobody else prints."""
    Mark.objects.exclude(worker="").update(worker="")


def fail(worker: str, failures: Sequence[Failure]) -> None:
    """Keeps the error of claims that failed; they are tried again after a pause, of a second at first, then longer."""
    now = timezone.now()
    for failure in failures:
        rows = Mark.objects.filter(id=failure.claim.mark, worker=worker)
        tries = rows.values_list("tries", flat=True).first()
        if tries is not None:
            error = failure.error[-_LONGEST_ERROR:]
            rows.update(worker="", lease_until=None, tries=one_more(tries), retry_at=now + pause(tries), error=error)


def one_more(tries: int) -> int:
    """The number of tries after another one; from some number on nobody counts, and the column has an end."""
    return min(tries + 1, _MOST_TRIES)


def pause(tries: int) -> timedelta:
    """How long to wait after so many earlier tries."""
    return timedelta(seconds=min(2 ** min(tries, 16), _LONGEST_PAUSE))


def _is_dead(worker: str) -> bool:
    machine, _, named = worker.rpartition("-")[0].rpartition("-")
    process, _, began = named.partition(".")
    if machine != _machine() or not process.isdecimal():
        return False
    if int(process) == os.getpid():
        return True  # a worker of ours that met an error: it was left, and another begins
    if began and (now := _begun(int(process))) and now != began:
        return True  # another has its number
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _begun(process: int) -> str:
    """When a process began, in ticks of the clock since the machine did (Linux); empty where nobody says so."""
    try:
        said = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    return said.rpartition(")")[2].split()[19]  # its name may have any sign, and what follows is counted from there


def _machine() -> str:
    return socket.gethostname()[:40]


def _make_rows(marks: Sequence[Mark]) -> None:
    # The printed row exists from the claim on, because placing a file holds its lock.
    if not marks:
        return
    listed = ", ".join(["%s"] * len(marks))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO press_printed (path, surface, argument, priority, kind, present, size, second, build) "  # noqa: S608 placeholders
            f"SELECT path, surface, argument, priority, 'page', false, 0, 0, 0 FROM press_mark WHERE id IN ({listed}) "
            # A conflict, too, would use up a number of the sequence.
            "AND NOT EXISTS (SELECT 1 FROM press_printed AS known WHERE known.path = press_mark.path) "
            "ORDER BY path ON CONFLICT (path) DO NOTHING",
            [mark.id for mark in marks],
        )


def _claim(mark: Mark) -> Claim:
    left = mark.lease_until  # as it was before this claim; whoever gives a mark back leaves none
    return Claim(mark.id, mark.version, mark.path, mark.surface, mark.argument, mark.priority, mark.cause, left)
