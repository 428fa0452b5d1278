"""Named points in the press, at which it is struck.

A point is what the press does (``place``), and what is about to happen in there, or just has: an operation of the
disk, of the store, of the database. So ``place: before rename``, ``record: before commit``, ``look after: after
settle``. All of it is found from outside: public functions and methods are wrapped while a run lasts.
"""

import errno
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from rotativa.press import builds, claiming, following, public_files, work
from rotativa.press.store import Store
from tests.support import databases

PHASES: tuple[tuple[str, Any, str], ...] = (
    ("start", builds, "start"),
    ("start", claiming, "release_all"),
    ("follow", following, "follow"),
    ("claim", claiming, "claim"),
    ("render", work, "render"),
    ("supply", public_files, "supply"),
    ("look after", public_files, "look_after"),
    ("place", work, "place"),
    ("record", work, "record"),
    ("fail", claiming, "fail"),
    ("release", claiming, "release"),
)
"""What the press does, and where it is called."""

STORE = ("stage", "sync", "put", "remove", "settle", "discard", "tidy")

DISK = frozenset({"write", "mkdir", "rename"})
CHANGES = DISK | {"unlink", "rmdir"}
SYNCS = frozenset({"fsync", "syncfs"})

KINDS = ("kill", "power cut", "disk full", "read-only", "sync fails", "database", "clock", "stands still")
AT_ONCE = frozenset({"kill", "power cut"})


class Killed(BaseException):
    """Stands for kill -9, and for a power cut: nothing catches it, and nothing is done any more."""


_SOON = 0.3
"""How far a worker comes with its usual work before it is struck, on the average."""


@dataclass
class Points:
    """Hears of every point that is passed, and strikes at one of them."""

    dice: Random
    turn_clock: Callable[[], None] = lambda: None
    stand_still: Callable[[], None] = lambda: None
    struck: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    dead: str = ""
    """The kind of the fault that ended the process that is played."""
    last: str = ""
    lives: int = 0
    _kind: str = ""
    _aimed: str = ""
    _left: float = 0.0
    _refuses: str = ""
    _refused: int = 0
    _phases: list[str] = field(default_factory=list)
    _thread: int | None = None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Inside, the press is wrapped."""
        with pytest.MonkeyPatch.context() as patch:
            for phase, module, name in PHASES:
                patch.setattr(module, name, partial(self._in_phase, phase, getattr(module, name)))
            for name in STORE:
                patch.setattr(Store, name, self._told_of(name, getattr(Store, name)))
            original = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]  # where Django commits
            patch.setattr(BaseDatabaseWrapper, "_commit", self._told_of("commit", original))
            yield

    @contextmanager
    def life(self) -> Iterator[None]:
        """The life of a process: points count inside only, in this thread, and nothing happens after its death."""
        self.lives += 1
        self._thread, self.dead, self._refuses, self._phases = threading.get_ident(), "", "", ["work"]
        for alias in databases.ALIASES:
            connections[alias].execute_wrappers.append(self._statement)
        try:
            yield
        finally:
            self._thread = None
            for alias in databases.ALIASES:
                connections[alias].execute_wrappers.clear()

    def arm(self, kinds: tuple[str, ...]) -> None:
        """Somewhere in what follows a fault will come: as likely at a rare point as at one that is passed often."""
        had = Counter(kind for kind, _ in self.struck.elements())
        self._kind = min(kinds, key=lambda kind: (had[kind], self.dice.random()))
        fitting = [point for point in self.passed if _fits(self._kind, point)]
        usual = sum(self._weight(point) * self.passed[point] for point in fitting) / max(self.lives, 1)
        self._left = self.dice.expovariate(1 / (_SOON * usual)) if usual else 0.0

    def aim(self, kind: str, point: str, count: int = 1) -> None:
        """Chooses the next fault by name."""
        self._aimed, self._left, self._kind = point, count, kind

    @property
    def is_spent(self) -> bool:
        """Whether the fault that was chosen has come."""
        return not self._kind

    def pass_by(self, when: str, operation: str) -> None:
        """A point is passed. Raises what the fault is."""
        if threading.get_ident() != self._thread:
            return
        if self.dead:
            raise Killed
        if when == "before" and self._refuses:
            self._refuse(operation)
        point = f"{self._phases[-1]}: {when} {operation}"
        self.passed[point] += 1
        if not self._kind or not _fits(self._kind, point) or self._aimed not in ("", point):
            return
        if self._kind == "stands still" and connections["default"].in_atomic_block:
            return  # whoever is awaited by others there keeps them waiting: no harm, and no end in one thread
        self._left -= 1 if self._aimed else self._weight(point)
        if self._left <= 0:
            kind, self._kind, self._aimed = self._kind, "", ""
            self.last = f"{kind} at {point}"
            self.struck[kind, point] += 1
            self._strike(kind, operation)

    def _weight(self, point: str) -> float:
        had = sum(self.struck[kind, point] for kind in KINDS)
        return self.lives / (self.passed[point] * (1 + had))

    def _strike(self, kind: str, operation: str) -> None:
        if kind in AT_ONCE:
            self.dead = kind
            raise Killed
        if kind == "clock":
            self.turn_clock()
        elif kind == "stands still":
            self.stand_still()
        elif kind == "database":
            if connections["default"].vendor == "postgresql":
                for alias in databases.ALIASES:
                    if connections[alias].connection is not None:
                        connections[alias].connection.close()  # its sessions end; Django does not know yet
            raise OperationalError("the database has gone away")
        else:
            self._refuses, self._refused = kind, self.dice.choice([1, 1, 2, 5, 1000])
            self._refuse(operation)

    def _refuse(self, operation: str) -> None:
        concerned, number = {
            "disk full": (DISK, errno.ENOSPC),
            "read-only": (CHANGES, errno.EROFS),
            "sync fails": (SYNCS, errno.EIO),
        }[self._refuses]
        if operation not in concerned:
            return
        self._refused -= 1
        kind = self._refuses
        if self._refused <= 0:
            self._refuses = ""
        raise OSError(number, kind)

    def _in_phase(self, phase: str, original: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        if threading.get_ident() != self._thread:
            return original(*arguments, **options)
        self._phases.append(phase)
        try:
            self.pass_by("before", "all")
            result = original(*arguments, **options)
            self.pass_by("after", "all")
            return result
        finally:
            self._phases.pop()

    def _told_of(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any, **options: Any) -> Any:
            self.pass_by("before", name)
            result = original(*arguments, **options)
            self.pass_by("after", name)
            return result

        return told

    def _statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.pass_by("before", "statement")
        return execute(sql, params, many, context)


def _fits(kind: str, point: str) -> bool:
    when, _, operation = point.rpartition(": ")[2].partition(" ")
    if kind == "database":
        return operation == "commit" or point.endswith("before statement")
    if kind == "stands still":
        return operation != "commit"
    concerned = {"disk full": DISK, "read-only": CHANGES, "sync fails": SYNCS}.get(kind)
    return concerned is None or (when == "before" and operation in concerned)
