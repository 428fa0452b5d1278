"""Reads a backup back, and puts it into an empty place."""

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from rotativa.project.backups import credentials, manifest as manifests
from rotativa.project.backups.engines import engine
from rotativa.project.backups.files import (
    ARRIVING,
    at_rest,
    clear,
    hashed,
    pieces,
    store,
    sync,
    sync_all,
    walk,
    write,
)
from rotativa.project.backups.manifest import MEDIA, WORDMARKS, Kept, Manifest
from rotativa.project.backups.problems import Unfit

_COPIES, _ARRIVED = f"{ARRIVING}/copies", f"{ARRIVING}/arrived.json"
"""What is on its way into a place, and the names of all that came, for whoever comes after one that was killed."""

_NAMED = 3

Advance = Callable[[int], None]


def verify(folder: Path, advance: Advance = lambda more: None) -> Manifest:
    """Reads every file of a backup. Raises ``Unfit`` that names those that are damaged or missing."""
    manifest = manifests.read(folder)
    wrong = [name for name, kept in manifest.files.items() if not _is_whole(folder, name, kept, advance)]
    if wrong:
        more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        raise Unfit(f"“{folder}” is damaged: {', '.join(wrong[:_NAMED])}{more}. Take another copy of this backup.")
    database = engine(manifest.engine)
    database.ready()
    database.check(folder)
    return manifest


def restore(folder: Path, keys: Path | None, advance: Advance = lambda more: None) -> tuple[Manifest, bool]:
    """Puts a backup into an installation that is empty; all of it or nothing. Raises ``Unfit``.

    Tables are left as the backup had them: migrating comes next. Gives whether another secret has to be set.
    """
    manifest = manifests.read(folder)
    _refuse(manifest)
    opened = credentials.read(keys, manifest.made) if keys else None
    verify(folder, advance)
    places = {MEDIA: Path(settings.MEDIA_ROOT), WORDMARKS: settings.ROTATIVA_DATA / WORDMARKS}
    try:
        for top, place in places.items():
            _beside(folder, manifest, top, place, advance)
        # The database last: once it is there, nothing is missing, whoever stops us when.
        for place in places.values():
            _arrive(place)
        engine().put_back(folder, manifest)
    except BaseException:
        if engine().is_empty():
            for place in places.values():
                _leave(place)
        raise
    finally:
        for place in places.values():
            clear(place / ARRIVING)
    connections.close_all()
    if opened:
        credentials.put_back(opened)
    return manifest, opened is not None and opened.secret != settings.SECRET_KEY


def _refuse(manifest: Manifest) -> None:
    vendor = connections["default"].vendor
    if manifest.engine != vendor:
        raise Unfit(
            f"This backup is of {manifest.engine}, and DATABASE_URL leads to {vendor}. Set it to {manifest.engine}."
        )
    known = {".".join(each) for each in MigrationLoader(None).disk_migrations}
    if unknown := [each for each in manifest.migrations if each not in known]:
        raise Unfit(
            f"This backup was made by another Rotativa ({manifest.rotativa}), with tables that this one does not "
            f"know ({unknown[0]}). Install that version, or a newer one, and restore there."
        )
    engine().ready()
    if not engine().is_empty():
        raise Unfit("There is a database already. A backup is only put into an empty one; nothing was touched.")
    for name, place in _folders().items():
        arrived = set(_arrived(place))
        if any(file not in arrived for file in at_rest(place)):
            raise Unfit(
                f"There are files in {name}, “{place}”. A backup is only put into an empty place; nothing was touched."
            )
    for place in _folders().values():
        _leave(place)  # what one brought that was killed before the database came


def _folders() -> dict[str, Path]:
    return {
        "ROTATIVA_MEDIA": Path(settings.MEDIA_ROOT),
        "ROTATIVA_DATA": settings.ROTATIVA_DATA / WORDMARKS,
        "ROTATIVA_TREE": Path(settings.ROTATIVA_TREE),
    }


def _is_whole(folder: Path, name: str, kept: Kept, advance: Advance) -> bool:
    try:
        return Kept(*hashed(pieces(folder / name, folder), advance)) == kept
    except OSError:
        return False


def _beside(folder: Path, manifest: Manifest, top: str, place: Path, advance: Advance) -> None:
    """Copies the files of one folder near to their place. They are compared once more: they may change as we read."""
    clear(place / ARRIVING)
    for name, kept in manifest.below(top):
        if Kept(*store(pieces(folder / top / name, folder), place / _COPIES / name, advance)) != kept:
            raise Unfit(f"“{folder / top / name}” changed while it was read. Nothing was restored.")
    if (place / ARRIVING).exists():
        sync_all(place / ARRIVING)


def _arrive(place: Path) -> None:
    """Puts what was copied near to its place into it. The place itself stays: it may be a disk of its own."""
    beside = place / _COPIES
    if beside.exists():
        write(place / _ARRIVED, json.dumps(list(walk(beside))).encode())
        for each in beside.iterdir():
            target = place / each.name
            if target.is_dir():  # a folder without files
                clear(target)
            each.rename(target)
        sync(place)


def _leave(place: Path) -> None:
    """Takes away again what a restore brought into an empty place, if it got so far."""
    for name in _arrived(place):
        if (place / name).resolve().is_relative_to(place.resolve()):
            (place / name).unlink(missing_ok=True)


def _arrived(place: Path) -> list[str]:
    """The names of what a restore brought that was stopped before it was done."""
    try:
        names: list[str] = json.loads((place / _ARRIVED).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return names
