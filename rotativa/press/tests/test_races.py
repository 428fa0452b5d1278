"""What happens between the steps of one worker while another follows: nothing is lost."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from rotativa.addresses import queries as addresses
from rotativa.daybook import writing
from rotativa.daybook.models import FactRow
from rotativa.kit.things import Thing, thing
from rotativa.kit.trace import Facet, Shelf
from rotativa.press import claiming, following, marking, placing, public_files, recording, rendering, standing, work
from rotativa.press.following import follow
from rotativa.press.models import Key, Kind, Mark, Printed
from rotativa.press.placing import Placed
from rotativa.press.registry import Place
from rotativa.press.store import Store
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


def _step_with(press: Press, before_recording: Callable[[], None]) -> None:
    """One step of a worker; just before it records, something else happens, and another worker follows it."""
    worker = press.worker()

    def meanwhile(*arguments: Any) -> Any:
        before_recording()
        follow(press.registry)
        return recording.record(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "record", meanwhile)
        worker.step()


def test_a_page_that_is_marked_again_before_it_is_recorded_stays_marked(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, body="one")
    _step_with(press, lambda: theme.publish(1, body="two"))
    assert Mark.objects.filter(path="/en/note-1/", worker="").exists()
    press.work()
    assert press.page("/en/note-1/") == "/en/note-1/|title|two|False|1"


def test_a_stored_key_that_changed_before_its_new_user_was_recorded_marks_it(press: Press) -> None:
    theme.publish(1, list="a")
    theme.publish(2, list="b")
    press.work()
    theme.publish(1, list="b")  # its page uses the shelf of b for the first time
    _step_with(press, lambda: theme.publish(3, list="b"))
    press.work()
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|3"
    assert press.verify().clean


def test_an_unknown_key_that_changed_before_its_first_user_was_recorded_marks_it(press: Press) -> None:
    theme.publish(1, list="a")
    press.work()
    theme.publish(1, list="b")  # nobody has asked for the shelf of b
    _step_with(press, lambda: theme.publish(2, list="b"))
    press.work()
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|2"
    assert press.verify().clean


@pytest.mark.parametrize(("error", "tried", "waits"), [("It failed.", 1, False), ("", 10, True)])
def test_a_page_that_only_differs_waits_for_moments(press: Press, error: str, tried: int, waits: bool) -> None:
    theme.publish(1, list="a")
    press.work()
    theme.publish(1, list="b")

    def meanwhile() -> None:
        theme.publish(2, list="b")
        Mark.objects.filter(path="/en/note-1/").update(tries=9, error=error)

    _step_with(press, meanwhile)
    mark = Mark.objects.get(path="/en/note-1/")
    assert (mark.tries, mark.error, mark.retry_at is not None) == (tried, "", waits)
    assert mark.retry_at is None or mark.retry_at < standing.clock() + timedelta(seconds=11)


class Wandering:
    """A surface with one place, whose path depends on more things than name it."""

    name = "wandering"
    path = "/en/here/"

    def places(self) -> Iterator[Place]:
        yield Place(self.path, "x")

    def places_of(self, names: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return [(name, Place(self.path, "x")) for name in names]

    def render(self, argument: str) -> bytes | None:
        return b"x"

    def warm(self, arguments: Sequence[str]) -> None:
        """Asks for nothing."""


def test_a_place_that_moves_because_of_another_thing_leaves_nothing_behind(press: Press) -> None:
    surface = Wandering()
    press.registry.surface(surface)
    _touch("box:1")
    press.work()
    surface.path = "/en/there/"
    _touch("box:2")
    press.work()
    assert press.page("/en/here/") is None
    assert press.page("/en/there/") == "x"


def test_a_shelf_that_was_entered_and_left_unseen_is_stored_as_it_is(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.publish(1, list="a")
    theme.publish(9, list="z")
    press.work()
    theme.publish(1, list="b")  # nobody has asked for the shelf of b
    # The desk is so busy that the worker never meets a snapshot whose facts are all followed.
    busy: list[dict[str, str]] = [
        {"number": "9", "body": "1"},
        {"number": "9", "body": "2"},
        {"number": "2", "list": "b"},
    ]

    def render(*arguments: Any, **options: Any) -> Any:
        if busy:
            columns = busy.pop(0)
            theme.publish(int(columns.pop("number")), **columns)
        return rendering.render(*arguments, **options)

    worker = press.worker()
    with monkeypatch.context() as patch:
        patch.setattr(work, "render", render)
        worker.step()
    assert not busy
    theme.publish(2, list="c")  # it leaves the list again before anybody followed that it came
    worker.until_done()
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|1"
    assert press.verify().clean
    assert not Mark.objects.exists()


def test_the_last_two_uses_of_a_file_that_end_at_once(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one worker")
    for number in (1, 2):
        theme.publish(number, picture="x")
    press.work()
    assert press.page("/pictures/x.webp", Kind.FILE)
    for number in (1, 2):
        theme.publish(number, picture="")
    follow(press.registry)
    claims = {name: claiming.claim(name, 1) for name in ("one", "two")}
    both, mark_places = Barrier(2, timeout=20), marking.mark_places

    def together(wanted: Any, at: Any) -> None:
        found = list(wanted)
        both.wait()  # each has looked at what is used, and neither has committed
        mark_places(found, at)

    def print_as(name: str) -> None:
        try:
            press.worker(name)._print(claims[name])
        finally:
            connections.close_all()

    with monkeypatch.context() as patch, ThreadPoolExecutor(2) as workers:
        patch.setattr(public_files, "mark_places", together)
        for done in [workers.submit(print_as, name) for name in claims]:
            done.result(timeout=40)
    press.work()
    assert press.page("/pictures/x.webp", Kind.FILE) is None


def test_a_walk_through_all_places_sees_what_happens_meanwhile(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_AT_ONCE", 2)
    for number in range(1, 6):
        theme.publish(number)
    walk = addresses.current_places("note")
    seen = [next(walk)]
    _elsewhere(lambda: theme.publish(4, body="new"))
    with transaction.atomic():  # writing is possible between two of them
        standing.locked()
    assert FactRow.objects.count() == 6
    assert len([*seen, *walk]) == 5


def _touch(name: str) -> None:
    kind, _, identity = name.partition(":")
    with writing.transaction(theme.tester):
        writing.note("box.touched", [thing(kind, identity)])


def test_answers_made_of_two_queries_see_one_state(press: Press) -> None:
    seen: list[tuple[int, int]] = []

    def load(arguments: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        before = FactRow.objects.count()
        _elsewhere(lambda: _touch("box:2"))
        seen.append((before, FactRow.objects.count()))
        return {}

    press.registry.shelf(Shelf("boxes.all", load=load, holding=lambda names: dict.fromkeys(names, ("all",))))
    theme.publish(1)
    press.work()
    Key.objects.create(name="boxes.all", argument="all", fingerprint=b"")
    _touch("box:1")
    assert follow(press.registry)
    assert [before for before, _ in seen] == [after for _, after in seen]
    assert seen


def _elsewhere(act: Callable[[], None]) -> None:
    """Does something on a connection of its own, and waits for it."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_a_worker_that_stood_still_sets_no_second_back(press: Press) -> None:
    """The second of a removed file is remembered before the lease is asked for: others may have gone further."""
    theme.publish(1)
    press.work()
    theme.withdraw(1)
    file = press.store.file_of("/en/lists/a/", Kind.PAGE)
    unrecorded = int(file.stat().st_mtime) + 5
    os.utime(file, (unrecorded, unrecorded))  # by a worker that died before it could say so
    worker = press.worker()
    sync = worker.store.sync

    def meanwhile(staged: Any) -> None:
        if Mark.objects.filter(path="/en/lists/a/").exclude(worker="").update(worker="another"):
            Printed.objects.filter(path="/en/lists/a/").update(second=unrecorded + 5)
        sync(staged)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker.store, "sync", meanwhile)
        while not Mark.objects.filter(worker="another").exists():
            assert worker.step()
    assert Mark.objects.filter(path="/en/lists/a/", worker="another").exists()
    assert Printed.objects.get(path="/en/lists/a/").second == unrecorded + 5


@dataclass(frozen=True)
class _Said:
    word: str


def _boxes(identities: Sequence[str]) -> dict[str, _Said]:
    rows = FactRow.objects.filter(verb="box.said", edition__in=identities).order_by("id")
    return {row.edition: _Said(row.details["said"]) for row in rows}


_box = Facet[_Said]("box.said", load=_boxes, rows={"daybook.FactRow": "edition"})


def _say(word: str) -> None:
    with writing.transaction(theme.tester):
        writing.note("box.said", [thing("box", 1)], edition="1", details={"said": word})


class _Peek:
    """A page that shows a list while a box is open, and is gone when it is away."""

    name = "peek"

    def places(self) -> Iterator[Place]:
        said = _boxes(["1"]).get("1")
        if said and said.word != "away":
            yield Place("/en/peek/", "1", 0)

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return [(name, place) for name in things if name == thing("box", 1) for place in self.places()]

    def render(self, argument: str) -> bytes | None:
        said = _box(argument)
        if said is None or said.word == "away":
            return None
        return b"closed" if said.word == "closed" else f"{theme.latest('b')}".encode()

    def warm(self, arguments: Sequence[str]) -> None:
        """Nothing."""


def test_nothing_is_stored_that_is_ahead_of_what_was_followed(press: Press) -> None:
    """A thing that enters a shelf and leaves it, both followed at once, would not be looked for on that shelf."""
    press.registry.facet(_box)
    press.registry.surface(_Peek())
    theme.publish(9, list="z")
    _say("closed")
    press.work()
    one, other = press.worker("one"), press.worker("other")
    _say("open")
    follow(press.registry)
    claims = claiming.claim("one", 1)
    assert [claim.path for claim in claims] == ["/en/peek/"]
    rendered = rendering.render(press.registry, claims)  # asks for the shelf b, for which nobody has asked
    theme.publish(5, list="b")
    follow(press.registry)
    claims_of_other = [*claiming.claim("other"), *claiming.claim("other")]
    theme.publish(2, list="b")  # enters b: a fact that nobody has followed
    rendered_by_other = rendering.render(press.registry, claims_of_other, patient=False)  # beside a busy desk
    one._put_in_place(rendered, 0)  # asks afresh
    theme.publish(2, list="c")  # leaves b
    _say("away")
    follow(press.registry)  # both at once
    other._put_in_place(rendered_by_other, 0)
    press.come_to_rest()


def test_of_more_facts_than_one_step_takes_nothing_is_stored_too_early(press: Press) -> None:
    theme.publish(5, list="b")
    for number in (6, 2):
        theme.publish(number, list="z")
    press.work()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "MOST", 1)
        theme.publish(6, list="b")
        theme.publish(2, list="b")
        assert follow(press.registry)  # the first of both, on a snapshot that knows the second
        other = press.worker("other")
        for _ in range(12):  # another worker, beside a busy desk
            claims = claiming.claim("other")
            if claims:
                other._put_in_place(rendering.render(press.registry, claims, patient=False), 0)
        theme.publish(2, list="c")  # before anybody has followed that it was in b
        press.come_to_rest()


def test_a_page_whose_answer_is_in_doubt_stays_marked(press: Press) -> None:
    """Of many facts the answer is known to be another: whoever stores it marks nobody who begins to use it now."""
    for number in (7, 8, 9):
        theme.publish(number, list="b")
    theme.publish(2, list="z")
    press.work()
    theme.publish(2, list="b")  # its page asks for the cards of b for the first time; the list is as long as it may be
    follow(press.registry)
    one = press.worker("one")
    claims = [each for each in claiming.claim("one") if each.path == "/en/note-2/"]
    rendered = rendering.render(press.registry, claims)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "MOST", 1)
        theme.publish(9, title="new")
        theme.publish(5, list="y")  # a fact behind it, that says nothing of the card
        assert follow(press.registry)
        one._put_in_place(rendered, 0)
        assert Mark.objects.filter(path="/en/note-2/").exists()
    press.come_to_rest()


def test_a_worker_that_stood_still_says_no_more_what_its_page_names(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, picture="x")
    stalled = press.worker("stalled")
    supply = public_files.supply

    def late(*arguments: Any, build: int) -> Any:
        # Its lease ends; meanwhile the picture is taken off the page again, and another worker prints it.
        Mark.objects.update(worker="", lease_until=None)
        theme.publish(1, picture="")
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(public_files, "supply", supply)
            press.worker("other").until_done()
        return supply(*arguments, build=build)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rotativa.press.claiming.release_all", lambda: None)
        patch.setattr(public_files, "supply", late)
        stalled.step()
    press.come_to_rest()
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|1"
    assert press.page("/pictures/x.webp", Kind.FILE) is None, "nobody names it"


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_worker_that_lost_its_locks_and_stood_still_puts_nothing_over_what_others_printed(
    press: Press, withdrawn: bool
) -> None:
    theme.publish(1)
    press.work()
    stalled = press.worker("stalled")
    if withdrawn:
        theme.publish(1, list="b")  # the list a is empty
    else:
        theme.publish(1, body="old")
    act, stood = placing._act, list[str]()

    def late(store: Store, each: Placed, staged: Any) -> None:
        if each.sheet.claim.path == ("/en/lists/a/" if withdrawn else "/en/note-1/") and not stood:
            stood.append(each.sheet.claim.path)
            connection.connection.close()  # the database gives its locks up, and takes back that the lease was renewed
            _elsewhere(others)
        act(store, each, staged)

    def others() -> None:
        Mark.objects.exclude(worker="").update(lease_until=standing.clock())
        theme.publish(1, body="new", list="a")
        press.worker("other").until_done()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rotativa.press.claiming.release_all", lambda: None)
        patch.setattr(placing, "_act", late)
        with suppress(DatabaseError):  # where it comes so far as to commit
            stalled.until_done()
    assert stood
    assert press.page("/en/note-1/") == "/en/note-1/|title|new|False|1"
    assert press.page("/en/lists/a/") == "/en/note-1/ title"
    press.come_to_rest()
