"""Processes are killed while editors work and readers read: workers, servers, the database.

``make faults KILLS=100`` kills more. The seed of a run is printed; ``ROTATIVA_TEST_SEED`` repeats its acts.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, connections, transaction

from rotativa.daybook import queries as daybook
from rotativa.daybook.models import FactRow
from rotativa.press import standing
from rotativa.press.registry import registry
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Store
from rotativa.press.verifying import verify
from rotativa.reader.site import site
from rotativa.stories.errors import NotReady
from tests.acts import fronts  # noqa: F401  # its acts are drawn like the others
from tests.acts.newsroom import Newsroom, open_newsroom
from tests.acts.verbs import ACTS
from tests.faults.readers import Readers, right_now
from tests.faults.service import Service, wait_until
from tests.support import databases, postgresql
from tests.support.fixtures import Database
from tests.support.newsroom import environment_like

MANY = int(os.environ.get("ROTATIVA_TEST_KILLS", "2"))
EVERY = 5
"""Kills between two proofs of the whole tree."""


@pytest.fixture
def postgres(database_source: databases.Source, monkeypatch: pytest.MonkeyPatch) -> Iterator[postgresql.Server | None]:
    """A database server to be killed; None with SQLite, which has none. The template comes from the run's own."""
    if "ROTATIVA_TEST_SERVER" not in os.environ:
        yield None
        return
    server = postgresql.Server(postgresql.TO_BE_KILLED)
    for alias in databases.ALIASES:
        monkeypatch.setitem(connections.settings[alias], "PORT", server.port)
    yield server
    server.stop()


@pytest.fixture
def own_database(
    request: pytest.FixtureRequest, postgres: postgresql.Server | None, django_db_blocker: Any
) -> Iterator[Database]:
    """The newsroom's database, on that server."""
    if postgres is None:
        yield request.getfixturevalue("separate_database")
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        source = databases.PostgreSQL(postgres.url)
        with databases.pointed_at(source.copy("killed")):
            yield Database(source.url("killed"))


@pytest.fixture
def service(
    own_database: Database, postgres: postgresql.Server | None, tmp_path: Path, settings: Any
) -> Iterator[Service]:
    environment = environment_like(settings, tmp_path, own_database.url)
    settings.ROTATIVA_MODE = environment["ROTATIVA_MODE"]  # pages of a demonstration say so
    site.cache_clear()
    service = Service(environment, tmp_path, postgres)
    yield service
    service.stop()
    site.cache_clear()


@dataclass
class Drill:
    """Acts, kills, and what must be true all the while."""

    room: Newsroom
    service: Service
    tree: Path
    dice: random.Random
    readers: Readers
    killed: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    refused: int = 0
    facts: dict[int, str] = field(default_factory=dict)

    def kill_one(self) -> None:
        """Kills something at some instant while acts go on, and sees it come back."""
        victim = min(self.service.victims, key=lambda each: (self.killed[each], self.dice.random()))
        instant = self.dice.uniform(0.0, 3.0)
        self.killed[victim] += 1
        failed: list[BaseException] = []

        def run() -> None:
            time.sleep(instant)
            try:
                self.service.kill(victim)
            except BaseException as error:
                failed.append(error)

        killer = threading.Thread(target=run)
        killer.start()
        while killer.is_alive():
            self.act()
        killer.join()
        assert not failed, f"after {victim} was killed: {failed}"
        assert not self.readers.wrong, f"after {victim} was killed:\n" + "\n".join(self.readers.wrong[:5])

    def act(self) -> None:
        """Something that an editor does; if the database is gone, it is done or not, and never half."""
        with self.readers.judging_later():
            done = self.dice.choices([act for _, act in ACTS.values()], [weight for weight, _ in ACTS.values()])[0]
            try:
                with connection.execute_wrapper(self._listen):
                    done(self.room)
                self.facts |= dict(FactRow.objects.filter(id__gt=max(self.facts, default=0)).values_list("id", "verb"))
                self.acts += 1
            except NotReady:
                pass
            except Error:
                self.refused += 1
            self.look()

    def _listen(self, execute: Any, *statement: Any) -> Any:
        """An act may be several transactions, with jobs behind them: what is right after each, readers may get."""
        if connection.in_atomic_block and not any(self._heard in hook for hook in connection.run_on_commit):
            transaction.on_commit(self._heard)
        return execute(*statement)

    def _heard(self) -> None:
        if daybook.head() > max(self.facts, default=0):
            self.look()

    def look(self) -> None:
        """Hears what is right now, as soon as the database answers."""
        for _ in range(200):
            try:
                self.right = right_now(registry)
                break
            except Error:
                databases.close()
                time.sleep(0.1)
        else:
            pytest.fail("the database did not come back")
        self.readers.may_get(self.right)

    def prove(self) -> None:
        """Waits until all is printed; then nothing is lost, and nothing wrong."""
        wait_until(is_at_rest, lambda: self.service.log)
        there = dict(FactRow.objects.values_list("id", "verb"))
        assert self.facts.items() <= there.items(), f"lost: {self.facts.items() - there.items()}"
        self.readers.must_get(self.right)
        self.readers.read_all()
        assert not self.readers.wrong, "\n".join(self.readers.wrong[:5])
        report = verify(registry, Store(self.tree))
        assert report.clean, report.findings
        assert not report.unsettled


@pytest.mark.timeout(300 + 15 * MANY)
@pytest.mark.database
# A list that was being read when the database was killed.
@pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")
def test_whatever_is_killed_readers_get_what_is_right(
    service: Service, dice: random.Random, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    started = time.monotonic()
    room = open_newsroom(dice)
    standing.cursor()
    drill = Drill(room, service, Path(settings.ROTATIVA_TREE), dice, Readers(service.get, dice))
    drill.look()
    service.start()
    drill.readers.served_by(service.get)
    with drill.readers.reading():
        drill.prove()
        while drill.killed.total() < MANY:
            drill.kill_one()
            if drill.killed.total() % EVERY == 0 or drill.killed.total() >= MANY:
                drill.prove()
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{drill.killed.total()} kills in {time.monotonic() - started:.0f} s: {dict(drill.killed)}; "
            f"{drill.acts} acts, {drill.refused} refused, {drill.readers.answers} answers"
        )
    assert drill.readers.answers > MANY
