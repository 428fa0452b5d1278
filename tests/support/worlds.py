"""Newsrooms that hundreds of tests begin with: each is built once in a process, in a database of its own.

To build one takes a quarter of a second and more; to begin with it again, as long as it takes to connect. What a test
does to it is rolled back like everything that it does with ``db``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, TypeVar

import pytest
from django.core.cache import cache
from django.db import connections

from tests.support import databases

T = TypeVar("T")

ENDING = "_world"
"""Of the fixtures that enter one: they come before all others, because no transaction may have begun."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lets every test enter its world before it does anything else."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        names.sort(key=lambda name: not name.endswith(ENDING))


class Worlds:
    """The newsrooms of this process."""

    def __init__(self, source: databases.Source, worker: str, blocker: Any) -> None:
        self._source, self._worker, self._blocker = source, worker, blocker
        self._built: dict[str, tuple[str, Any]] = {}

    @contextmanager
    def entered(self, name: str, build: Callable[[], T]) -> Iterator[T]:
        """Lets ``db`` stand on what ``build`` builds, while open; gives a copy of what it gave."""
        if connections["default"].in_atomic_block:
            raise pytest.UsageError(f"{name}: only a fixture whose name ends on “{ENDING}” comes before db")
        if name not in self._built:
            self._built[name] = self._build(f"{self._worker}_{name}", build)
        database, given = self._built[name]
        with databases.pointed_at(database):
            databases.share()
            cache.clear()  # it knows what the test before this one did
            yield deepcopy(given)

    def _build(self, name: str, build: Callable[[], T]) -> tuple[str, T]:
        database = self._source.copy(name)
        with self._blocker.unblock(), databases.pointed_at(database):
            databases.share()
            cache.clear()  # it knows another newsroom
            given = build()
            cache.clear()
        return database, given


@pytest.fixture(scope="session")
def worlds(
    django_db_setup: None, database_source: databases.Source, worker_database: str, django_db_blocker: Any
) -> Worlds:
    """The newsrooms of this process, to be entered."""
    return Worlds(database_source, worker_database, django_db_blocker)
