"""What a worker remembers from batch to batch: nothing that a page would not be told now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from rotativa.daybook import queries as daybook, writing
from rotativa.daybook.models import FactRow
from rotativa.kit import trace
from rotativa.kit.actor import Machine
from rotativa.kit.things import Thing, thing
from rotativa.kit.trace import Facet, Shelf
from rotativa.press import remembering
from rotativa.press.actions.print_again import print_again
from rotativa.press.answering import shelves_of
from rotativa.press.registry import Registry
from rotativa.press.remembering import Memory
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.work import Worker

PAGES = ("/en/note-1/", "/en/note-2/", "/en/note-3/", "/en/lists/a/", "/en/")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_a_batch_asks_for_no_frame_that_the_last_one_was_told(press: Press) -> None:
    theme.name_house("The Courier")
    for number in (1, 2, 3):
        theme.publish(number)
    with _asked_of_the_house() as asked:
        counts = _page_by_page(press).until_done()

    assert counts.rendered == len(PAGES)
    assert len(asked) == 1
    assert press.verify().clean


def test_a_fact_between_two_batches_is_seen(press: Press) -> None:
    theme.name_house("The Courier")
    for number in (1, 2, 3):
        theme.publish(number)
    worker = _page_by_page(press)
    worker.step()
    theme.name_house("The Messenger")

    worker.until_done()

    assert all("The Messenger" in (press.page(path) or "") for path in PAGES)
    assert worker.counts.rendered == len(PAGES) + 1  # the first page twice
    assert press.verify().clean


def test_what_no_fact_names_is_known_after_a_rest(press: Press) -> None:
    theme.name_house("The Courier")
    theme.publish(1, title="Storm")
    worker = press.worker()
    worker.until_done()
    theme.publish(1, title="Calm", turns=(NOW + timedelta(days=1)).isoformat())
    theme.publish(2, title="Rain")

    with _asked_of_the_house() as asked:
        worker.until_done()

    assert not asked
    assert "Calm" in (press.page("/en/note-1/") or "")
    assert "The Courier" in (press.page("/en/note-2/") or "")
    assert press.verify().clean


def test_what_changed_by_itself_meanwhile_is_not_known(press: Press) -> None:
    registry, memory = press.registry, Memory()
    with trace.batch(kept=memory.of(registry, 0, NOW)), trace.at(NOW):
        theme.card("1")
        trace.once("until tomorrow", lambda: trace.ends(NOW + timedelta(days=1)))
        trace.once("for ever", lambda: theme.card("1"))
        theme.full("1")  # says itself when it changes

    later = memory.of(registry, 0, NOW + timedelta(days=1))

    assert [str(key) for key in later.answers] == ["note.card(1)"]
    assert list(later.made) == ["for ever"]


def test_a_shelf_is_known_only_after_facts_about_other_kinds_of_things(press: Press) -> None:
    shelves = [
        Shelf("pages.all", lambda _arguments: {}, lambda _things: {}, kinds=frozenset({"page"})),
        Shelf("notes.all", lambda _arguments: {}, lambda _things: {}),
        Shelf(
            "pages.now",
            lambda _arguments: {},
            lambda _things: {},
            lambda _members, _now: None,
            kinds=frozenset({"page"}),
        ),
    ]
    registry, memory = press.registry, Memory()
    registry.shelf(*shelves)

    def ask(fact: int) -> list[str]:
        kept = memory.of(registry, fact, NOW)
        known = [key.name for key in kept.answers]
        with trace.batch(kept=kept):
            for shelf in shelves:
                shelf("en")
        return known

    assert ask(_happens("page:1")) == []
    assert ask(_happens("note:1")) == ["pages.all"]
    assert ask(_happens("page:1")) == []


def test_a_facet_of_a_thing_of_another_kind_is_known_until_that_one_changes(press: Press) -> None:
    sign = Facet[str]("sign.card", lambda _names: {}, {}, of=lambda name: thing("note", name))
    registry, memory = press.registry, Memory()
    registry.facet(sign)

    def ask(fact: int) -> list[str]:
        kept = memory.of(registry, fact, NOW)
        known = [key.argument for key in kept.answers]
        with trace.batch(kept=kept):
            sign.many([1, 2])
        return known

    assert ask(_happens("house:1")) == []
    assert ask(_happens("house:1")) == ["1", "2"]
    assert ask(_happens("note:1")) == ["2"]


def test_a_state_of_before_is_told_nothing_of_a_later_one(press: Press) -> None:
    registry = press.registry
    first, second = _happens("house:1"), _happens("house:1")
    for fact, now in ((first, NOW), (second, NOW - timedelta(seconds=1))):
        memory = Memory()
        with trace.batch(kept=memory.of(registry, second, NOW)), trace.at(NOW):
            theme.card("1")
        assert memory.of(registry, second, NOW).answers
        assert not memory.of(registry, fact, now).answers


def test_behind_more_facts_than_are_looked_at_it_begins_anew(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    registry, memory = press.registry, Memory()
    monkeypatch.setattr(remembering, "_MOST_FACTS", 2)

    def ask(fact: int) -> int:
        kept = memory.of(registry, fact, NOW)
        known = len(kept.answers)
        with trace.batch(kept=kept), trace.at(NOW):
            theme.card("1")
        return known

    assert ask(_happens("house:1")) == 0
    assert ask(_happens("house:1", "house:1")) == 1
    assert ask(_happens("house:1", "house:1", "house:1", "note:1")) == 0, "the last one is about it"


def test_a_shelf_that_holds_what_it_says_it_does_not_is_refused() -> None:
    registry = Registry()
    registry.shelf(Shelf("all", lambda _arguments: {}, lambda names: {names[0]: ("en",)}, kinds=frozenset({"page"})))

    with pytest.raises(ValueError, match="holds note:1"):
        shelves_of(registry, [thing("note", 1)])


def test_what_somebody_asks_for_is_printed_from_nothing_that_was_known(press: Press) -> None:
    theme.name_house("The Courier")
    theme.publish(1)
    worker = press.worker()
    worker.until_done()
    FactRow.objects.filter(verb="house.named").update(details={"name": "The Messenger"})  # by hand: there is no fact
    print_again(Machine("test"), paths=["/en/note-1/"])

    worker.until_done()

    assert "The Messenger" in (press.page("/en/note-1/") or "")


def test_a_worker_at_rest_holds_little_room(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.publish(1)
    worker = press.worker()
    worker.until_done()
    assert worker._memory._kept.answers
    monkeypatch.setattr(remembering, "_MOST_KEPT", 3)

    worker.step()

    assert not worker._memory._kept.answers


def test_a_memory_is_bounded_in_bytes_as_well(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    registry, memory = press.registry, Memory()

    def ask(numbers: range, text: str = "x" * 1000) -> int:
        kept = memory.of(registry, 0, NOW)
        with trace.batch(kept=kept), trace.at(NOW):
            said = Shelf("long", lambda names: dict.fromkeys(names, (text,)), lambda _things: {})
            said.many(numbers)
            trace.once(("made of", numbers), lambda: text)
        return len(kept.answers)

    monkeypatch.setattr(remembering, "_MOST_BYTES", 50_000)
    assert [ask(range(start, start + 16)) for start in (0, 16, 32, 48)] == [16, 32, 48, 16]
    monkeypatch.setattr(remembering, "_AT_REST", 2)
    memory.rest()
    assert memory._kept.answers
    ask(range(96, 112))
    memory.rest()
    assert not memory._kept.answers
    assert ask(range(1), "ض" * 60_000) == 1
    assert ask(range(1, 2)) == 1, "what is long in another script is longer"


def test_what_was_made_of_answers_is_weighed_too(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    registry, memory = press.registry, Memory()
    monkeypatch.setattr(remembering, "_MOST_BYTES", 20_000)
    with trace.batch(kept=memory.of(registry, 0, NOW)), trace.at(NOW):
        for number in range(40):
            trace.once(("made", number), lambda: "x" * 1000)
    assert not memory.of(registry, 0, NOW).made


def test_the_weight_of_an_answer_is_about_that_of_its_words() -> None:
    card = theme.Card("x" * 10_000)
    assert 10_000 < remembering.weight(card) < 10_500
    assert 30_000 < remembering.weight({"a": (card, card), "b": frozenset({card})}) < 32_000


def _happens(*things: str) -> int:
    """Facts about these things, one after the other; the number of the last."""
    for named in things:
        with writing.transaction(theme.tester):
            writing.note("something.changed", [Thing(named)])
    return daybook.head()


@contextmanager
def _asked_of_the_house() -> Iterator[list[str]]:
    """The statements that asked for the name of the house."""
    asked: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "house.named" in (params or ()):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connections["print"].execute_wrapper(listen):
        yield asked


def _page_by_page(press: Press) -> Worker:
    worker = press.worker()
    worker._most = worker._later = 1
    return worker
