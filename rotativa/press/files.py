"""Files of the printed tree as servers send them: read through a bounded memory, each with headers of its own.

``docs/contracts/printed-tree.md`` says what lies where. A file is looked at on every request and kept by its second and
inode, so that a replaced one is seen at once; none is kept open. Imports no Django.
"""

import os
import re
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath

from rotativa.press.policy import Headers

MEMORY = 128 * 1024 * 1024
"""Bytes of files that a process keeps in memory."""

_LARGEST = 1024 * 1024
"""Bytes of a file that is read at once; a larger one is sent in pieces and never kept."""
PIECE = 256 * 1024
SUFFIX = ".gz"
GONE = 410
_PAGE, _MOVED, _GONE = "index.html.gz", ".moved", ".gone"
MONTH = len("2026-03/")
"""Signs of what an address that is another's month has besides."""
_DERIVED = re.compile(r"(/.+/)(\d{4}-\d{2}/)", re.ASCII | re.DOTALL)

_TYPES = {
    "": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
}
REVALIDATED = ("Cache-Control", "max-age=0, stale-if-error=864000")
_DOCUMENTS = "/documents/"
_CACHING = {
    "/assets/": ("Cache-Control", "max-age=31536000, immutable"),
    # Whoever saw it has seen it; but nobody in between keeps what the newsroom takes back.
    "/pictures/": ("Cache-Control", "private, max-age=31536000, immutable"),
    _DOCUMENTS: ("Cache-Control", "private, max-age=0"),
}
"""By prefix, where it is otherwise than for pages (``docs/decisions``, 38)."""
_SHOWN = (".pdf", ".txt")
"""Documents that a browser shows by itself; all others, known or not, are handed over to be kept and not to be run."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file in memory, and by what it is known to be the same."""

    file: str
    second_ns: int
    inode: int
    content: bytes | None  # None: too large to be held; it is read in pieces
    compressed: bool
    etag: str
    headers: Headers
    ready: tuple[bytes, bytes] | None
    """The answer with it, as it lies there, to whoever takes gzip: head without the last line, and body."""
    same: bytes
    """The head of the answer that nothing has changed."""


class Tree:
    """Reads files of the tree through a bounded memory. Answers ``carried`` these headers besides those of the file."""

    def __init__(self, root: Path, memory: int = MEMORY, carried: Sequence[tuple[str, str]] = ()) -> None:
        self._root = str(root)
        self._carried = carried
        self._memory = memory
        self._held: dict[str, Held] = {}
        self._size = 0
        self._lock = threading.Lock()

    def get(self, path: str) -> Held | None:
        """The file of a page or of a public file, as it is at this instant; None where there is none."""
        held = self._held.get(path)
        if held is not None and _is_same(held):
            return held
        for file in self._files_of(path):
            found = self._read(path, file)
            if found is not None:
                return found
        return None

    def target(self, path: str) -> str | None:
        """Where a marker at this path leads: a path, "" for gone, None where there is no marker."""
        folder = f"{self._root}{path}" if path.endswith("/") else f"{self._root}{path}/"
        moved = _bytes_of(folder + _MOVED)
        if moved is not None:
            return moved.decode("utf-8").strip()
        return "" if _bytes_of(folder + _GONE) is not None else None

    def led(self, path: str) -> str | None:
        """Where an address goes that is derived from one with a marker, as ``target`` says it."""
        above, suffix = derived(path)
        target = self.target(above) if above else None
        return f"{target}{suffix}" if target else target

    def is_folder(self, path: str) -> bool:
        """Whether anything lies below this path."""
        try:
            return os.path.isdir(f"{self._root}{path}")  # noqa: PTH112 a path that is no file's name gives False
        except ValueError:
            return False

    def _files_of(self, path: str) -> tuple[str, ...]:
        if path.endswith("/"):
            return (f"{self._root}{path}{_PAGE}",)
        return f"{self._root}{path}{SUFFIX}", f"{self._root}{path}"

    def _read(self, path: str, file: str) -> Held | None:
        try:
            with open(file, "rb") as opened:  # noqa: PTH123 the hot path has text, not a Path
                stat = os.fstat(opened.fileno())
                content = opened.read() if stat.st_size <= _LARGEST else None
        except (OSError, ValueError):
            return None
        held = self._hold(path, file, stat, content)
        if content is not None:
            self._keep(path, held, content)
        return held

    def _hold(self, path: str, file: str, stat: os.stat_result, content: bytes | None) -> Held:
        compressed = file.endswith(SUFFIX)
        etag = f'"{int(stat.st_mtime):x}-{stat.st_size:x}"'
        headers = _headers_of(path, compressed)
        told = [*headers, ("ETag", etag), *self._carried]
        length = [*told, ("Content-Length", str(stat.st_size))]
        whole = _head("200 OK", [*length, ("Content-Encoding", "gzip")] if compressed else length)
        return Held(
            file,
            stat.st_mtime_ns,
            stat.st_ino,
            content,
            compressed,
            etag,
            headers,
            None if content is None else (whole, content),
            _head("304 Not Modified", [header for header in told if header[0] != "Content-Type"]),
        )

    def _keep(self, path: str, held: Held, content: bytes) -> None:
        with self._lock:
            former = self._held.pop(path, None)
            self._size += len(content) - (len(former.content or b"") if former else 0)
            self._held[path] = held
            while self._size > self._memory and self._held:
                oldest = next(iter(self._held))
                self._size -= len(self._held.pop(oldest).content or b"")


def derived(path: str) -> tuple[str, str]:
    """An address that is another's and a reserved suffix, a month, cut in two; two empty texts where it is none.

    No marker is ever printed for it: the one of the address above says where both are.
    """
    found = _DERIVED.fullmatch(path)
    return (found[1], found[2]) if found else ("", "")


class Pieces:
    """A large file, piece by piece: as fast as the client takes it, and no faster. Calls ``done`` when it is closed.

    Raises ``OSError`` where the file has been replaced since it was looked at.
    """

    def __init__(self, held: Held, done: Callable[[], None], *, plain: bool) -> None:
        self._done: Callable[[], None] | None = None
        self._opened = open(held.file, "rb")  # noqa: PTH123, SIM115 closed when the answer ends
        stat = os.fstat(self._opened.fileno())
        if (stat.st_mtime_ns, stat.st_ino) != (held.second_ns, held.inode):
            self._opened.close()
            raise OSError(f"{held.file} has been replaced")
        self._unpack = zlib.decompressobj(wbits=31) if plain else None
        self.size = None if plain else stat.st_size
        self._done = done

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._unpack is not None and self._unpack.unconsumed_tail:
            return self._unpack.decompress(self._unpack.unconsumed_tail, PIECE)
        while piece := self._opened.read(PIECE):
            if found := self._unpack.decompress(piece, PIECE) if self._unpack is not None else piece:
                return found
        self.close()
        raise StopIteration

    def close(self) -> None:
        """Ends it, whether or not all was sent."""
        done, self._done = self._done, None
        self._opened.close()
        if done is not None:
            done()

    __del__ = close
    """A client may leave before the first piece was asked for."""


def _headers_of(path: str, compressed: bool) -> Headers:
    kind = _TYPES.get(PurePosixPath(path).suffix if not path.endswith("/") else "", "application/octet-stream")
    caching = next((header for prefix, header in _CACHING.items() if path.startswith(prefix)), REVALIDATED)
    headers = [("Content-Type", kind), caching]
    if path.startswith(_DOCUMENTS) and not path.endswith(_SHOWN):
        headers.append(("Content-Disposition", "attachment"))
    return [*headers, ("Vary", "Accept-Encoding")] if compressed else headers


def _head(status: str, headers: Headers) -> bytes:
    lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status}\r\n{lines}".encode("latin-1")


def _is_same(held: Held) -> bool:
    try:
        stat = os.stat(held.file)  # noqa: PTH116 the hot path
    except OSError:
        return False
    return stat.st_mtime_ns == held.second_ns and stat.st_ino == held.inode


def _bytes_of(file: str) -> bytes | None:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError):
        return None


def pages_that_say(status: int, path: str) -> Iterator[str]:
    """The pages that say why there is none, the nearest first: what is gone may have words of its own, or its kind."""
    edition = _edition_of(path)
    if edition and status == GONE:
        own = normpath(path)
        for one in own.split("/")[2:3]:
            if not one.startswith("."):
                yield f"{own}/{status}.html"
                yield f"/{edition}/{one}/{status}.html"
    if edition:
        yield f"/{edition}/{status}.html"
    yield f"/{status}.html"


def _edition_of(path: str) -> str:
    """The first segment of a path, as browsers resolve it, even of one that can be nothing's; empty where none is."""
    segment = normpath(path).partition("/")[2].partition("/")[0]
    return "" if segment.startswith(".") or "\0" in segment or "\\" in segment else segment
