"""How much room is left where the newsroom keeps its files."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_BRIM = 1024 * 1024
"""Bytes that are left on a disk that is as good as full: databases name another reason then."""


@dataclass(frozen=True)
class Room:
    """A disk, by a folder of ours that lies on it."""

    folder: Path
    free: int
    percent: float  # used

    @property
    def is_tight(self) -> bool:
        """Whether somebody should make room."""
        least: int = settings.ROTATIVA_DISK_LEAST_MEGABYTES * 1024 * 1024
        most: int = settings.ROTATIVA_DISK_PERCENT
        return self.free < least or self.percent >= most


def rooms() -> Iterator[Room]:
    """The disks of the printed pages, of the pictures, and of everything else; each once."""
    seen = set()
    for folder in (settings.ROTATIVA_TREE, settings.MEDIA_ROOT, settings.ROTATIVA_DATA):
        there = _nearest(Path(folder))
        disk = there.stat().st_dev
        if disk in seen:
            continue
        seen.add(disk)
        usage = shutil.disk_usage(there)
        # What only the system may use counts for nobody, as in ``df``.
        reachable = usage.used + usage.free
        yield Room(Path(folder), usage.free, 100 * usage.used / reachable if reachable else 100.0)


def _nearest(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def is_full() -> bool:
    """Whether on one of them next to nothing can be written any more."""
    return any(room.free < _BRIM for room in rooms())
