"""One act that very many pages show, such as a topic renamed, and the news of the day beside it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press import claiming, following, marking, rendering, uses, work
from rotativa.press.actions.print_again import print_again
from rotativa.press.following import keys_that_say
from rotativa.press.models import LATER, Key, Mark, Printed
from rotativa.press.registry import Registry
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press

MANY = marking.WIDE + 16


def test_news_go_out_before_what_very_many_pages_show(press: Press) -> None:
    for number in range(1, MANY + 1):
        theme.publish(number)
    press.work()

    theme.publish(MANY + 1, title="today")  # every page of the list tells how many there are
    worker = press.worker()
    worker.step()
    assert press.page(f"/en/note-{MANY + 1}/") is not None
    assert "today" in (press.page("/en/") or "")
    assert Mark.objects.count() >= MANY

    theme.publish(MANY + 2, title="later today", list="b")
    theme.withdraw(1)
    worker.step()
    assert press.page(f"/en/note-{MANY + 2}/") is not None
    worker.step()
    assert press.page("/en/note-1/") is None
    assert Mark.objects.count() >= MANY - marking.WIDE

    worker.until_done()
    assert press.verify().clean


def test_a_batch_that_can_wait_ends_when_there_is_news(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, MANY + 1):
        theme.publish(number)
    press.work()
    print_again(theme.tester, prefix="/en/note-")
    rendered: list[str] = []

    def beside_a_desk(registry: Registry, surface: str, argument: str, now: datetime) -> Any:
        rendered.append(argument)
        if len(rendered) == MANY // 2:
            with ThreadPoolExecutor(1) as desk:
                desk.submit(theme.publish, MANY + 1, title="today").result()
                desk.submit(connections.close_all).result()
        return render_place(registry, surface, argument, now)

    render_place = rendering.render_place
    monkeypatch.setattr(rendering, "render_place", beside_a_desk)
    worker = press.worker()
    worker._later = MANY  # as learned from long pages
    worker.step()
    assert MANY // 2 <= len(rendered) < MANY
    assert worker._later <= MANY, "that a part of a batch was quick says nothing of whole ones"
    worker.step()
    assert press.page(f"/en/note-{MANY + 1}/") is not None
    assert Mark.objects.filter(priority__gte=LATER).exists()

    worker.until_done()
    assert press.verify().clean


def test_what_a_fact_names_and_its_front_go_before_pages_that_show_something_of_it(press: Press) -> None:
    for number in range(1, 6):
        theme.publish(number)
    press.work()

    def first() -> list[str]:
        following.follow(press.registry)
        claims = claiming.claim("a worker", 64)
        waits = set(Mark.objects.filter(worker="").values_list("path", "priority"))
        assert {(f"/en/note-{number}/", marking.SHOWN_ELSEWHERE) for number in range(1, 5)} <= waits
        claiming.release("a worker", claims)
        press.work()
        return [claim.path for claim in claims]

    theme.publish(5, title="changed")  # every page of the list shows it
    assert first() == ["/en/note-5/", "/en/"]
    theme.withdraw(5)
    assert first() == ["/en/note-5/", "/en/"]
    assert press.verify().clean


def test_a_page_that_was_printed_behind_others_is_as_urgent_as_its_place_again(press: Press) -> None:
    theme.publish(1)
    press.work()
    page = Printed.objects.filter(path="/en/note-1/")
    page.update(priority=7)
    theme.publish(1, body="new")
    following.follow(press.registry)
    assert page.get().priority == 0


def test_few_at_once_of_what_waits_for_all_others(press: Press) -> None:
    """News that come in are printed when these are: a worker that is slow takes no more than it prints in a moment."""
    for number in range(1, MANY + 1):
        theme.publish(number)
    press.work()
    theme.publish(MANY + 1)
    worker = press.worker()
    worker.step()
    while Mark.objects.filter(priority__lt=LATER).exists():
        worker.step()
    assert len(claiming.claim("a worker", 64, later=3)) == 3


def test_marking_costs_as_much_for_many_pages_as_for_few(press: Press) -> None:
    asked = []
    for number in range(1, MANY + 1):
        theme.publish(number)
        if number in (4, MANY):
            press.work()
            theme.publish(number, title=f"title {number}")
            with CaptureQueriesContext(connection) as queries:
                following.follow(press.registry)
            asked.append(len(queries))
            press.work()
    few, many = asked
    assert many <= few + 1


def test_who_used_a_key_is_asked_of_the_index_however_few_did(press: Press) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no rows that could be looked through")
    for number in range(1, MANY + 1):
        theme.publish(number)
    press.work()
    nobodys = range(100_000, 100_000 + MANY)
    with transaction.atomic(), connection.cursor() as cursor:

        def looked_through() -> tuple[int, ...]:
            # What this connection did before and has not told yet is counted, too.
            cursor.execute("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'press_used'")
            return tuple(cursor.fetchone())

        before = looked_through()
        assert uses.used_by([*Key.objects.values_list("id", flat=True), *nobodys])
        assert looked_through() == before
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",), "other questions are planned as ever"


@pytest.mark.django_db
def test_keys_about_a_thing_are_asked_of_their_index() -> None:
    """It holds no key that is about nothing. SQLite takes it only for who excludes these in the same words, and walked
    through all keys of all pages with each fact."""
    asked = keys_that_say([Thing("article:1"), Thing("story:2")])
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # where there are few rows, it reads them all by choice
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "press_key_thing" in asked.explain()


def test_batches_of_long_pages_that_can_wait_become_short(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's news wait for the batch at hand."""
    monkeypatch.setattr(marking, "WIDE", 1)
    for number in range(1, 21):
        theme.publish(number)
    press.work()
    worker, printed = press.worker(), []
    for number, longest in enumerate((0.0, 0.0, 60.0, 60.0)):
        monkeypatch.setattr(work, "_LONGEST_BATCH", longest)
        theme.name_house(f"name {number}")
        worker.step()  # the front waits for nothing
        before = worker.counts.rendered
        worker.step()
        printed.append(worker.counts.rendered - before)
        worker.until_done()
    assert printed == [21, 16, 16, 21]
    worker.until_done()
    assert press.verify().clean


def test_no_batch_takes_nearly_as_long_as_its_lease(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers whose batches last longer would take them from each other for ever."""
    worker, printed = press.worker(), list[int]()
    for number in range(1, 17):
        theme.publish(number)
    worker.step()
    for longest in (0.0, 0.0, 60.0, 60.0, 60.0):
        monkeypatch.setattr(work, "_LONGEST_HELD", longest)
        for number in range(1, 17):
            theme.publish(number, title=f"{longest} {len(printed)}")
        before = worker.counts.rendered
        worker.step()
        printed.append(worker.counts.rendered - before)
    assert printed[0] > printed[1] > printed[2] < printed[3] < printed[4]
    worker.until_done()
    assert press.verify().clean


@pytest.mark.database
@pytest.mark.django_db
def test_keys_are_found_by_their_hash_as_soon_as_it_is_there() -> None:
    """PostgreSQL knows of no index that excludes that it finds one row: until it had looked at the rows, which it does
    by itself after a tenth of them has changed, it read all keys for every batch of pages."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one kind of index")
    migration = import_module("rotativa.press.migrations.0012_keys_once_by_hash")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO press_key (name, argument, thing, fingerprint, build) "
            "SELECT 'note.card', number, '', '', 0 FROM generate_series(1, 50000) number"
        )
        cursor.execute("ANALYZE press_key")
    for change in (migration.by_words, migration.by_hash):
        with connection.schema_editor() as editor:
            change(None, editor)
    with CaptureQueriesContext(connection) as asked:
        assert uses.ids_of([trace.Key("note.card", "5")])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "press_key_once" in plan, plan
