"""The daybook is read in commit order: a reader that remembers the last number it saw misses nothing."""

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from rotativa.daybook import queries, writing
from rotativa.daybook.models import FactRow
from rotativa.kit.actor import Machine
from rotativa.kit.things import thing


def _read_while() -> list[str]:
    """Lets a slow transaction begin first and commit last, around a quick one; gives what was read after each."""
    wrote, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                # The instant between the last statement of a verb and its commit.
                writing._write([FactRow(at=timezone.now(), verb="first", actor_id="machine:first", things=["note:1"])])
                wrote.set()
                may_commit.wait(10)
        finally:
            wrote.set()
            connections.close_all()

    def quick() -> None:
        try:
            with writing.transaction(Machine("second")):
                writing.note("second", [thing("note", 2)])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    threads[0].start()
    assert wrote.wait(10)
    threads[1].start()
    threads[1].join(1)  # under the lock it waits for the slow one
    seen = [fact.verb for fact in queries.after(0)]
    cursor = queries.head()
    may_commit.set()
    for thread in threads:
        thread.join(10)
    return seen + [fact.verb for fact in queries.after(cursor)]


@pytest.fixture
def postgresql(separate_database: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite there is one writer at a time")


def test_a_fact_whose_transaction_began_first_and_committed_last_is_not_skipped(postgresql: None) -> None:
    assert sorted(_read_while()) == ["first", "second"]


def test_without_the_lock_it_would_be_skipped(postgresql: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_write", FactRow.objects.bulk_create)
    assert _read_while() == ["second"]
