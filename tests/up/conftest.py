"""A newsroom of each test's own, and the ways to take things from it."""

import os
import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from django.db import connections

from rotativa.reader.build import build
from rotativa.reader.site import site
from tests.acts.newsroom import open_newsroom
from tests.support import databases
from tests.support.fixtures import Database
from tests.support.newsroom import Newsroom, environment_like
from tests.up.house import House, open_house

AWAY = "away.sqlite3"


class Source(Protocol):
    """The database that a served newsroom works with."""

    url: str
    """Its ``DATABASE_URL`` for the newsroom."""

    def gone(self) -> AbstractContextManager[None]:
        """While open, no process of the newsroom reaches it; the test itself does."""


class File:
    """SQLite: the file is moved away."""

    def __init__(self, name: str, url: str) -> None:
        self.url, self._file = url, Path(name)

    @contextmanager
    def gone(self) -> Iterator[None]:
        away = self._file.with_name(AWAY)
        databases.close()
        _move(self._file, away)
        with databases.pointed_at(str(away)):
            yield
        assert not self._file.exists(), "an empty database was put where the file had been"
        _move(away, self._file)


class Role:
    """PostgreSQL: the newsroom's own role may not log in any more, and its connections are ended."""

    def __init__(self, name: str, url: str, administrator: str) -> None:
        self._role, self._administrator = f"newsroom_of_{name}", administrator
        self.url = url.replace("rotativa@", f"{self._role}@")
        self._execute(f'DROP ROLE IF EXISTS "{self._role}"', f'CREATE ROLE "{self._role}" SUPERUSER LOGIN')

    @contextmanager
    def gone(self) -> Iterator[None]:
        end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{self._role}'"  # noqa: S608 ours
        self._execute(f'ALTER ROLE "{self._role}" NOLOGIN', end)
        yield
        self._execute(f'ALTER ROLE "{self._role}" LOGIN')

    def _execute(self, *statements: str) -> None:
        with psycopg.connect(self._administrator, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture
def source(separate_database: Database) -> Source:
    """The database of the newsroom."""
    name = str(connections["default"].settings_dict["NAME"])
    administrator = os.environ.get("ROTATIVA_TEST_SERVER")
    return Role(name, separate_database.url, administrator) if administrator else File(name, separate_database.url)


@pytest.fixture
def house(source: Source, tmp_path: Path, settings: Any, dice: random.Random) -> Iterator[House]:
    """A small newsroom, printed and not yet served."""
    environment = environment_like(settings, tmp_path, source.url)
    # What is printed here is to be what its own press prints.
    settings.ROTATIVA_MODE, settings.ROTATIVA_DATA = environment["ROTATIVA_MODE"], tmp_path
    _forget_site()
    served = Newsroom(int(environment["PORT"]), "", settings.ROTATIVA_TREE, environment)
    yield open_house(served, open_newsroom(dice))
    _forget_site()


def _forget_site() -> None:
    site.cache_clear()
    build.cache_clear()


def _move(here: Path, there: Path) -> None:
    """With what belongs to it; it goes first, and comes last: nobody opens it without its journal."""
    suffixes = ["", "-wal", "-shm"]
    for suffix in suffixes if there.name == AWAY else reversed(suffixes):
        if Path(f"{here}{suffix}").exists():
            Path(f"{here}{suffix}").rename(f"{there}{suffix}")
