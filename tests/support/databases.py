"""Databases for tests: copies of a migrated template.

Migrating takes ten seconds and more, a copy milliseconds. The template is kept below ``var/test-templates/`` under
a hash of all migrations, all parts and all installed versions: whatever could change the schema makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from tests.support import postgresql

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "var" / "test-templates"
ALIASES = ("default", "print")


class Source(Protocol):
    """Where copies of the template come from, on one engine."""

    def copy(self, name: str, of: str = "") -> str:
        """Makes a new database and gives what Django calls its NAME; replaces the one that had this name.

        ``of`` is what was kept; nothing else is in it than tables otherwise.
        """

    def keep(self, name: str, kept: str) -> None:
        """Keeps what is in a database now, for further copies. Nobody may be connected to it."""

    def has(self, kept: str) -> bool:
        """Whether something was kept under this name."""

    def empty(self, name: str) -> str:
        """A database without tables, as ``copy`` gives it."""

    def remove(self, name: str) -> None:
        """Takes a copy away."""

    def url(self, name: str) -> str:
        """The ``DATABASE_URL`` of a copy, for processes that a test starts."""


class SQLite:
    """Copies of a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = TEMPLATES / f"{key()}.sqlite3"
        with alone():
            if not self._template.exists():
                _build(self._migrate)

    def copy(self, name: str, of: str = "") -> str:
        self.remove(name)
        return str(shutil.copyfile(self._kept(of) if of else self._template, self._path(name)))

    def keep(self, name: str, kept: str) -> None:
        with sqlite3.connect(self._path(name)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(self._path(name), self._kept(kept))

    def has(self, kept: str) -> bool:
        return self._kept(kept).exists()

    def empty(self, name: str) -> str:
        self.remove(name)
        return str(self._path(name))

    def remove(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path(name)}{suffix}").unlink(missing_ok=True)

    def url(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite3"

    def _kept(self, name: str) -> Path:
        return TEMPLATES / f"{name}.sqlite3"

    def _migrate(self) -> None:
        unfinished = self._template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with pointed_at(str(unfinished)):
            call_command("migrate", verbosity=0, interactive=False)
            with connections["default"].cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        unfinished.rename(self._template)


class PostgreSQL:
    """Copies inside the server of this run, from a dump that is kept between runs."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._bin = postgresql.binaries()
        self._dump = TEMPLATES / f"{key()}.sql"
        with alone():
            if not self._exists("template_rotativa"):
                if self._dump.exists():
                    self._restore()
                else:
                    _build(self._migrate)

    def copy(self, name: str, of: str = "template_rotativa") -> str:
        self.remove(name)
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}" STRATEGY file_copy')
        return name

    def keep(self, name: str, kept: str) -> None:
        self.copy(kept, of=name)

    def has(self, kept: str) -> bool:
        return self._exists(kept)

    def empty(self, name: str) -> str:
        self.remove(name)
        self._execute(f'CREATE DATABASE "{name}"')
        return name

    def remove(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        return f"{self._server.rpartition('/')[0]}/{name}"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _exists(self, name: str) -> bool:
        with psycopg.connect(self._server) as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _migrate(self) -> None:
        self._execute("CREATE DATABASE unfinished")
        with pointed_at("unfinished"):
            call_command("migrate", verbosity=0, interactive=False)
        unfinished = self._dump.with_suffix(".unfinished")
        subprocess.run([self._bin / "pg_dump", "-f", unfinished, self.url("unfinished")], check=True)
        unfinished.rename(self._dump)
        self._execute("ALTER DATABASE unfinished RENAME TO template_rotativa")

    def _restore(self) -> None:
        self._execute("CREATE DATABASE restored")
        command = [
            str(self._bin / "psql"),
            "-q",
            "-X",
            "-v",
            "ON_ERROR_STOP=1",
            "-o",
            os.devnull,
            "-f",
            str(self._dump),
        ]
        subprocess.run([*command, self.url("restored")], check=True)
        self._execute("ALTER DATABASE restored RENAME TO template_rotativa")


def source(folder: Path) -> Source:
    """The source of this run; ``folder`` takes the files of SQLite."""
    server = os.environ.get("ROTATIVA_TEST_SERVER")
    return PostgreSQL(server) if server else SQLite(folder)


def close() -> None:
    """Closes the connections of this thread, inside a test's transaction or not."""
    for connection in {id(each): each for each in connections.all(initialized_only=True)}.values():
        connection.close()


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Lets every alias lead to the database of this name, with connections of their own, in all threads."""
    former = {alias: connections.settings[alias]["NAME"] for alias in ALIASES}
    shared = connections["print"] is connections["default"]
    _forget_connections()
    for alias in ALIASES:
        connections.settings[alias]["NAME"] = name
    try:
        yield
    finally:
        _forget_connections()
        for alias in ALIASES:
            connections.settings[alias]["NAME"] = former[alias]
        if shared:
            share()


def share() -> None:
    """Makes ``print`` the very connection that ``default`` is, so that rendering sees what a test has not committed."""
    settings: Any = connections
    settings["print"] = connections["default"]


def _forget_connections() -> None:
    for alias in ALIASES:
        connections[alias].close()
        del connections[alias]


def _build(migrate: Any) -> None:
    migrate()
    # Templates of former migrations are of no use; those of the last days may belong to a branch that comes back.
    kept = sorted(TEMPLATES.glob("*.s*"), key=lambda path: path.stat().st_mtime, reverse=True)[:8]
    for path in set(TEMPLATES.glob("*.s*")) - set(kept):
        path.unlink(missing_ok=True)


def key() -> str:
    """Stands for all migrations, parts and installed versions."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("rotativa/*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    for line in sorted({*settings.INSTALLED_APPS, *(f"{each.name}=={each.version}" for each in distributions())}):
        digest.update(line.encode() + b"\0")
    return digest.hexdigest()[:20]


@contextmanager
def alone(what: str = "lock") -> Iterator[None]:
    """One process at a time makes the template; the others wait for it."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / what).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
