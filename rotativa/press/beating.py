"""The heartbeat of workers: how silence is told from lag."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max, Q, QuerySet

from rotativa.press import standing
from rotativa.press.models import Pulse

if TYPE_CHECKING:
    from rotativa.press.work import Worker

EVERY = 10.0
"""Seconds between two beats: each is one small write."""

SILENT = timedelta(seconds=60)
"""Whoever has not been heard for so long is silent."""

_AHEAD = timedelta(seconds=30)
"""No two machines have one clock. What is later is from before the clock was set back: whoever lives beats again."""

_FORGOTTEN = timedelta(days=1)


@dataclass
class Heart:
    """Beats for one worker. Ask it as often as you like."""

    worker: "Worker"
    _due: float = 0.0
    _begun_at: datetime | None = None

    def beat(self) -> None:
        """Leaves a sign of life, if the last was left long enough ago."""
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + EVERY
        now = standing.clock()
        if self._begun_at is None:
            self._begun_at = now
            # Where there is room for one worker, whoever was here before has gone.
            gone = Q(at__lt=now - _FORGOTTEN) if connection.vendor == "postgresql" else ~Q(worker=self.worker.name)
            Pulse.objects.filter(gone).delete()
        counts = self.worker.counts
        pulse = Pulse(
            worker=self.worker.name,
            begun_at=self._begun_at,
            at=now,
            rendered=counts.rendered,
            changed=counts.changed,
            failed=counts.failed,
        )
        changing = ["at", "rendered", "changed", "failed"]
        Pulse.objects.bulk_create([pulse], update_conflicts=True, unique_fields=["worker"], update_fields=changing)


def stop(worker: str) -> None:
    """Says that a worker was stopped, so that nobody counts it for another minute."""
    Pulse.objects.filter(worker=worker).update(stopped=True)


def last_heard() -> datetime | None:
    """When any worker was heard last."""
    heard: datetime | None = _until_now().aggregate(last=Max("at"))["last"]
    return heard


def alive() -> int:
    """How many workers were heard lately."""
    return _until_now().filter(at__gt=standing.clock() - SILENT, stopped=False).count()


def _until_now() -> QuerySet[Pulse]:
    return Pulse.objects.filter(at__lte=standing.clock() + _AHEAD)
