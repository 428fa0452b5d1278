"""Where files lie: the media, of which none is there in part, and the cache, which may forget."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from django.conf import settings
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files.storage import FileSystemStorage

from rotativa.kit.disks import is_full

_BEFORE, _BEHIND = ".", ".part"
"""What stands around the name of a file that is being written."""
_LONGEST = 24 * 3600
"""Nothing is written for so many seconds: whoever began it was killed."""
_COUNTED = ("allauth", "mfa", "staff-asked-for")
"""How the keys begin by which tries are counted, and mails that anybody can ask for: without room, nobody tries."""


class _Written:
    """A file that is whole, as Django moves one to its place."""

    def __init__(self, path: str) -> None:
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path


class WholeFiles(FileSystemStorage):
    """Puts a file in its place once all of it is written: where there is no room, nothing stays behind.

    For names that nobody else gives at the same moment, as ours are, by chance or by the bytes.
    """

    def _save(self, name: str, content: Any) -> str:
        with self._written(Path(self.path(name)).parent, content) as path:
            saved: str = super()._save(name, _Written(path))  # type: ignore[misc]  # stubs leave it out
        return saved

    @contextmanager
    def _written(self, folder: Path, content: Any) -> Iterator[str]:
        folder.mkdir(parents=True, exist_ok=True)
        handle, path = mkstemp(prefix=_BEFORE, suffix=_BEHIND, dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
            yield path
        finally:
            Path(path).unlink(missing_ok=True)  # where it was moved, it is not here any more


def is_part(name: str) -> bool:
    """Whether a file of that name is still being written, or was when its writer was killed."""
    return name.startswith(_BEFORE) and name.endswith(_BEHIND)


def forget_parts() -> None:
    """Removes what is left of files whose writers were killed."""
    before = time.time() - _LONGEST
    for place, _folders, names in os.walk(settings.MEDIA_ROOT):
        for file in (Path(place, name) for name in names if is_part(name)):
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < before:
                    file.unlink()


class ForgetfulCache(FileBasedCache):
    """Where there is no room it remembers nothing new, and whoever only looks notices nothing: what was found is found
    again. What counts tries at a password is not forgotten so: that fails.
    """

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, value, *args, **kwargs)
        except OSError as error:
            if not is_full(error) or str(key).startswith(_COUNTED):
                raise
