"""What readers may get: of each address, the answers that were right since the press was last at rest.

At rest exactly one answer is right for an address: the page as a fresh print gives it, the redirect, "withdrawn", or
"not found". An act adds what is right from now on. So an old version that comes back after it was replaced for good,
half a page, and a hole where there was a page before and after, are all answers that nobody may get.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote
from zlib import decompress, error as damaged

from rotativa.kit import trace
from rotativa.press import markers, router, standing
from rotativa.press.files import derived
from rotativa.press.models import Cursor, Kind
from rotativa.press.placing import hash_of
from rotativa.press.registry import Registry
from rotativa.press.rendering import render_place
from rotativa.press.serving import make_app

Answer = tuple[int, bytes]
"""A status, and what stands for the rest of it: the hash of a page's bytes, or where it leads."""

OK, MOVED, NOT_FOUND, GONE = 200, 301, 404, 410
NOTHING: Answer = (NOT_FOUND, b"")

_FILES = re.compile(rb"/(?:pictures|assets)/[\w.-]+")


def right_now(registry: Registry, ahead: timedelta = timedelta()) -> dict[str, Answer]:
    """What a fresh print of everything would answer, now or so much later."""
    found: dict[str, Answer] = {}
    files: set[str] = set()
    with router.snapshot(), trace.batch():
        now = standing.later(Cursor.objects.values_list("time", flat=True).get(id=1)) + ahead
        for name, surface in registry.surfaces.items():
            with trace.at(now):
                places = list(surface.places())
                surface.warm([place.argument for place in places])
                for place in places:
                    content, traced = render_place(registry, name, place.argument, now)
                    if content is not None:
                        found[place.path] = _answer(markers.kind_of(name, content), content)
                        files |= traced.files
    for path in files:
        found[path] = OK, hash_of(registry.read_file(path))
    return found


def right_at(answers: Mapping[str, Answer], path: str) -> Answer:
    """What is right at an address: its own answer, or where the list leads whose month it was."""
    above, suffix = derived(path)
    if path in answers or answers.get(above, NOTHING)[0] not in (MOVED, GONE):
        return answers.get(path, NOTHING)
    status, where = answers[above]
    return status, where + suffix.encode() if status == MOVED else where


def _answer(kind: Kind, content: bytes) -> Answer:
    if kind == Kind.PAGE:
        return OK, hash_of(content)
    return (MOVED, content.strip()) if kind == Kind.MOVED else (GONE, b"")


@dataclass(frozen=True)
class Got:
    """What a reader got."""

    status: int
    body: bytes
    tag: str
    where: bytes

    @property
    def answer(self) -> Answer:
        """Without what may differ between two right answers."""
        if self.status == OK:
            return OK, hash_of(self.body)
        return self.status, self.where if self.status == MOVED else b""


Get = Callable[[str, str], Got | None]
"""Asks for a path; takes gzip or not, as the second argument says. None where no server answers."""


def built_in(tree: Path) -> Get:
    """The server that comes with the press, newly started."""
    app = make_app(tree)

    def get(path: str, accepts: str) -> Got:
        said: list[Any] = []
        environ = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": "GET"}
        body = b"".join(
            app({**environ, "HTTP_ACCEPT_ENCODING": accepts}, lambda status, headers: said.append((status, headers)))
        )
        ((status, headers),) = said
        return got(int(status.split()[0]), body, dict(headers))

    return get


def got(status: int, body: bytes, headers: Mapping[str, str]) -> Got:
    """An answer as HTTP gives it."""
    headers = {name.lower(): value for name, value in headers.items()}
    if headers.get("content-encoding") == "gzip":
        try:
            body = decompress(body, wbits=31)
        except damaged:
            body = b"half a page"
    tag = headers.get("etag", "").removeprefix("W/")
    return Got(status, body, tag, unquote(headers.get("location", "")).encode())


@dataclass
class Readers:
    """Asks for every known address again and again, and keeps what nobody should have got."""

    get: Get
    dice: Random
    wrong: list[str] = field(default_factory=list)
    answers: int = 0
    _right: dict[str, set[Answer]] = field(default_factory=dict)
    _before: dict[str, set[Answer]] = field(default_factory=dict)
    _doubtful: list[tuple[str, Got]] | None = None
    _tags: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def may_get(self, answers: Mapping[str, Answer]) -> None:
        """From now on these answers are right too."""
        with self._lock:
            for path in self._right.keys() | answers.keys():
                self._right.setdefault(path, {NOTHING}).add(right_at(answers, path))

    def must_get(self, answers: Mapping[str, Answer]) -> None:
        """The press is at rest: from now on nothing else is right."""
        with self._lock:
            self._before.clear()
            for path in self._right.keys() | answers.keys():
                self._right[path] = {right_at(answers, path)}

    def keep(self) -> None:
        """Nobody prints, until somebody begins anew: from now on nothing is right but what is there."""
        with self._lock:
            for path in self._right:
                found = self.get(path, "")
                if found is not None:
                    self._judge(path, found)
                    self._before.setdefault(path, set()).update(self._right[path])
                    self._right[path] = {found.answer}

    def go_back(self) -> None:
        """The power went: what lay there before, and was never synced away, may lie there again."""
        with self._lock:
            for path, answers in self._before.items():
                self._right[path] |= answers

    def served_by(self, get: Get) -> None:
        """The server was started again."""
        with self._lock:
            self.get = get

    @contextmanager
    def judging_later(self) -> Iterator[None]:
        """While open, an answer may already be right of which we have not heard: it is judged at the end."""
        with self._lock:
            self._doubtful = []
        yield
        with self._lock:
            doubtful, self._doubtful = self._doubtful, None
            for path, found in doubtful or []:
                self._judge(path, found)

    @contextmanager
    def away(self) -> Iterator[None]:
        """While open, nobody asks: there is no power."""
        with self._lock:
            yield

    def read_all(self) -> None:
        """Every address once."""
        for path in self.known():
            self.read(path)

    def known(self) -> list[str]:
        """Every address that ever was."""
        with self._lock:
            return list(self._right)

    def read(self, path: str) -> None:
        """One address: only what is right, one page a tag, and every file there that the page names."""
        with self._lock:
            try:
                self._read(path)
            except Exception as error:
                self.wrong.append(f"{path}: {error!r}")

    def _read(self, path: str) -> None:
        found = self.get(path, self.dice.choice(["gzip", ""]))
        if found is None:
            return
        self.answers += 1
        self._judge(path, found)
        if found.status != OK:
            return
        if self._tags.setdefault((path, found.tag), found.answer[1]) != found.answer[1]:
            self.wrong.append(f"{path}: two pages with the tag {found.tag}")
        if not path.startswith(("/pictures/", "/assets/")) and self.dice.random() < 0.2:
            self._read_files(path, found)

    def _judge(self, path: str, found: Got) -> None:
        right = self._right[path]
        if found.answer in right:
            return
        if self._doubtful is None:
            self.wrong.append(f"{path}: {found.answer}, {found.body[:300]!r}; right were {sorted(right)}")
        else:
            self._doubtful.append((path, found))

    def _read_files(self, path: str, page: Got) -> None:
        for name in set(_FILES.findall(page.body)):
            # Replaced meanwhile, it may name others, and what it named may be gone.
            file = self.get(name.decode(), "")
            if file is None or file.status == OK:
                continue
            again = self.get(path, "")
            if again is not None and again.body == page.body:
                self.wrong.append(f"{path} names {name.decode()}, which is not there")

    @contextmanager
    def reading(self, pause: float = 0.002) -> Iterator[None]:
        """While open, a thread reads."""
        ended = threading.Event()

        def run() -> None:
            while not ended.is_set():
                paths = self.known()
                self.dice.shuffle(paths)
                for path in paths:
                    self.read(path)
                    if ended.wait(pause):
                        return
                ended.wait(pause)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
