"""Makes a backup while the newsroom works.

Files of media are in place before a row names them, and may go as soon as none does. So they are copied twice: those
that are there before the database's moment, which may go behind it, and those that have come since. A file that came
and went between the two is missed, and found by its name in the database: then another moment is taken.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from rotativa.daybook import queries as daybook
from rotativa.kit.disks import FULL
from rotativa.pictures.files import name_of
from rotativa.pictures.models import PublicRendition
from rotativa.press.router import SNAPSHOT, snapshot
from rotativa.project.backups import credentials, manifest as manifests, tables
from rotativa.project.backups.engines import Engine, engine
from rotativa.project.backups.files import at_rest, clear, hashed, pieces, store, sync, sync_all, walk
from rotativa.project.backups.manifest import MEDIA, WORDMARKS, Kept, Manifest
from rotativa.project.backups.problems import Unfit

UNFINISHED = ".unfinished"
KEYS = ".keys"
_LOCK = ".lock"
_NAME = "%Y-%m-%dT%H-%M-%SZ"
_MOMENTS = 5
"""So many moments of the database are tried while files come and go."""

Progress = Callable[[str, int], None]
"""Told what is being copied, and how many bytes of it were."""


@dataclass(frozen=True)
class Made:
    """A backup that is whole."""

    folder: Path
    manifest: Manifest
    linked: int  # files that the backup before had already


def make(target: Path, keys: Path | None = None, progress: Progress = lambda what, done: None) -> Made:
    """Makes a backup in ``target``, and its keys in the folder ``keys``; goes on with one that was stopped.

    Raises ``Unfit`` with everything as it was, but for what is kept to go on with.
    """
    target = target.absolute()
    _refuse_place(target, keys)
    try:
        if keys:
            keys.mkdir(parents=True, exist_ok=True)  # now, or a large database is copied before this fails
        with _alone(target):
            return _Making(target, keys, progress, engine()).run()
    except OSError as error:
        if error.errno in FULL:
            said = f"There is no room left in “{target}”. Make some and begin again: it goes on from here."
        elif error.filename:
            said = f"“{error.filename}” cannot be used ({error.strerror}). See to that and begin again."
        else:
            raise
        raise Unfit(said) from error


def finished(target: Path) -> list[Path]:
    """The backups in a folder that are whole, oldest first."""
    found = [path.parent for path in target.glob(f"*/{manifests.FILE}") if path.parent.name != UNFINISHED]
    return sorted(path for path in found if not path.name.startswith("."))


def named() -> set[str]:
    """Every file of media that the database names, as it is in the open snapshot, by its name below their folder."""
    names = {name_of(path) for path in PublicRendition.objects.values_list("path", flat=True).iterator()}
    for model, column in tables.of_files():
        names.update(tables.rows(model).values_list(column, flat=True).iterator())
    return names - {"", None}


def keep_newest(target: Path, keys: Path | None, number: int) -> list[Path]:
    """Takes the older backups away, with their keys; gives them."""
    gone = finished(target)[:-number]
    for folder in gone:
        # The list first: what is half gone is no backup any more.
        (folder / manifests.FILE).unlink()
        clear(folder)
        if keys:
            (keys / f"{folder.name}{KEYS}").unlink(missing_ok=True)
    return gone


@dataclass
class _Making:
    target: Path
    keys: Path | None
    progress: Progress
    engine: Engine
    linked: int = 0
    done: dict[str, Kept] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = self.target / UNFINISHED
        self.former = next(reversed(finished(self.target)), None)
        # Wordmarks may be drawn anew under their name; media never are.
        self.known = (
            {f"{MEDIA}/{name}": kept for name, kept in manifests.read(self.former).below(MEDIA)} if self.former else {}
        )

    def run(self) -> Made:
        self.engine.ready()
        self.place.mkdir(mode=0o700, exist_ok=True)  # what is not published yet is in it
        for name in (manifests.FILE, manifests.SUM):
            (self.place / name).unlink(missing_ok=True)
        self._copy(WORDMARKS, settings.ROTATIVA_DATA / WORDMARKS)
        self._copy(MEDIA, Path(settings.MEDIA_ROOT))
        manifest, keys, wanted = self._moment()
        self._forget(wanted)
        manifest.files.update(self.done)
        for name in [*walk(self.place)]:
            if name not in manifest.files:  # of a run that was stopped
                (self.place / name).unlink()
        manifest.keep(self.place)
        sync_all(self.place)
        folder = self.target / manifest.made
        if self.keys:
            keys.keep(self.keys / f"{manifest.made}{KEYS}")
        self.place.rename(folder)
        sync(self.target)
        return Made(folder, manifest, self.linked)

    def _moment(self) -> tuple[Manifest, credentials.Keys, set[str]]:
        """The database, and what it names: nothing that is there for the taking is missing."""
        missing: set[str] | None = None
        for _moment in range(_MOMENTS):
            with snapshot():
                manifest = self._manifest()
                wanted = named()
                keys = credentials.gather(manifest.made)
                manifest.files = self.engine.dump(self.place, self._advance("database"))
            self._copy(MEDIA, Path(settings.MEDIA_ROOT))
            lacking = {name for name in wanted if f"{MEDIA}/{name}" not in self.done}
            if not lacking or lacking == missing:  # missed twice: it is not there at all
                manifest.missing = sorted(lacking)
                return manifest, keys, wanted
            missing = lacking
        raise Unfit("Pictures came and went faster than they could be copied. Please begin again at a quieter moment.")

    def _manifest(self) -> Manifest:
        """What the open snapshot is."""
        fact = daybook.head()  # this read begins it
        while (self.target / (name := datetime.now(UTC).strftime(_NAME))).exists():
            time.sleep(0.1)
        server, schema = self.engine.about()
        applied = MigrationRecorder(connections[SNAPSHOT]).applied_migrations()
        return Manifest(
            made=name,
            rotativa=version("rotativa"),
            engine=connections[SNAPSHOT].vendor,
            server=server,
            schema=schema,
            migrations=sorted(".".join(each) for each in applied),
            fact=fact,
        )

    def _copy(self, top: str, source: Path) -> None:
        """Copies what is not copied yet. A file never changes under its name; it may go while we look."""
        for name in at_rest(source):
            path = f"{top}/{name}"
            with suppress(FileNotFoundError):
                size = (source / name).stat().st_size
                # Longer than it was: it was still being written when we copied it.
                if path not in self.done or self.done[path].bytes != size:
                    self.done[path] = self._one(path, source / name, source, size)

    def _one(self, path: str, source: Path, root: Path, size: int) -> Kept:
        copy, advance = self.place / path, self._advance(path.partition("/")[0])
        if copy.exists() and copy.stat().st_size == size:  # by a run that was stopped
            return Kept(*hashed(pieces(copy, self.place), advance))
        known = self.known.get(path)
        if self.former and known and known.bytes == size and self._link(self.former, path, copy):
            self.linked += 1
            advance(size)
            return known
        return Kept(*store(pieces(source, root), copy, advance))

    def _link(self, former: Path, path: str, copy: Path) -> bool:
        """Gives a file of the former backup a second name; whether that could be."""
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        try:
            os.link(former / path, copy)
        except OSError:  # a file system that has no links, or it is gone: then it is copied
            return False
        return True

    def _forget(self, wanted: set[str]) -> None:
        """Leaves out what was removed meanwhile: somebody may have had to remove it."""
        for path in [*self.done]:
            top, _, name = path.partition("/")
            if top == MEDIA and name not in wanted and not (Path(settings.MEDIA_ROOT) / name).exists():
                del self.done[path]

    def _advance(self, what: str) -> Callable[[int], None]:
        return lambda more: self.progress(what, more)


def _refuse_place(target: Path, keys: Path | None) -> None:
    ours = {"ROTATIVA_MEDIA": Path(settings.MEDIA_ROOT), "ROTATIVA_TREE": Path(settings.ROTATIVA_TREE)}
    for name, folder in ours.items():
        if target.resolve().is_relative_to(folder.resolve()):
            raise Unfit(f"“{target}” lies in {name}, which is no place for a backup. Name another folder.")
    if keys and keys.resolve().is_relative_to(target.resolve()):
        raise Unfit(f"The keys would lie in “{target}”, beside what they open. Name a folder elsewhere for them.")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """One at a time in this folder."""
    target.mkdir(parents=True, exist_ok=True)
    with (target / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unfit(f"Another backup is being made in “{target}” at this moment.") from error
        yield
