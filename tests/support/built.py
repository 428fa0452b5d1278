"""The demo newsroom as ``demo`` leaves it, built once for all processes: half a minute, where a copy takes a second.

What was built is kept below ``var/test-templates/`` under a hash of all code and content, so that no change is missed,
and of the day: what the demo schedules for tomorrow has gone out by the day after.
"""

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.support import databases

_LEFT_OUT = ("__pycache__", "tests")


def furnish(folder: Path, name: str, source: databases.Source, build: Callable[[], object]) -> None:
    """Puts the demo where ``build`` would: into a folder, and a database without rows. Builds it if nobody has."""
    kept = f"newsroom-{_key()}"
    with databases.alone("newsroom.lock"):
        if not (_folder(kept).exists() and source.has(kept)):
            build()
            _forget_others(kept)
            source.keep(name, kept)
            shutil.copytree(folder, _folder(kept))
            return
    source.copy(name, of=kept)
    shutil.copytree(_folder(kept), folder, dirs_exist_ok=True)


def _folder(kept: str) -> Path:
    return databases.TEMPLATES / kept


def _forget_others(kept: str) -> None:
    for each in databases.TEMPLATES.glob("newsroom-*"):
        if each.is_dir():
            shutil.rmtree(each)
        elif not each.name.startswith(kept):
            each.unlink()


def _key() -> str:
    digest = hashlib.sha256(f"{databases.key()} {datetime.now(UTC).date()}".encode())
    for path in sorted((databases.ROOT / "rotativa").rglob("*")):
        if path.is_file() and not set(path.parts) & set(_LEFT_OUT):
            digest.update(str(path.relative_to(databases.ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]
