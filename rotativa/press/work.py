"""The worker: follows facts, prints what is marked, waits."""

import fcntl
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from errno import EDQUOT, ENOSPC, EROFS
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from rotativa.kit.living import give_sign
from rotativa.press import builds, claiming, following, lines, public_files, succeeding
from rotativa.press.actions.print_again import BY_HAND
from rotativa.press.claiming import Claim, Failure
from rotativa.press.models import FILE, LATER, Outcome, Printed
from rotativa.press.placing import place, rows_of
from rotativa.press.recording import record
from rotativa.press.registry import Registry, registry as of_this_process
from rotativa.press.remembering import Memory
from rotativa.press.rendering import Rendered, Sheet, render
from rotativa.press.store import WORKSHOP, BadPath, Store

log = logging.getLogger("rotativa.press")

_LONGEST_BATCH = 0.3
"""Seconds that a batch of pages may take for which nobody waits."""

_LONGEST_HELD = claiming.LEASE.total_seconds() / 3
"""Seconds that any batch may take."""

_FEWEST = 16
"""Pages that it has all the same: below, what a batch costs by itself is more than its pages, and a busy machine would
be busier with ever smaller ones."""

_STEPS = 20
"""So many times 500 facts are followed before the worker is heard of."""

_WHOLE_DISK = (ENOSPC, EDQUOT, EROFS)

_ATTEMPTS = 3
"""So often a batch waits for a snapshot whose facts are all followed; then it takes one that has more."""


class Occupied(RuntimeError):
    """Another worker prints this tree, and the database allows but one."""


class Replaced(RuntimeError):
    """A newer build has taken over; workers of this one print no more."""


@dataclass
class Counts:
    """What a worker has done."""

    rendered: int = 0
    changed: int = 0
    failed: int = 0


@dataclass
class Worker:
    """Prints. Made by ``worker()`` for a process; in tests with a registry and a store of their own."""

    registry: Registry
    store: Store
    name: str
    counts: Counts = field(default_factory=Counts)
    _memory: Memory = field(default_factory=Memory)

    def __post_init__(self) -> None:
        self._build = builds.start(self.registry)
        self._most = self._later = claiming.MOST
        self._learning = builds.learning(self.registry, self._build)
        self._marking: Iterator[int] | None = builds.marking_all(self.registry, self._build)
        if connection.vendor == "postgresql":
            claiming.release_dead(self.store.revoke)
        else:
            claiming.release_all()
        self.store.tidy()

    @property
    def build(self) -> int:
        """The number of the build that it works for."""
        return self._build.id

    def step(self) -> bool:
        """Follows, prints a batch, marks a chunk of a new build unless something was urgent. Whether it did any."""
        if not builds.is_current(self._build.id):
            raise Replaced(_("A newer build of the theme is being printed: please restart this worker."))
        followed = False
        for _number in range(_STEPS):
            if not following.follow(self.registry, self._build.id):
                break
            followed = True
            give_sign()
        else:
            return True  # there may be very many, and whoever calls this says that the worker lives
        claims = claiming.claim(self.name, self._most, later=self._later, revoke=self.store.revoke)
        if claims:
            began = time.monotonic()
            done = self._print(claims)
            self._learn(claims, done, time.monotonic() - began)
        else:
            self._memory.rest()
        marked = self._marking is not None and not self._is_urgent(claims) and self._mark_on()
        return followed or bool(claims) or marked

    def until_done(self) -> Counts:
        """Works until nothing is left but what failed and waits."""
        while self.step():
            pass
        return self.counts

    def _learn(self, claims: Sequence[Claim], done: int, seconds: float) -> None:
        """Today's news wait for the batch at hand: where pages are long, batches of those that can wait are short.

        And none lasts as long as its lease: another worker would take it over, and lose it to this one in turn. That a
        part of a batch was quick, which gave way to news, says nothing of whole ones.
        """
        is_whole = done == len(claims)
        if seconds > _LONGEST_HELD:
            self._most = max(1, done // 2)
        elif seconds < _LONGEST_HELD / 3 and is_whole:
            self._most = min(claiming.MOST, self._most * 2)
        if claims[0].priority < LATER:
            return
        if seconds > _LONGEST_BATCH:
            self._later = max(_FEWEST, done // 2)
        elif seconds < _LONGEST_BATCH / 3 and is_whole:
            self._later = min(claiming.MOST, self._later * 2)

    def _is_urgent(self, claims: Sequence[Claim]) -> bool:
        return bool(claims) and claims[0].priority <= claiming.URGENT

    def _mark_on(self) -> bool:
        if self._learning is not None:
            if next(self._learning, None) is not None:
                return True
            self._learning = None
        if self._marking is None or next(self._marking, None) is None:
            self._marking = None
        return self._marking is not None

    def _print(self, claims: Sequence[Claim]) -> int:
        """Prints them, and says how many: a batch may give way."""
        pages = []
        for claim in claims:
            if claim.surface == FILE:
                self._look_after(claim)
            else:
                pages.append(claim)
        return len(claims) - (self._print_pages(pages) if pages else 0)

    def _print_pages(self, claims: Sequence[Claim]) -> int:
        """Says how many are left."""
        began = time.monotonic()
        self._memory.begin(any(claim.cause == BY_HAND for claim in claims))
        rendered = self._render(claims)
        self._put_in_place_or_fail(rendered, began)
        self._fail(rendered.failures)
        claiming.release(self.name, rendered.unseen)
        return len(rendered.unseen)

    def _put_in_place_or_fail(self, rendered: Rendered, began: float) -> None:
        """Where one page cannot be written, the others are: each alone, unless the whole disk refuses."""
        try:
            self._put_in_place(rendered, began)
        except (OSError, BadPath) as error:
            if len(rendered.sheets) > 1 and getattr(error, "errno", None) not in _WHOLE_DISK:
                for sheet in rendered.sheets:
                    self._put_in_place_or_fail(replace(rendered, sheets=[sheet]), began)
                return
            log.error("%s", _said(error))
            self._fail([Failure(sheet.claim, _said(error)) for sheet in rendered.sheets])

    def _render(self, claims: Sequence[Claim]) -> Rendered:
        for attempt in range(_ATTEMPTS):
            try:
                patient, gives_way = attempt < _ATTEMPTS - 1, claims[0].priority >= LATER
                rendered = render(self.registry, claims, self._memory, patient=patient, gives_way=gives_way)
            except Exception:
                self._memory.forget()
                # What warms a batch failed: each page alone asks for itself, and fails for itself.
                log.exception("A batch could not be warmed")
                return render(self.registry, claims, patient=False, warm=False)
            if rendered.sheets or rendered.failures:
                return rendered
            following.follow(self.registry, self._build.id)
        return rendered

    def _put_in_place(self, rendered: Rendered, began: float) -> None:
        rows = rows_of(rendered.sheets)
        sheets = self._ready(rendered, rows)
        failures = public_files.supply(self.store, self.registry, self.name, sheets, rows, build=self._build.id)
        if failures:
            self._fail(failures)
            failed = {failure.claim.mark for failure in failures}
            sheets = [sheet for sheet in sheets if sheet.claim.mark not in failed]
        if not sheets:
            return
        placed = place(self.store, self.name, sheets, rows)
        # While shelves are learned, what leaves a new one goes unnoticed: pages printed meanwhile are printed again.
        rendered = replace(rendered, is_learned=self._learning is None)
        if record(self.registry, self.name, self._build.id, rendered, placed):
            self._memory.forget()
        self.counts.rendered += len(placed)
        self.counts.changed += sum(each.outcome != Outcome.SAME for each in placed)
        lines.say_printed(placed, time.monotonic() - began)

    def _ready(self, rendered: Rendered, rows: Mapping[str, Printed]) -> list[Sheet]:
        """The sheets that may be placed: nothing is removed on a snapshot with facts that may name its new owner, and
        nothing leads to a page that is still to come."""
        sheets = succeeding.ready(self.registry, self.name, rendered, rows)
        if rendered.fact == rendered.followed:
            return sheets
        early = [sheet for sheet in sheets if sheet.content is None]
        claiming.release(self.name, [sheet.claim for sheet in early])
        return [sheet for sheet in sheets if sheet.content is not None]

    def _look_after(self, claim: Claim) -> None:
        try:
            public_files.look_after(self.store, self.registry, self.name, claim, self._build.id)
        except (OSError, ValueError) as error:
            self._fail([Failure(claim, _said(error))])
        finally:
            claiming.release(self.name, [claim])

    def _fail(self, failures: Sequence[Failure]) -> None:
        if failures:
            self._memory.forget()
        for failure in failures:
            log.error("%s was not printed: %s", failure.claim.path, failure.error.strip().rpartition("\n")[2])
        claiming.fail(self.name, failures)
        self.counts.failed += len(failures)


def worker(registry: Registry | None = None, store: Store | None = None, *, build: int | None = None) -> Worker:
    """The worker of this process, over the tree of the settings.

    ``build`` is the one that the process has worked for already: it does not take the press back from a newer one.
    Raises ``Replaced`` where one has taken over.
    """
    if build is not None and not builds.is_current(build):
        raise Replaced(_("A newer build of the theme is being printed: please restart this worker."))
    name = claiming.name_of_this_process()
    return Worker(registry or of_this_process, store or Store(Path(settings.ROTATIVA_TREE), name), name)


def work_until_done(registry: Registry | None = None, store: Store | None = None) -> Counts:
    """Catches up: follows every fact and prints every mark. For tests, the demo, and ``press work --until-done``."""
    with alone():
        return worker(registry, store).until_done()


@contextmanager
def alone() -> Iterator[None]:
    """Keeps a second worker away where the database has room for one only. Raises ``Occupied``."""
    if connection.vendor == "postgresql":
        yield
        return
    database = Path(connection.settings_dict["NAME"])
    path = database.with_name(f"{database.stem}.press-lock")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = _("Another press worker is printing already; with SQLite there is one at a time (lock: {file}).")
            raise Occupied(said.format(file=path)) from None
        yield


def _said(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == ENOSPC:
        return _("The disk of the printed pages is full: readers keep the last good pages; printing is tried again.")
    return _("The printed pages could not be written ({error}).").format(error=_plain(error))


def _plain(error: OSError | ValueError) -> str:
    """The error without the file in the workshop: that has another name each time, and the reason is one."""
    if isinstance(error, OSError) and error.strerror and f"/{WORKSHOP}/" in str(error.filename or ""):
        return f"{error.strerror}: {settings.ROTATIVA_TREE}"
    return str(error)
