"""A power cut takes no fact away that somebody was told of."""

import random
from typing import Any

import pytest
from django.db import connection

from rotativa.daybook import queries as daybook, writing
from rotativa.kit.actor import Machine
from rotativa.kit.things import thing
from tests.faults.machine import forget_unsynced

pytestmark = [
    pytest.mark.usefixtures("separate_database"),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL syncs what it commits, as it is shipped"),
]


def committed(many: int) -> int:
    """So many facts, each in a transaction of its own; gives the number of the last."""
    for number in range(many):
        with writing.transaction(Machine("tester")):
            writing.note("box.touched", [thing("box", number)])
    return daybook.head()


def test_what_was_committed_is_still_there(dice: random.Random) -> None:
    head = committed(5)
    forget_unsynced(dice)
    assert daybook.head() == head
    head = committed(1)
    forget_unsynced(dice)
    assert daybook.head() == head


def test_a_database_that_does_not_sync_forgets(dice: random.Random, monkeypatch: Any) -> None:
    options = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(options, "init_command", options["init_command"].replace("FULL", "NORMAL"))
    connection.close()
    found = set()
    head = committed(8)
    for _ in range(8):
        forget_unsynced(dice)
        found.add(daybook.head())
    assert min(found) < head
