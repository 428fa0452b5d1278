"""The ground of all tests holds: what one test leaves behind, no other sees."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from wagtail.models import Page

from rotativa.daybook.models import FactRow
from rotativa.daybook.queries import head
from rotativa.daybook.writing import note, transaction as act
from rotativa.kit.actor import Machine
from tests.support import memory
from tests.support.fixtures import Database
from tests.support.worlds import Worlds

built: list[int] = []


@pytest.mark.parametrize("time", [1, 2])
def test_a_test_is_rolled_back(db: None, time: int) -> None:
    assert head() == 0
    with act(Machine("test")):
        note("test.done", [])
    assert FactRow.objects.using("print").count() == 1, "what is not committed is seen by rendering"


@pytest.mark.parametrize("time", [1, 2])
def test_a_test_that_commits_leaves_the_rows_of_migrations(transactional_db: None, time: int) -> None:
    assert FactRow.objects.count() == 0
    with act(Machine("test")):
        note("test.done", [])
    assert Page.objects.filter(depth=1).exists()


def _furnished() -> list[str]:
    built.append(1)
    with act(Machine("test")):
        note("test.done", [])
    return []


@pytest.fixture
def noted_world(worlds: Worlds) -> Iterator[list[str]]:
    """One fact, and a list that is empty."""
    with worlds.entered("noted", _furnished) as given:
        yield given


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("time", [1, 2])
def test_a_world_is_built_once_and_what_is_done_to_it_is_rolled_back(time: int, noted_world: list[str]) -> None:
    assert len(built) == 1
    assert FactRow.objects.using("print").count() == 1
    assert not noted_world
    with act(Machine("test")):
        note("test.done", [])
    noted_world.append("changed")


def test_beside_a_world_others_begin_with_nothing(db: None) -> None:
    assert head() == 0


def test_a_separate_database_has_real_connections(separate_database: Database) -> None:
    assert connections["print"] is not connections["default"]
    with transaction.atomic():
        FactRow.objects.create(at="2026-01-01T00:00Z", verb="test.done", things=[])
        assert FactRow.objects.using("print").count() == 0
    assert FactRow.objects.using("print").count() == 1

    seen: list[int] = []

    def look() -> None:
        seen.append(FactRow.objects.count())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


def test_separate_databases_are_new_each_time(separate_database: Database) -> None:
    assert FactRow.objects.count() == 0


def test_files_lie_in_memory_only_where_there_is_room(tmp_path: Path) -> None:
    assert memory.has_room(tmp_path, room=1)
    assert not memory.has_room(tmp_path, room=2**60)
    assert not memory.has_room(tmp_path / "nothing", room=1)
