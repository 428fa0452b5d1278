"""Copies that are whole or not there: written beside, synced, renamed."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

from rotativa.project.storing import is_part

CHUNK = 1024 * 1024
BESIDE = ".part"
ARRIVING = ".restoring"
"""The folder inside a place in which what a restore brings is on its way: no backup has it."""

Advance = Callable[[int], None]
"""Told of so many more bytes."""


def walk(folder: Path) -> Iterator[str]:
    """Every file below a folder by its path in it, in order. Links are not followed, nor taken: they lead anywhere."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(place, name)
            if not file.is_symlink() and file.is_file():
                yield file.relative_to(folder).as_posix()


def store(pieces: Iterable[bytes], target: Path, advance: Advance) -> tuple[int, str]:
    """Writes these bytes into a new file; gives how many, and their hash."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside, digest, length = target.with_name(target.name + BESIDE), sha256(), 0
    with beside.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            length += len(piece)
            advance(len(piece))
    settle(beside, target)
    return length, digest.hexdigest()


def write(target: Path, data: bytes, *, private: bool = False) -> None:
    """Writes a small file; ``private``: for us only, from its first byte on."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + BESIDE)
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    settle(beside, target)


def settle(beside: Path, target: Path) -> None:
    """Gives what was written beside its name, for good."""
    sync(beside)
    beside.replace(target)
    sync(target.parent)


def pieces(file: Path, root: Path) -> Iterator[bytes]:
    """The bytes of a file below ``root``. Raises ``OSError``, also where a link stands in its way."""
    if not file.resolve().is_relative_to(root.resolve()) or file.is_symlink():
        raise OSError("it is a link to somewhere else")
    with file.open("rb") as opened:
        while piece := opened.read(CHUNK):
            yield piece


def hashed(parts: Iterable[bytes], advance: Advance) -> tuple[int, str]:
    """How many bytes these are, and their hash."""
    digest, length = sha256(), 0
    for part in parts:
        digest.update(part)
        length += len(part)
        advance(len(part))
    return length, digest.hexdigest()


def sync(path: Path) -> None:
    """Makes sure of what is in a file, or of the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(folder: Path) -> None:
    """Makes sure of the names in a folder, and in those below it."""
    for place, *_rest in os.walk(folder):
        sync(Path(place))


def at_rest(folder: Path) -> Iterator[str]:
    """Every file below a folder, as ``walk`` gives it, but for what is on its way."""
    return (
        name for name in walk(folder) if not name.startswith(f"{ARRIVING}/") and not is_part(PurePosixPath(name).name)
    )


def clear(folder: Path) -> None:
    """Takes a folder away with everything in it."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
