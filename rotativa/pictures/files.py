"""Puts the files of a picture in place, and takes them away again where the verb that wanted them fails.

Below the folder of media stand ``originals/`` (as they came in), ``thumbnails/`` (for the desk) and ``public/`` (for
readers; the press copies from there). None of the three is served to the public: the desk's view asks who is looking.
"""

import logging
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError

from rotativa.pictures.credit import Named, credited
from rotativa.pictures.models import PublicRendition
from rotativa.pictures.packing import Packed

log = logging.getLogger(__name__)

PREFIX = "/pictures/"
_SUFFIXES = {"webp": "webp", "jpeg": "jpg", "avif": "avif"}
_PATH = re.compile(r"/pictures/([0-9a-f]{32}\.(?:webp|jpg|avif))")


@dataclass(frozen=True)
class Public:
    """A file for readers that is in place, ready to be written down as a row."""

    format: str
    width: int
    height: int
    path: str
    sha256: str
    bytes: int


class Placing:
    """The files that one verb has put in place so far."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._public: dict[str, bytes] = {}
        self._new: set[str] = set()

    def put(self, name: str, data: bytes) -> str:
        """Stores a private file and gives the name it got."""
        stored = _save(name, data)
        self._made.append(stored)
        return stored

    def publish(self, packed: Iterable[Packed], named: Named) -> tuple[Public, ...]:
        """Writes who is named into the files and stores them under the hash of their bytes."""
        return tuple(self._publish(one, credited(one.data, named)) for one in packed)

    def take_back(self) -> None:
        """Removes what was put; files that were there before stay, and those that others have come to need."""
        remove(self._made)
        remove_unwanted(self._public.keys() & self._new)
        self._public.clear()  # a verb that gives up without an error is confirmed, too

    def confirm(self) -> None:
        """Puts the public files again that somebody removed before our rows could be seen.

        The act is done by now: a disk that is full keeps it from nothing, and the press says what it misses.
        """
        for path, data in self._public.items():
            try:
                _put_whole(path, data)
            except OSError:
                log.exception("%s could not be put again", path)

    def _publish(self, one: Packed, data: bytes) -> Public:
        digest = sha256(data).hexdigest()
        path = f"{PREFIX}{digest[:32]}.{_SUFFIXES[one.format]}"
        if _put_whole(path, data):
            self._new.add(path)
        self._public[path] = data
        return Public(one.format, one.width, one.height, path, digest, len(data))


@contextmanager
def placing() -> Iterator[Placing]:
    """Open it around a verb's transaction: where that fails, the files go as they came."""
    placed = Placing()
    try:
        yield placed
    except BaseException:
        with suppress(DatabaseError):  # who cannot ask whether others need a file leaves it
            placed.take_back()
        raise
    placed.confirm()


def read(path: str) -> bytes:
    """The bytes behind a public path. Raises ``FileNotFoundError``, also for what is no such path at all."""
    with default_storage.open(name_of(path)) as file:
        return bytes(file.read())


def name_of(path: str) -> str:
    """Where the bytes of a public path are kept. Raises ``FileNotFoundError`` for what is no such path."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise FileNotFoundError(path)
    return f"public/{match[1]}"


def remove(names: Iterable[str]) -> None:
    """Removes stored files; those that are gone already are no error."""
    for name in names:
        default_storage.delete(name)


def remove_unwanted(paths: Collection[str]) -> None:
    """Removes files for readers, unless a row stands for the same bytes.

    Two pictures may share a file, and one may come while the other goes. So it is asked again behind the removal, and
    what is wanted by then is put back; whoever adds a row looks for the file once the row can be seen (``confirm``).
    """
    for path in sorted(set(paths) - _wanted(paths)):
        try:
            data = read(path)
        except FileNotFoundError:
            continue
        default_storage.delete(name_of(path))
        if path in _wanted([path]):
            _put_whole(path, data)


def _wanted(paths: Collection[str]) -> set[str]:
    return set(PublicRendition.objects.filter(path__in=list(paths)).values_list("path", flat=True))


def _put_whole(path: str, data: bytes) -> bool:
    """Puts a file for readers where it is not there, or not whole; whether it was put."""
    name = name_of(path)
    if _is_whole(name, len(data)):
        return False
    default_storage.delete(name)
    _save(name, data)
    return True


def _save(name: str, data: bytes) -> str:
    """Stores a file so that it survives a power cut, as the fact does that it was added; gives the name it got."""
    stored: str = default_storage.save(name, ContentFile(data))
    with suppress(NotImplementedError):  # kept elsewhere than in a local folder
        file = Path(default_storage.path(stored))
        folders = (folder for folder in file.parents if folder.is_relative_to(default_storage.path("")))
        for each in (file, *folders):
            handle = os.open(each, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    return stored


def _is_whole(name: str, size: int) -> bool:
    # A process that was killed while it wrote leaves a shorter file under the same name.
    return default_storage.exists(name) and default_storage.size(name) == size
