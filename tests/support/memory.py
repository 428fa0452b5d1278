"""A folder in memory for what tests write: all that a newsroom syncs to the disk, a test would otherwise wait for."""

import os
from pathlib import Path

FOLDER = Path("/dev/shm")  # noqa: S108 whoever makes a folder in it makes one that is theirs alone
ROOM = 3 * 1024**3
"""Bytes: several times what a whole run has there at once."""


def has_room(folder: Path = FOLDER, room: int = ROOM) -> bool:
    """Whether a run may write here: there is space, in files and in what may be executed."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= room and not found.f_flag & os.ST_NOEXEC
