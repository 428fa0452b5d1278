"""The fixtures of all tests; ``conftest.py`` in the root brings them in."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client, TransactionTestCase

from tests.support import databases

REACHING = frozenset({"db", "transactional_db", "separate_database", "database_source"})
"""Fixtures by which a test reaches a database."""


def pytest_configure(config: pytest.Config) -> None:
    """Names the mark by which a run takes only tests that another database could change."""
    config.addinivalue_line("markers", "database: reaches a database; what does not is the same on whatever database")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what reaches a database."""
    for item in items:
        if REACHING & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def signed_in_a_moment_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever a test signs in past the door has given their password just now, as who comes by the door has."""
    enter = Client._login  # type: ignore[attr-defined]  # what both ``login`` and ``force_login`` come to

    def entered(client: Any, user: Any, backend: str | None = None) -> None:
        enter(client, user, backend)
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, "password")
        request.session.save()

    monkeypatch.setattr(Client, "_login", entered)


@dataclass(frozen=True)
class Database:
    """A database of a test's own."""

    url: str
    """Its ``DATABASE_URL``, for processes that the test starts."""


@pytest.fixture(scope="session")
def database_source(
    tmp_path_factory: pytest.TempPathFactory, django_test_environment: None, django_db_blocker: Any
) -> databases.Source:
    """Where copies of the migrated template come from."""
    with django_db_blocker.unblock():
        return databases.source(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def worker_database(database_source: databases.Source) -> str:
    """The name of this process's database."""
    return f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture(scope="session")
def django_db_setup(database_source: databases.Source, worker_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: one copy of the template for this process, ``default`` and ``print`` one connection.

    A test that commits (``transactional_db``) is followed by a fresh copy, not by a flush: a flush would take away what
    migrations put in, such as the root of the page tree.
    """

    def fresh_copy(case: TransactionTestCase) -> None:
        databases.close()
        database_source.copy(worker_database)

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(TransactionTestCase, "databases", frozenset(databases.ALIASES))
        patch.setattr(TransactionTestCase, "_fixture_teardown", fresh_copy)
        with databases.pointed_at(database_source.copy(worker_database)):
            databases.share()
            yield
        database_source.remove(worker_database)


@pytest.fixture
def separate_database(
    request: pytest.FixtureRequest, database_source: databases.Source, worker_database: str, django_db_blocker: Any
) -> Iterator[Database]:
    """A database of this test's own, with real commits and a real second connection behind ``print``.

    Threads and, by its ``url``, other processes reach the same one. Not to be used together with ``db``.
    """
    if "_django_db_helper" in request.fixturenames or request.node.get_closest_marker("django_db"):
        raise pytest.UsageError("separate_database stands in the place of db: a test asks for one of them")
    name = f"{worker_database}_own"
    with django_db_blocker.unblock():
        with databases.pointed_at(database_source.copy(name)):
            yield Database(database_source.url(name))
        database_source.remove(name)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> None:
    """Every test has folders of its own: nothing is left over, and nothing of the demo is touched."""
    settings.ROTATIVA_TREE = tmp_path / "tree"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """The only randomness of tests. The seed stands in the output of a test that fails and in the head of the run."""
    seed = os.environ["ROTATIVA_TEST_SEED"]
    print(f"ROTATIVA_TEST_SEED={seed}")  # noqa: T201 shown by pytest beside a failure
    return random.Random(f"{seed} {request.node.nodeid}")
