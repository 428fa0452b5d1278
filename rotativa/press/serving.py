"""Serves the printed tree, with no database and no Django: one WSGI callable.

``docs/contracts/printed-tree.md`` says what lies in the tree and what a server answers from it. Files are looked at on
every request and kept in memory by their second and inode, so that a replaced file is seen at once; no file is kept
open. Only the live prefixes (the desk) are passed on, to an application that is imported when it is first asked for.
"""

import logging
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

from rotativa.press.files import MEMORY, REVALIDATED, Held, Pieces, Tree, pages_that_say
from rotativa.press.policy import Headers, Start, carried, carrying
from rotativa.press.requests import (
    LONGEST_ACCEPTS,
    LONGEST_ADDRESS,
    LONGEST_PATH,
    LONGEST_TAGS,
    accepts_gzip,
    is_safe,
    location_of,
    matches,
    path_of,
    takes_gzip,
)

log = logging.getLogger("rotativa.serving")

Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
Load = Callable[[], Application] | None

HEALTH = "/desk/health/server"
"""Where the server says that it answers, and that the tree is there: without the application, and to anybody."""

_HEALTH = "/desk/health/"

PAUSE = 5.0
"""Seconds after which an application that could not start is tried again."""

THREADS, LIVE, LARGE = 64, 24, 24
"""So many requests a process has threads for; so many of them for the application, and so many for large files: whoever
takes one as slowly as can be stops nobody who reads."""
_LARGE = threading.BoundedSemaphore(LARGE)

_SAID_AGAIN = 10.0
"""Seconds after which it is said again that there are too many."""
_PASSES = 3
_PASSING = ("Cache-Control", "max-age=0")
_PLAIN = ("Content-Type", "text/plain; charset=utf-8")

OK = 200

_WORDS = {
    404: "Not found.\n",
    405: "This address can only be read.\n",
    410: "This page was withdrawn.\n",
    503: "The editors' side is not available at the moment. Everything that was published can still be read.\n",
}
_CROWDED = b"Too many large files are being sent: please try again in a moment.\n"
_REASONS = {
    OK: "200 OK",
    301: "301 Moved Permanently",
    304: "304 Not Modified",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    410: "410 Gone",
    503: "503 Service Unavailable",
}


class Damaged(ValueError):
    """A compressed file that cannot be decompressed; the message names it."""


class Site:
    """The WSGI callable, and what a server may do besides calling it."""

    def __init__(self, tree: Tree, live: "Live", prefixes: tuple[str, ...], headers: Headers) -> None:
        self._tree = tree
        self._live = live
        self._prefixes = prefixes
        self._headers = headers

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        raw: str = environ.get("PATH_INFO") or "/"
        if self.is_live(raw):
            return self._live(environ, start)
        start = carrying(self._headers, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _say(environ, start, 405, _WORDS[405].encode(), [_PLAIN, ("Allow", "GET, HEAD")])
        try:
            path = raw if raw.isascii() else raw.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return self._error(environ, start, 404, raw)
        if not is_safe(path):
            return self._error(environ, start, 404, path)
        held = self._tree.get(path)
        try:
            return self._other(environ, start, path) if held is None else _send(environ, start, held)
        except Damaged as error:
            log.error("%s", error)
            return self._error(environ, start, 503, path)

    def is_live(self, path: str) -> bool:
        """Whether the application answers at this path."""
        return path.startswith(self._prefixes)

    def turn_away(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answers in place of the application, because there are too many."""
        self._live.say_full()
        return self._live.turn_away(environ, start)

    def at_once(self, address: bytes, accepts: bytes, known: bytes) -> tuple[bytes, bytes] | None:
        """The answer to a plain ``GET`` of a page that goes out as it lies in the tree: head without the end, and body.

        Takes what was asked for, and the headers ``Accept-Encoding`` and ``If-None-Match``. None where the client must
        be answered in another way: by ``__call__``.
        """
        path = path_of(address) if len(address) <= LONGEST_ADDRESS else None
        if path is None or path.startswith(self._prefixes):
            return None
        held = self._tree.get(path)
        if held is None or held.ready is None or len(accepts) > LONGEST_ACCEPTS or not takes_gzip(accepts):
            return None
        if known and len(known) <= LONGEST_TAGS and matches(known.decode("latin-1"), held.etag):
            return held.same, b""
        return held.ready

    def _other(self, environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
        """Everything that is no file: markers, addresses written in another way, nothing."""
        if len(path) > LONGEST_PATH:
            return self._error(environ, start, 404, path)
        composed = normalize("NFC", path)
        if composed != path:
            known = self._tree.get(composed) is not None or self._tree.is_folder(composed)
            return _redirect(environ, start, composed) if known else self._error(environ, start, 404, composed)
        if f"{path}/" in self._prefixes:
            return _redirect(environ, start, f"{path}/")
        if not self._tree.is_folder(path):
            return self._lost(environ, start, path)
        return self._marked(environ, start, path) if path.endswith("/") else self._folder(environ, start, path)

    def _marked(self, environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
        # Between our looks a page may become a marker, or a marker a page. The new is there before the old goes:
        # whoever looks again finds it.
        for _ in range(_PASSES):
            target = self._tree.target(path)
            if target is not None:
                return _redirect(environ, start, target) if target else self._error(environ, start, 410, path)
            held = self._tree.get(path)
            if held is not None:
                return _send(environ, start, held)
        return self._lost(environ, start, path)

    def _lost(self, environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
        """No file; it may be derived from an address that has moved, or was withdrawn."""
        target = self._tree.led(path)
        if target:
            return _redirect(environ, start, target)
        return self._error(environ, start, 404 if target is None else 410, path)

    def _folder(self, environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
        target = self._tree.target(path)
        if self._tree.get(f"{path}/") is not None or target is not None:
            return _redirect(environ, start, f"{path}/")
        return self._error(environ, start, 404, path)

    def _error(self, environ: dict[str, Any], start: Start, status: int, path: str) -> Iterable[bytes]:
        return _say_error(environ, start, status, self._tree, path)


class Live:
    """An application that is imported when it is first asked for, and whose failure is an honest page."""

    def __init__(self, load: Load, tree: Tree, headers: Headers, most: int = LIVE) -> None:
        self._load = load
        self._tree = tree
        self._headers = headers
        self._places = threading.BoundedSemaphore(most)
        self._said_full = -_SAID_AGAIN
        self._application: Application | None = None
        self._failed_at = 0.0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == HEALTH:
            return self._health(environ, carrying(self._headers, start))
        with ExitStack() as taken:
            if take(self._places, taken):
                try:
                    application = self._application or self._loaded()
                    if application is not None:
                        return application(environ, start)
                except Exception:
                    log.exception("The application failed")
            else:
                self.say_full()
        return self.turn_away(environ, start)

    def turn_away(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Says that the application does not answer now: as a page, or to those who watch over us as a line."""
        if (environ.get("PATH_INFO") or "").startswith(_HEALTH):
            why = "the application cannot start, fails, or has too much to do; the log says why"
            return self._told(environ, carrying(self._headers, start), why)
        # Behind the prefix of a live endpoint stands the edition's, where it belongs to one.
        path = "/" + (environ.get("PATH_INFO") or "/").partition("/")[2].partition("/")[2]
        start = carrying(self._headers, start)
        return _say_error(environ, start, 503, self._tree, path)

    def say_full(self) -> None:
        """Writes into the log, now and then, that there are too many."""
        now = time.monotonic()
        if now >= self._said_full + _SAID_AGAIN:
            self._said_full = now
            log.warning("More requests for the desk at once than a process takes; some were answered 503")

    def _health(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        return self._told(environ, start, "" if self._tree.is_folder("/") else "the printed pages are not there")

    def _told(self, environ: dict[str, Any], start: Start, why: str) -> Iterable[bytes]:
        """A line of JSON, as whoever watches over us expects."""
        ok = not why
        said = b'{"ok": true}\n' if ok else b'{"ok": false, "why": "%s"}\n' % why.encode()
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        start(_REASONS[OK if ok else 503], [*headers, ("Content-Length", str(len(said)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [said]

    def _loaded(self) -> Application | None:
        with self._lock:
            if self._application is None and self._load is not None and time.monotonic() >= self._failed_at:
                try:
                    self._application = self._load()
                except (Exception, SystemExit) as error:  # a setting that is refused ends a program, but not this one
                    log.error("The application could not start, printed pages are served on: %s", error, exc_info=error)
                    self._failed_at = time.monotonic() + PAUSE
            return self._application


def take(places: threading.BoundedSemaphore, taken: ExitStack) -> bool:
    """Takes a place, which is given back with all that was ``taken``; False where there is none."""
    if not places.acquire(blocking=False):
        return False
    taken.callback(places.release)
    return True


def make_app(
    tree: Path,
    django: Load = None,
    *,
    live: tuple[str, ...] = ("/desk/",),
    memory: int = MEMORY,
    frames: Sequence[str] = (),
) -> Site:
    """The WSGI callable over a printed tree.

    ``django`` imports the application and returns it; it is called when one of the ``live`` prefixes is first asked
    for, and again after a pause if it raised. Printed pages may show those of the hosts ``frames`` inside theirs.
    """
    headers = carried(frames)
    read = Tree(tree, memory, headers)
    return Site(read, Live(django, read, headers), live, headers)


def _unpacked(file: str, content: bytes) -> bytes:
    try:
        return zlib.decompress(content, wbits=31)
    except zlib.error as error:
        raise Damaged(f"{file} is no gzip file, or not all of one ({error}): it is to be printed again") from error


def _send(environ: dict[str, Any], start: Start, held: Held, status: int = OK) -> Iterable[bytes]:
    asked: str = environ.get("HTTP_ACCEPT_ENCODING", "")
    plain = held.compressed and (len(asked) > LONGEST_ACCEPTS or not accepts_gzip(asked))
    headers = [*held.headers]
    if status == OK:
        headers.append(("ETag", f"W/{held.etag}" if plain else held.etag))
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and len(known) <= LONGEST_TAGS and matches(known, held.etag):
            start(_REASONS[304], [header for header in headers if header[0] != "Content-Type"])
            return []
    body = held.content
    if body is None:
        return _send_pieces(environ, start, held, status, headers, plain=plain)
    if plain:
        body = _unpacked(held.file, body)
    elif held.compressed:
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start(_REASONS[status], headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _send_pieces(
    environ: dict[str, Any], start: Start, held: Held, status: int, headers: Headers, *, plain: bool
) -> Iterable[bytes]:
    """Sends a large file. Each holds a thread until the client has taken it: only so many are sent at once."""
    if not _LARGE.acquire(blocking=False):
        return _say(environ, start, 503, _CROWDED, [_PLAIN, ("Retry-After", str(int(PAUSE)))])
    try:
        pieces = Pieces(held, _LARGE.release, plain=plain)
    except OSError:
        _LARGE.release()
        return _say(environ, start, 503, _CROWDED, [_PLAIN, ("Retry-After", "0")])
    if held.compressed and not plain:
        headers.append(("Content-Encoding", "gzip"))
    if pieces.size is not None:
        headers.append(("Content-Length", str(pieces.size)))
    start(_REASONS[status], headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        pieces.close()
        return []
    return pieces


def _redirect(environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
    location = location_of(path)
    return _say(environ, start, 301, f"{location}\n".encode(), [_PLAIN, ("Location", location)])


def _say_error(environ: dict[str, Any], start: Start, status: int, tree: Tree, path: str) -> Iterable[bytes]:
    for page in pages_that_say(status, path):
        held = tree.get(page)
        if held is not None:
            headers = [_PASSING if header == REVALIDATED else header for header in held.headers]
            try:
                return _send(environ, start, replace(held, headers=headers), status)
            except Damaged as error:
                log.error("%s", error)
    return _say(environ, start, status, _WORDS[status].encode(), [_PLAIN])


def _say(environ: dict[str, Any], start: Start, status: int, body: bytes, headers: Headers) -> Iterable[bytes]:
    start(_REASONS[status], [*headers, _PASSING, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
