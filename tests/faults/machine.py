"""The run: an act, a press that is struck at some point, another one, until everything is printed; and again."""

import struct
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from rotativa.daybook.models import FactRow
from rotativa.press import standing
from rotativa.press.models import Mark
from rotativa.press.registry import Registry
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Store
from rotativa.press.verifying import verify
from rotativa.press.work import Worker
from tests.faults.disk import MODES, Disk
from tests.faults.points import KINDS, Killed, Points
from tests.faults.readers import Readers, built_in, right_now
from tests.support import databases

_PATIENCE = 60.0
"""Seconds after which an act that waits will not end."""
_JUMPS = (0, 90, 3600, 3 * 86400, -90, -3600, -3 * 86400)
_LIVES = 40
_SOON = timedelta(seconds=31)
"""So long pages are printed after somebody looked what is right: an instant may come meanwhile."""
_MEANWHILE = 0.7
"""How probably an editor does something while the press stands still, or before the next one starts."""
_AGAIN = 0.8
"""How probably the press is struck once more while it catches up."""


class Clock:
    """The clock of this machine, which somebody turns."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        now, seconds = timezone.now, time.time
        patch.setattr(timezone, "now", lambda: now() + self.ahead)
        patch.setattr(time, "time", lambda: seconds() + self.ahead.total_seconds())

    def forward(self, seconds: float) -> None:
        """Time passes."""
        self.ahead += timedelta(seconds=seconds)

    def set(self, seconds: float) -> None:
        """Somebody sets it, compared with the right time."""
        self.ahead = timedelta(seconds=seconds)


@dataclass
class Machine:
    """All that takes part in a run."""

    act_at_random: Callable[[], None]
    registry: Registry
    tree: Path
    dice: Random
    patch: pytest.MonkeyPatch
    instants: bool = False
    """Whether pages change by themselves when their time has come."""
    verified: int = 0
    lives: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    cuts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.clock = Clock(self.patch)
        self.points = Points(self.dice, self._turn_clock, self._stand_still)
        self.disk = Disk(self.tree, self.points.pass_by)
        self.readers = Readers(built_in(self.tree), Random(self.dice.random()))
        self._facts: dict[int, str] = {}

    def begin(self) -> None:
        """Everything is printed once, without a fault, and every point is passed."""
        standing.cursor()
        self._look()
        self.catch_up()

    def strike(self, kinds: tuple[str, ...] = KINDS, point: str = "") -> None:
        """An act, and a press that is struck while it prints it: anywhere, or at that point."""
        self.act()
        if point:
            self.points.aim(kinds[0], point)
        else:
            self.points.arm(kinds)
        self.catch_up(kinds)

    def act(self) -> None:
        """Something that an editor does, on a day on which the clock is right again."""
        self.clock.set(0)
        self._act()

    def _act(self) -> None:
        self.act_at_random()
        self._facts |= dict(FactRow.objects.values_list("id", "verb"))
        self._look()

    def catch_up(self, kinds: tuple[str, ...] = KINDS) -> None:
        """Lets one press after the other work until nothing is left to be printed; then all must be right."""
        for _ in range(_LIVES):
            self._live()
            self._assert_read()
            if self.points.dead and self.dice.random() < _MEANWHILE:
                self._go_on_without()
            if is_at_rest():
                break
            if self.points.is_spent and self.dice.random() < _AGAIN:
                self.points.arm(kinds)
            # A lease ends, a pause is over.
            self.clock.forward(self.dice.choice([31, 301]))
            if self.instants:
                self._look()
        else:
            waiting = list(Mark.objects.values("path", "worker", "lease_until", "retry_at", "error")[:5])
            raise AssertionError(f"the press does not come to rest: {waiting}")
        self._assert_no_fact_lost()
        if self.instants:
            self._look()
        self.readers.must_get(self._right)
        self.readers.read_all()
        self._assert_read()

    def _go_on_without(self) -> None:
        """An editor goes on while no press works. What the dead one had begun is old by now: nobody may finish it."""
        self.readers.keep()
        self._act()

    def _look(self) -> None:
        self._right = right_now(self.registry)
        self.readers.may_get(self._right)
        if self.instants:
            self.readers.may_get(right_now(self.registry, _SOON))

    def _turn_clock(self) -> None:
        self.clock.set(self.dice.choice(_JUMPS))
        if self.instants:
            elsewhere(self._look)

    def _stand_still(self) -> None:
        """The process is stopped, as long as a lease lasts. Editors go on, and so do other workers, where there are."""
        self.clock.forward(_SOON.total_seconds())
        if self.dice.random() < _MEANWHILE:
            elsewhere(self._act)
        if connection.vendor == "postgresql":
            other = f"other-{self.lives}"
            elsewhere(lambda: Worker(self.registry, Store(self.tree, other), other).until_done())

    def verify(self) -> None:
        """The proof that ships with the press."""
        report = verify(self.registry, Store(self.tree))
        assert report.clean, report.findings
        assert not report.unsettled
        self.verified += 1

    def _live(self) -> None:
        """One process of the press, to its end."""
        self.lives += 1
        with self.disk.recording(), self.points.watched(), self.points.life():
            try:
                name = f"worker-{self.lives}"
                Worker(self.registry, Store(self.tree, name), name).until_done()
            except Killed:
                pass
            except Exception as error:
                # The loop of ``press work`` begins anew, with new connections.
                self.errors[f"{type(error).__name__}: {error}"[:100]] += 1
        if self.points.dead == "power cut":
            self._cut_power()
        databases.close()

    def _cut_power(self) -> None:
        mode = self.dice.choice(MODES)
        self.cuts[mode] += 1
        with self.readers.away():
            if connection.vendor == "sqlite":
                forget_unsynced(self.dice)
            self.disk.cut(self.dice, mode)
            self.readers.go_back()
            self.readers.served_by(built_in(self.tree))
        self._assert_no_fact_lost()
        self.readers.read_all()

    def _assert_no_fact_lost(self) -> None:
        there = dict(FactRow.objects.values_list("id", "verb"))
        assert there == self._facts or not self._facts, f"lost: {self._facts.items() - there.items()}"

    def _assert_read(self) -> None:
        assert not self.readers.wrong, f"after {self.points.last}:\n" + "\n".join(self.readers.wrong[:5])


def elsewhere(act: Callable[[], object]) -> None:
    """Does something on connections of its own, and waits for it."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    # A daemon: if it should wait for what this thread holds, the run fails, and ends.
    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    if thread.is_alive():
        pytest.fail("what is done elsewhere waits for one who stands still")
    if raised:
        raise raised[0]


def forget_unsynced(dice: Random) -> None:
    """What a power cut leaves of SQLite's database: with ``synchronous=FULL`` all that was committed.

    With ``NORMAL``, as of the last checkpoint at least: the log of commits since is not synced, and ends anywhere.
    """
    name = Path(str(connections["default"].settings_dict["NAME"]))
    with connections["default"].cursor() as cursor:
        is_full = cursor.execute("PRAGMA synchronous").fetchone()[0] >= 2
        size = cursor.execute("PRAGMA page_size").fetchone()[0] + 24
    log, index = Path(f"{name}-wal"), Path(f"{name}-shm")
    last, kept = _frames(index.read_bytes())
    database, frames = name.read_bytes(), log.read_bytes()
    databases.close()  # which would write the log into the database
    end = last if is_full else dice.randint(kept, last)
    name.write_bytes(database)
    log.write_bytes(frames[: 32 + end * size])
    index.unlink(missing_ok=True)


def _frames(index: bytes) -> tuple[int, int]:
    """Of the log's frames, the last that was committed, and the last that is in the database (sqlite.org/walformat)."""
    return struct.unpack_from("=I", index, 16)[0], struct.unpack_from("=I", index, 96)[0]
