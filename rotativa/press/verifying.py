"""Compares the tree with a fresh print of everything.

It runs beside a working press, so a difference alone accuses nobody: the page may be marked, or printed at this moment.
A path is accused only when it is looked at a second time, with every fact followed, no instant due and no mark on it,
before and after, and nothing has touched it between. One that waits for a paused reprint is not looked at again: it
may wait for days, and nothing is said of it.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import TypeVar

from rotativa.kit import trace
from rotativa.kit.batches import batched
from rotativa.press import markers, reprinting, resting, router, standing, uses
from rotativa.press.models import FILE, Cursor, Found, Key, Kind, Mark, Printed
from rotativa.press.placing import hash_of
from rotativa.press.registry import Place, Registry
from rotativa.press.rendering import render_place, warm_places
from rotativa.press.store import Store

CHUNK = 200
_LOOKS = 20
_PAUSE = 0.1
_NAMED = 3

T = TypeVar("T")


class Wrong(Enum):
    """What can be wrong with a path."""

    STALE = "stale"
    MISSING = "missing"
    LEFT_OVER = "left over"


@dataclass(frozen=True)
class Finding:
    """A path that is wrong, and the reason why it would be printed."""

    path: str
    wrong: Wrong
    reason: str
    log: int = field(default=0, compare=False)  # the last line of the printed log when it was accused


@dataclass
class Report:
    """What a verification found."""

    places: int = 0  # there are
    looked: int = 0
    files: int = 0  # lie in the tree
    files_looked: int = 0
    seed: int | None = None  # of the sample; None where everything was looked at
    findings: list[Finding] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)  # still to be printed: nothing is said of them
    held: int = 0  # of these, waiting for a paused reprint
    mended: set[tuple[str, str]] = field(default_factory=set)  # what was wrong before (path, wrong), and is not now

    @property
    def clean(self) -> bool:
        """Whether nothing that was judged is wrong."""
        return not self.findings

    @property
    def whole(self) -> bool:
        """Whether it looked at everything."""
        return self.seed is None or (self.looked >= self.places and self.files_looked >= self.files)

    def of(self, wrong: Wrong) -> tuple[str, ...]:
        """The paths of one kind of wrong."""
        return tuple(finding.path for finding in self.findings if finding.wrong == wrong)


_OF_PLACES = (Wrong.STALE, Wrong.MISSING)
"""What is wrong where a place is compared; the other is found by looking at files."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Sample:
    """So many places, and so many files, taken by chance; the same seed takes the same."""

    size: int
    seed: int

    def of(self, items: Iterable[T]) -> list[T]:
        """Takes them, of however many, without holding more than it takes."""
        dice = random.Random(self.seed)  # noqa: S311 no secret
        taken: list[T] = []
        for number, item in enumerate(items):
            if number < self.size:
                taken.append(item)
            elif (chosen := dice.randrange(number + 1)) < self.size:
                taken[chosen] = item
        return taken


def verify(
    registry: Registry, store: Store, progress: Progress = lambda looked: None, sample: Sample | None = None
) -> Report:
    """Renders every place and compares bytes; then looks for files that belong to no place. Or only some of both."""
    return _Verification(registry, store, progress, sample).run()


@dataclass(frozen=True)
class _Position:
    """What must not change between two looks at a path."""

    rest: bool  # every fact followed, nothing due, the build marked
    fact: int
    marks: frozenset[str]
    printed: tuple[tuple[object, ...], ...]


@dataclass
class _Verification:
    registry: Registry
    store: Store
    progress: Progress
    sample: Sample | None = None
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        self._places: set[bytes] = set()
        self._files: set[str] = set()
        self._before = set(Found.objects.values_list("path", "wrong"))
        self._seen_again: set[tuple[str, str]] = set()

    def run(self) -> Report:
        self.report.seed = self.sample.seed if self.sample else None
        for places in batched(self._taken(self._all_places()), CHUNK):
            self._settle({place.path: (surface, place.argument) for surface, place in places}, self._check_places)
            self._see_again((place.path for _, place in places), _OF_PLACES)
            self.report.looked += len(places)
            self.progress(self.report.looked)
        for names in batched(sorted(self._files), CHUNK):
            self._settle(dict.fromkeys(names, (FILE, "")), self._check_files)
            self._see_again(names, _OF_PLACES)
            self.progress(self.report.looked)  # whoever stops us is heard among the files, too
        self._check_left_over()
        self._say_mended()
        self.report.findings.sort(key=lambda finding: finding.path)
        return self.report

    def _see_again(self, paths: Iterable[str], kinds: Sequence[Wrong]) -> None:
        """Remembers which of those that were wrong before were looked at again."""
        if self._before:
            self._seen_again |= self._before & {(path, kind.value) for path in paths for kind in kinds}

    def _say_mended(self) -> None:
        seen = self._before if self.report.whole else self._seen_again
        wrong = {(finding.path, finding.wrong.value) for finding in self.report.findings}
        open_ = set(self.report.unsettled)
        self.report.mended = {pair for pair in seen - wrong if pair[0] not in open_}

    def _all_places(self) -> Iterator[tuple[str, Place]]:
        for name, surface in self.registry.surfaces.items():
            for place in surface.places():
                self._places.add(hash_of(place.path.encode()))
                self.report.places += 1
                yield name, place

    def _all_files(self) -> Iterator[tuple[str, Kind, str]]:
        for file in self.store.listing():
            self.report.files += 1
            yield file

    def _taken(self, items: Iterable[T]) -> Iterable[T]:
        return items if self.sample is None else self.sample.of(items)

    def _settle(self, asked: Mapping[str, tuple[str, str]], check: Callable[..., dict[str, Finding]]) -> None:
        """Checks these paths; looks again at what seems wrong, until it is right, accused, held back, or given up."""
        doubtful, before = dict(asked), _position([])
        seen: dict[str, Finding] = {}
        for look in range(_LOOKS):
            if look:
                time.sleep(_PAUSE if look > 1 else 0)
            before = _position(list(doubtful)) if look else before
            found = check(doubtful)
            after = _position(list(doubtful)) if look else before
            if look and after == before and after.rest:
                for path, finding in found.items():
                    if path not in after.marks and seen.get(path) == finding:
                        self.report.findings.append(replace(finding, log=standing.head_of_log()))
                        del doubtful[path]
                found = {path: finding for path, finding in found.items() if path in doubtful}
            held = reprinting.held_back(found) if found else set()
            self.report.held += len(held)
            self.report.unsettled.extend(path for path in doubtful if path in held)
            seen = found
            doubtful = {path: pair for path, pair in doubtful.items() if path in found and path not in held}
            if not doubtful:
                return
        self.report.unsettled.extend(doubtful)

    def _check_places(self, asked: dict[str, tuple[str, str]]) -> dict[str, Finding]:
        found: dict[str, Finding] = {}
        with router.snapshot(), trace.batch(joins=False):
            now = standing.later(Cursor.objects.values_list("time", flat=True).get(id=1))
            with trace.at(now):
                warm_places(self.registry, asked.values())
                for path, (surface, argument) in asked.items():
                    finding = self._check_place(path, surface, argument, now)
                    if finding is not None:
                        found[path] = finding
        return found

    def _check_place(self, path: str, surface: str, argument: str, now: datetime) -> Finding | None:
        try:
            content, traced = render_place(self.registry, surface, argument, now)
        except Exception as error:
            return Finding(path, Wrong.STALE, f"it cannot be rendered: {type(error).__name__}: {error}")
        if content is None:
            return None  # named by places() and gone since: if a file is there, it is found as left over
        self._files.update(traced.all_files())
        kind = markers.kind_of(surface, content)
        printed = self.store.read(path, kind)
        if printed is None:
            return Finding(path, Wrong.MISSING, f"{surface} has this place, and there is no file")
        if printed != content:
            difference = self._damage(path, kind) or _difference(printed, content) + _read_otherwise(path, traced)
            return Finding(path, Wrong.STALE, difference)
        return None

    def _damage(self, path: str, kind: Kind) -> str:
        damaged = self.store.is_damaged(path, kind)
        return f"{self.store.name_of(path, kind)} is no gzip file, or not all of one" if damaged else ""

    def _check_files(self, asked: dict[str, tuple[str, str]]) -> dict[str, Finding]:
        found: dict[str, Finding] = {}
        for path in asked:
            try:
                content = self.registry.read_file(path)
            except FileNotFoundError:
                continue  # the pages that name it say so themselves, as they cannot be printed
            printed = self.store.read(path, Kind.FILE)
            if printed is None:
                found[path] = Finding(path, Wrong.MISSING, "pages name this file, and it is not there")
            elif printed != content:
                difference = self._damage(path, Kind.FILE) or _difference(printed, content)
                found[path] = Finding(path, Wrong.STALE, difference)
        return found

    def _check_left_over(self) -> None:
        for chunk in batched(self._taken(self._all_files()), CHUNK):
            self.report.files_looked += len(chunk)
            self._see_again((path for path, _, _ in chunk), [Wrong.LEFT_OVER])
            doubtful: dict[str, tuple[Kind, str]] = {}
            for path, kind, name in chunk:
                if self._is_left_over(path, kind):
                    doubtful[path] = (kind, name)
            if doubtful:
                self._settle(doubtful, self._check_strangers)
            self.progress(self.report.looked)

    def _is_left_over(self, path: str, kind: Kind) -> bool:
        if kind == Kind.FILE:
            return path not in self._files
        return not self._is_place(path) or bool(self._beside(path, kind))

    def _is_place(self, path: str) -> bool:
        return hash_of(path.encode()) in self._places

    def _beside(self, path: str, kind: Kind) -> list[str]:
        """What else lies at a place, by name."""
        others = self.store.others(path, kind) if self._is_place(path) else []
        return [file.relative_to(self.store.root).as_posix() for file in others]

    def _check_strangers(self, asked: dict[str, tuple[Kind, str]]) -> dict[str, Finding]:
        found: dict[str, Finding] = {}
        used = uses.named(list(asked))
        rows = Printed.objects.filter(path__in=list(asked), present=True).exclude(surface=FILE)
        printed = {path: pair for path, *pair in rows.values_list("path", "surface", "argument")}
        for path, (kind, name) in asked.items():
            if not self.store.exists(name) or (kind == Kind.FILE and path in used):
                continue
            if others := self._beside(path, kind):
                reason = f"an address has one file, and here are {' and '.join([name, *others])}"
                found[path] = Finding(path, Wrong.LEFT_OVER, reason)
                continue
            if path in printed and self._is_place_now(path, *printed[path]):
                continue
            reason = f"no surface has this place, and {name} is there"
            if not self.store.gives(path, kind, name):  # no command takes it away
                reason += ", under a name that the press never gives: remove it by hand"
            found[path] = Finding(path, Wrong.LEFT_OVER, reason)
        return found

    def _is_place_now(self, path: str, surface: str, argument: str) -> bool:
        """Whether what was printed there last has become a place since the places were listed."""
        with router.snapshot(), trace.batch(joins=False):
            now = standing.later(Cursor.objects.values_list("time", flat=True).get(id=1))
            try:
                content, _ = render_place(self.registry, surface, argument, now)
            except Exception:
                return True  # it is reported where it is rendered
        return content is not None and any(place.path == path for place in self.registry.surfaces[surface].places())


def _position(paths: Sequence[str]) -> _Position:
    now = resting.reached()
    marks = frozenset(Mark.objects.filter(path__in=paths).values_list("path", flat=True))
    rows = (
        Printed.objects.filter(path__in=paths).order_by("path").values_list("path", "present", "second", "printed_at")
    )
    return _Position(now.is_all_seen, now.head, marks, tuple(rows))


def _difference(printed: bytes, fresh: bytes) -> str:
    at = next((index for index, (one, other) in enumerate(zip(printed, fresh, strict=False)) if one != other), None)
    at = min(len(printed), len(fresh)) if at is None else at
    before = printed[max(0, at - 20) : at + 40].decode("utf-8", "replace")
    after = fresh[max(0, at - 20) : at + 40].decode("utf-8", "replace")
    return f"at byte {at} the file says {before!r}, a fresh print {after!r}"


def _read_otherwise(path: str, traced: trace.Trace) -> str:
    """What the fresh print read that the last one had not read, or otherwise."""
    page = Printed.objects.filter(path=path).values_list("id", flat=True).first()
    rows = Key.objects.filter(id__in=uses.whole(page)) if page else Key.objects.none()
    keys = rows.values_list("name", "argument", "fingerprint")
    before = {trace.Key(name, argument): bytes(mark) for name, argument, mark in keys}
    read = {key: mark for each in (*traced.parts, traced) for key, mark in each.used.items()}
    changed = [str(key) for key, mark in sorted(read.items()) if before.get(key) != mark]
    more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
    return f"; read otherwise now: {', '.join(changed[:_NAMED])}{more}" if changed else "; it read the same"
