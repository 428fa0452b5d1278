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

    @property
    def is_full(self) -> bool:
        """Whether next to nothing can be written there any more."""
        return self.free < _BRIM


def rooms() -> Iterator[Room]:
    """The disks of the printed pages, of the pictures, and of everything else; each once."""
    seen = set()
    for folder in (settings.ROTATIVA_TREE, settings.MEDIA_ROOT, settings.ROTATIVA_DATA):
        disk = _nearest(Path(folder)).stat().st_dev
        if disk not in seen:
            seen.add(disk)
            yield room_of(Path(folder))


def room_of(folder: Path) -> Room:
    """The disk on which it lies, or would."""
    usage = shutil.disk_usage(_nearest(folder))
    # What only the system may use counts for nobody, as in ``df``.
    reachable = usage.used + usage.free
    return Room(folder, usage.free, 100 * usage.used / reachable if reachable else 100.0)


def _nearest(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())
