"""The ground of all tests holds: what one test leaves behind, no other sees."""

import threading

import pytest
from django.db import connections, transaction
from wagtail.models import Page

from rotativa.daybook.models import FactRow
from rotativa.daybook.queries import head
from rotativa.daybook.writing import note, transaction as act
from rotativa.kit.actor import Machine
from tests.support.fixtures import Database


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
