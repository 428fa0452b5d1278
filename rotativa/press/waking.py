"""Waits for the next commit: told by PostgreSQL, seen in SQLite; besides, a look every second."""

import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from rotativa.daybook.writing import CHANNEL

GLANCE = 0.02
"""Seconds between two looks at SQLite's counter of commits."""


class Waker(Protocol):
    """Waits until something was committed, or until the time is over."""

    def wait(self, seconds: float) -> None:
        """Returns as soon as there may be something to do."""

    def close(self) -> None:
        """Gives its connection back."""


class Listener:
    """A connection of its own to PostgreSQL that listens. Open it before the first read, so that nothing falls between.

    It must reach the server itself: behind a transaction pooler nobody is told.
    """

    def __init__(self) -> None:
        parameters: dict[str, Any] = {
            name: value
            for name, value in connection.get_connection_params().items()
            if name not in ("cursor_factory", "context", "prepare_threshold", "server_side_binding")
        }
        with connection.wrap_database_errors:
            self._connection = psycopg.connect(**parameters, autocommit=True)
            self._connection.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> None:
        with connection.wrap_database_errors:
            for _notice in self._connection.notifies(timeout=seconds, stop_after=1):
                pass

    def close(self) -> None:
        self._connection.close()


class Watcher:
    """One long-lived connection to SQLite, outside transactions, whose ``data_version`` changes when others commit."""

    def __init__(self) -> None:
        self._file = Path(connection.settings_dict["NAME"])
        with connection.wrap_database_errors:
            address = f"{self._file.absolute().as_uri()}?mode=rw"
            self._connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=20)
        self._inode = self._inode_now()
        self._version = -1  # if it cannot be read just now: then the first wait ends as soon as it can
        self._version = self._look()

    def wait(self, seconds: float) -> None:
        # Another file under this name, put there from a backup, would otherwise never be seen.
        if self._inode_now() != self._inode:
            raise OperationalError(_("the file {file} was moved or replaced").format(file=self._file))
        end = time.monotonic() + seconds
        while self._look() == self._version and time.monotonic() < end:
            time.sleep(GLANCE)
        self._version = self._look()

    def close(self) -> None:
        self._connection.close()

    def _inode_now(self) -> int | None:
        with suppress(FileNotFoundError):
            return self._file.stat().st_ino
        return None

    def _look(self) -> int:
        # A checkpoint may hold the file for a moment; then the next glance sees it.
        with suppress(sqlite3.OperationalError):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        return self._version


def waker() -> Waker:
    """The one that fits the database."""
    return Listener() if connection.vendor == "postgresql" else Watcher()


def wake() -> None:
    """Tells waiting workers that there is something to do, where they do not see it by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
