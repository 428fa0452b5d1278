"""The verification that somebody at the desk asks for: one row says that it is wanted, how far it is, how it ended.

It takes minutes, and needs a process whose every read is traced (``trace.require_traces``), so neither a request nor a
thread of the scheduler can do it: the scheduler sees the row and starts ``rotativa press verify --asked``
(``docs/decisions/0041-a-check-has-a-process-of-its-own.md``). That process alone decides what became of it, unless it
is heard no more.
"""

import logging
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from rotativa.press import standing, verifications
from rotativa.press.models import FILE, Check, CheckEnd, Printed
from rotativa.press.registry import Registry
from rotativa.press.store import Store
from rotativa.press.verifying import Report, Sample, verify

log = logging.getLogger("rotativa.press")

SILENT = timedelta(minutes=3)
"""Whoever checks and says nothing for so long has died: two hundred pages are compared between two words."""
_KIND = 10
"""How far the process steps back behind those that print and publish (``nice``)."""
_EVERY = 1.0


class _Stopped(Exception):
    """Somebody at the desk stopped it."""


@dataclass(frozen=True)
class Checking:
    """The last check that was asked for."""

    asked_at: datetime
    asked_by: str
    sample: int | None
    begun_at: datetime | None  # None as long as it waits for its process
    total: int  # pages there are to be compared, about
    looked: int
    stops: bool  # somebody asked it to stop
    ended_at: datetime | None
    end: str  # how: ``CheckEnd``

    @property
    def goes_on(self) -> bool:
        """Whether it waits or goes on."""
        return self.ended_at is None


def latest() -> Checking | None:
    """The last one that was asked for, however it ended."""
    row = Check.objects.filter(id=1).first()
    if row is None:
        return None
    total = max(row.total, row.looked)
    asked = row.asked_at, row.asked_by, row.sample
    return Checking(*asked, row.begun_at, total, row.looked, row.stops, row.ended_at, row.end)


def ask(name: str, sample: int | None) -> bool:
    """Says that one is wanted; False where one is wanted, or goes on, already."""
    fresh = {
        "asked_at": standing.clock(), "asked_by": name, "sample": sample, "begun_at": None, "heard_at": None,
        "total": 0, "looked": 0, "stops": False, "ended_at": None, "end": "",
    }  # fmt: skip
    _row, is_new = Check.objects.get_or_create(id=1, defaults=fresh)
    return is_new or bool(Check.objects.filter(id=1, ended_at__isnull=False).update(**fresh))


def stop() -> bool:
    """Says that it is wanted no more. One that nobody does has ended with that; else its process ends it."""
    if _end(_open().filter(begun_at=None), CheckEnd.STOPPED):
        return True
    return bool(_open().update(stops=True))


def work_off(registry: Registry, store: Store) -> Report | None:
    """Does the one that is asked for, if nobody does already."""
    now = standing.clock()
    total = Printed.objects.filter(present=True).exclude(surface=FILE).count()
    taken = _open().filter(begun_at=None).update(begun_at=now, heard_at=now, total=total)
    if not taken:
        return None
    size = Check.objects.get(id=1).sample
    sample = Sample(size, secrets.randbelow(10**6)) if size else None
    mine = _open().filter(begun_at=now)
    mine.filter(sample__lt=total).update(total=F("sample"))
    os.nice(_KIND)
    try:
        report = verify(registry, store, _teller(mine), sample)
        verifications.keep(report, now)
    except _Stopped:
        _end(mine, CheckEnd.STOPPED)
        return None
    except BaseException:
        _end(mine, CheckEnd.BROKE_OFF)
        raise
    _end(mine, CheckEnd.DONE)
    return report


def _teller(mine: "QuerySet[Check]") -> Callable[[int], None]:
    """Tells how far it is, and hears whether it is wanted still; at most once a second, as each is a write."""
    told = [time.monotonic()]

    def tell(looked: int) -> None:
        if time.monotonic() - told[0] < _EVERY:
            return
        told[0] = time.monotonic()
        if not mine.filter(stops=False).update(looked=looked, heard_at=standing.clock()):
            raise _Stopped

    return tell


class Checker:
    """Starts the process that does the check, and notices where it died. For the scheduler: each look is one query."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asked_at: datetime | None = None

    def look(self) -> None:
        """Ask it every few seconds."""
        if self._process is not None and self._process.poll() is None:
            return
        row = _open().first()
        if row is None:
            return
        if self._has_died(row) or (row.heard_at is not None and standing.clock() - row.heard_at > SILENT):
            log.error("The check of the printed pages broke off")
            _end(_open().filter(asked_at=row.asked_at), CheckEnd.BROKE_OFF)
        elif row.begun_at is None:
            self._asked_at = row.asked_at
            command = [sys.executable, "-m", "rotativa", "press", "verify", "--asked"]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def _has_died(self, row: Check) -> bool:
        """Whether ours ended without a word, perhaps before it could begin. One that ended well after another had begun
        was that of a second scheduler, and found nothing to be done."""
        if self._process is None or row.asked_at != self._asked_at:
            return False
        return row.begun_at is None or self._process.returncode != 0


def _open() -> "QuerySet[Check]":
    return Check.objects.filter(id=1, ended_at=None)


def _end(rows: "QuerySet[Check]", how: CheckEnd) -> bool:
    return bool(rows.update(ended_at=standing.clock(), end=how))
