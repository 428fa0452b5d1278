"""The printed tree on a local disk: the one class that touches it.

Its contract (see ``tests/test_store.py``): a file appears whole or not at all; ``stage`` and ``sync`` come before
``put``, and ``settle`` before anybody is told; where a path changes its kind, the new file is in place before the old
one goes.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rotativa.press.models import Kind
from rotativa.press.packing import is_compressed, unpacked

WORKSHOP = ".press"
"""The folder inside the tree, on the same file system and never served, in which files are written."""

_REMEMBERED = 4096
"""Folders of which a store remembers that their names are settled."""

FEW = 6
"""Up to so many files are synced one by one; more of them by one sync of the whole file system, where that exists."""

_NAMES = {Kind.MOVED: ".moved", Kind.GONE: ".gone"}
_KINDS = (Kind.PAGE, Kind.MOVED, Kind.GONE)
_SUFFIX = ".gz"
_INDEX = "index.html"


class BadPath(ValueError):
    """A path that no file may have."""


@dataclass(frozen=True)
class Look:
    """What the file system says of a file."""

    size: int
    second: int


@dataclass(frozen=True)
class Staged:
    """A file that is written, and not yet in place."""

    path: str
    kind: Kind
    beside: Path
    size: int
    second: int


@dataclass
class Store:
    """A tree below ``root``, written by one worker; several workers may write one tree, each by a store of its own."""

    root: Path
    worker: str = "worker"
    _count: int = 0
    _folders: set[Path] = field(default_factory=set)
    _settled: dict[Path, int] = field(default_factory=dict)  # folders, with their inodes
    _unsettled: dict[Path, int] = field(default_factory=dict)
    _workshop: Path | None = None
    _let_go: Callable[[], object] = lambda: None

    def _open_workshop(self) -> Path:
        """The folder in which this worker writes, held as long as this object lives: others tidy what nobody holds."""
        while self._workshop is None or not self._workshop.is_dir():
            self._let_go()  # of one that was revoked: it may happen again and again
            (self.root / WORKSHOP).mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=f"{self.worker}-", dir=self.root / WORKSHOP))
            try:
                held = _hold(made)
            except OSError:  # a file system without locks: then nobody tidies what others left, either
                self._workshop = made
                break
            if held is not None:  # else somebody tidied it at this moment
                self._let_go = weakref.finalize(self, os.close, held)
                self._workshop = made
        return self._workshop

    def file_of(self, path: str, kind: Kind) -> Path:
        """Where the file of a path lies. Raises ``BadPath`` where it could lie outside the tree or be hidden in it."""
        segments = path.split("/")
        if len(segments) == 1 or segments[0] or any(map(_is_bad, segments[1:-1])) or _is_bad(segments[-1] or "index"):
            raise BadPath(f"{path!r} cannot be the path of a file")
        place = self.root.joinpath(*[segment for segment in segments if segment])
        if kind in _NAMES:
            return place / _NAMES[kind]
        if not segments[-1]:
            place = place / _INDEX
        return place.with_name(place.name + _SUFFIX) if is_compressed(path, kind) else place

    def look(self, path: str, kind: Kind) -> Look | None:
        """Size and second of a file; None where there is none."""
        try:
            found = self.file_of(path, kind).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Look(found.st_size, int(found.st_mtime))

    def read(self, path: str, kind: Kind) -> bytes | None:
        """The bytes of the page, decompressed; None where there is none."""
        try:
            raw = self.file_of(path, kind).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return (unpacked(raw) or b"") if is_compressed(path, kind) else raw  # damaged: not the bytes of any page

    def is_damaged(self, path: str, kind: Kind) -> bool:
        """Whether there is a file that should be compressed, and is no gzip file, or not all of one."""
        try:
            return is_compressed(path, kind) and unpacked(self.file_of(path, kind).read_bytes()) is None
        except (FileNotFoundError, NotADirectoryError):
            return False

    def stage(self, path: str, kind: Kind, raw: bytes, second: int) -> Staged:
        """Writes a file beside the tree, with its second. Raises ``OSError`` (the disk is full) and leaves nothing."""
        self.file_of(path, kind)
        workshop = self._open_workshop()
        self._count += 1
        beside = workshop / f"{self._count}"
        try:
            beside.write_bytes(raw)
            os.utime(beside, (second, second))
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        return Staged(path, kind, beside, len(raw), second)

    def sync(self, staged: Iterable[Staged]) -> None:
        """Returns when all these files would survive a power cut."""
        self._sync([each.beside for each in staged])

    def put(self, staged: Staged) -> None:
        """Puts a synced file in its place, in one step, and then takes away what lay there as another kind."""
        target = self.file_of(staged.path, staged.kind)
        while True:
            self._make_folder(target.parent)
            try:
                staged.beside.replace(target)
                break
            except FileNotFoundError:
                if not staged.beside.exists():
                    raise
                # Another worker has just removed the empty folder: make it again.
        self._folders.add(target.parent)
        self._unsettled_above(target.parent)
        if staged.kind != Kind.FILE:
            self._replace_other_kinds(staged.path, staged.kind, target.parent)

    def begin(self) -> None:
        """Opens the workshop, before the caller asks whether it may put and remove: ``revoke`` takes this one away."""
        try:
            self._open_workshop()
        except OSError:  # on a full disk, what is withdrawn must go all the same
            self._workshop = None

    def revoke(self, workers: Collection[str]) -> None:
        """Takes away the workshops of these workers, whose leases have ended.

        Who of them stands still and comes back puts nothing any more that it had staged, and removes nothing.
        """
        with suppress(FileNotFoundError):
            for workshop in list((self.root / WORKSHOP).iterdir()):
                if workshop.name.rpartition("-")[0] in workers:
                    # Who is no further than writing files asks for its lease afterwards: more of them do no harm.
                    shutil.rmtree(workshop, ignore_errors=True)

    def remove(self, path: str, kind: Kind = Kind.PAGE) -> None:
        """Takes away whatever lies at a path, and folders that are left empty. A public file is named as such.

        Raises ``OSError`` where others have revoked what this worker began.
        """
        if kind == Kind.FILE:
            self._unlink_file(self.file_of(path, kind))
        else:
            for each in _KINDS:
                self._unlink_file(self.file_of(path, each))

    def settle(self) -> None:
        """Returns when everything that was put or removed would survive a power cut."""
        self._sync({_nearest(folder) for folder in self._folders})
        self._folders.clear()
        self._settled |= self._unsettled
        self._unsettled.clear()

    def discard(self, staged: Iterable[Staged]) -> None:
        """Throws files away that will not be put."""
        for each in staged:
            each.beside.unlink(missing_ok=True)

    def keep(self, name: str, content: bytes) -> bool:
        """Keeps something for other programs in the workshop, which nobody serves. Whether it was not there yet."""
        place = self.root / WORKSHOP / name
        with suppress(FileNotFoundError):
            if place.read_bytes() == content:
                return False
        self._count += 1
        beside = self._open_workshop() / f"{self._count}"
        try:
            beside.write_bytes(content)
            _fsync(beside)  # or a power cut could keep the name and forget the bytes
            beside.replace(place)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        return True

    def tidy(self) -> int:
        """Takes away what workers left half-done when they were killed: the workshops that nobody holds. How many."""
        taken = 0
        for workshop in (self.root / WORKSHOP).glob("*"):
            with suppress(OSError):
                held = _hold(workshop)
                if held is not None:
                    shutil.rmtree(workshop, ignore_errors=True)
                    os.close(held)
                    taken += 1
        return taken

    def listing(self) -> Iterator[tuple[str, Kind, str]]:
        """Every file of the tree: its path, its kind, and its name in the tree."""
        for folder, folders, names in os.walk(self.root):
            if Path(folder) == self.root and WORKSHOP in folders:
                folders.remove(WORKSHOP)
            above = "/" + "".join(f"{part}/" for part in Path(folder).relative_to(self.root).parts)
            for name in names:
                yield *_named(above, name), f"{above}{name}"[1:]

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name, as ``listing`` gives it."""
        return (self.root / name).exists()

    def name_of(self, path: str, kind: Kind) -> str:
        """The name of the file of a path, as ``listing`` gives it. Raises ``BadPath`` as ``file_of`` does."""
        return self.file_of(path, kind).relative_to(self.root).as_posix()

    def gives(self, path: str, kind: Kind, name: str) -> bool:
        """Whether the file that ``listing`` gave by this name is one that a path may have: no other is ours."""
        try:
            return self.name_of(path, kind) == name
        except BadPath:
            return False

    def others(self, path: str, kind: Kind) -> list[Path]:
        """What else lies at an address, which has room for one file: the page, or where it moved, or that it is gone.

        Whoever changes its kind takes these away; where they stay, an older tree was laid over this one.
        """
        if kind not in _KINDS:
            return []
        return [file for each in _KINDS if each != kind and (file := self.file_of(path, each)).exists()]

    def _replace_other_kinds(self, path: str, kind: Kind, folder: Path) -> None:
        others = self.others(path, kind)
        if others:
            _fsync(folder)  # or a power cut could keep the removal and forget the file that stands in its place
        for file in others:
            self._unlink_file(file)

    def _unlink_file(self, file: Path) -> None:
        folder = file.parent
        if self._workshop is not None and not self._workshop.is_dir():
            raise FileNotFoundError(errno.ENOENT, "another worker has taken over", str(self._workshop))
        try:
            file.unlink()
        except (FileNotFoundError, NotADirectoryError):
            self._folders.add(folder)  # perhaps a worker that was killed had removed it, and settled nothing
            return
        self._folders.add(folder)
        with suppress(OSError):  # not empty
            while folder != self.root:
                folder.rmdir()
                self._settled.pop(folder, None)  # made again, it may get the same inode
                folder = folder.parent
                self._folders.add(folder)

    def _make_folder(self, folder: Path) -> None:
        made = []
        while not folder.is_dir():
            made.append(folder)
            folder = folder.parent
        for each in reversed(made):
            each.mkdir(exist_ok=True, parents=True)
            self._settled.pop(each, None)  # another worker took it away, and it may get the same inode

    def _unsettled_above(self, folder: Path) -> None:
        """Has the names of the folders above settled too: another worker may have made them, and not got that far."""
        if len(self._settled) > _REMEMBERED:
            self._settled.clear()
        while folder != self.root:
            inode = folder.stat().st_ino
            if self._settled.get(folder) != inode:
                self._folders.add(folder.parent)
                self._unsettled[folder] = inode
            folder = folder.parent

    def _sync(self, names: Collection[Path]) -> None:
        if len(names) > FEW and _sync_file_system(self.root):
            return
        for name in names:
            try:
                _fsync(name)
            except FileNotFoundError:  # a folder that another worker removed at this moment
                self._sync([_nearest(name)])


def _hold(folder: Path) -> int | None:
    """Locks a folder for this process; None where another holds it, or where it is gone. ``OSError`` without locks."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino == folder.stat().st_ino:
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _nearest(folder: Path) -> Path:
    """The folder, or where others have removed it, the nearest above that is there: that it is gone stands in that."""
    while not folder.is_dir():
        folder = folder.parent
    return folder


def _is_bad(segment: str) -> bool:
    return not segment or segment.startswith(".") or "\0" in segment or "\\" in segment


def _named(above: str, name: str) -> tuple[str, Kind]:
    for kind, marker in _NAMES.items():
        if name == marker:
            return above, kind
    if name == _INDEX + _SUFFIX:
        return above, Kind.PAGE
    if not name.endswith(_SUFFIX):
        return above + name, Kind.FILE
    bare = above + name.removesuffix(_SUFFIX)
    return bare, Kind.FILE if is_compressed(bare, Kind.FILE) else Kind.PAGE


def _fsync(name: Path) -> None:
    handle = os.open(name, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_file_system(folder: Path) -> bool:
    """One ``syncfs`` (Linux). Whether it was possible."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if call(handle) == 0:
            return True
        code = ctypes.get_errno()
        if code == errno.ENOSYS:
            return False
        raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)
