"""What an upgrade brings: another build, other shelves, other answers. The tree is as exact as before."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from rotativa.daybook.models import FactRow
from rotativa.kit import trace
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Shelf
from rotativa.press import builds, claiming, recording, work
from rotativa.press.following import follow
from rotativa.press.models import FILE, Key, Kind, Mark, Printed
from rotativa.press.registry import Place, Registry
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Store
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


def test_a_surface_that_leaves_its_memory_open_between_places_makes_no_page_old(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A generator that is suspended inside a batch leaves it open for whoever goes on meanwhile."""
    for number in (1, 2, 3):
        theme.publish(number)
    press.work()
    monkeypatch.setattr(builds, "CHUNK", 1)
    places = press.registry.surfaces["note"].places

    def careless() -> Iterator[Place]:
        with trace.batch():
            yield from places()

    monkeypatch.setattr(press.registry.surfaces["note"], "places", careless)
    press.registry.build = lambda: "2"
    worker = press.worker()
    for _ in range(3):  # the first asks what holds things, the others walk over places
        worker.step()
    theme.publish(1, title="new", body="new")
    worker.step()
    theme.publish(1, body="newest")
    worker.step()
    worker.until_done()
    assert press.page("/en/note-1/") == "/en/note-1/|new|newest|False|3"
    assert press.verify().clean


def test_a_build_prints_places_in_the_order_in_which_their_surface_tells_them(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has much in common is told together; by path, the months of one list would follow each other."""
    for number in (1, 2, 3, 4):
        theme.publish(number)
    surface = press.registry.surfaces["note"]
    told = sorted(surface.places(), key=lambda place: (int(place.argument) % 2, place.argument))
    monkeypatch.setattr(surface, "places", lambda: iter(told))
    for _ in builds.marking_all(press.registry, builds.start(press.registry)):
        pass
    marked = Mark.objects.filter(surface="note").order_by("id").values_list("argument", flat=True)
    assert list(marked) == ["2", "4", "1", "3"]


def test_a_worker_that_was_replaced_while_it_printed_leaves_its_pages_to_the_next(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(2)
    old = press.worker("old")

    def late(*arguments: Any) -> Any:
        press.registry.build = lambda: "2"
        newer = press.worker("new")
        while newer.step():
            pass
        return recording.record(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "record", late)
        patch.setattr("rotativa.press.claiming.release_all", lambda: None)
        old.step()
    press.worker("new").until_done()
    Mark.objects.update(worker="", lease_until=None)
    press.worker("new").until_done()
    assert not [row for row in _builds() if row != builds.start(press.registry).id]
    assert is_at_rest()


def test_an_answer_that_no_fact_explains_is_found_out(press: Press) -> None:
    """Code of the same build answers otherwise, or somebody wrote to the database by hand."""
    for number in (1, 2, 3):
        theme.publish(number, list="b" if number == 3 else "a")
    press.work()
    FactRow.objects.filter(edition="2").update(details={**vars(theme.Note("by hand", "body", "a", "", ""))})
    theme.publish(1, title="new")
    press.work()
    assert not Mark.objects.exists(), "it does not come to rest"
    assert press.page("/en/note-2/") == "/en/note-2/|by hand|body|False|2"
    assert press.verify().clean


def test_a_shelf_that_an_upgrade_brings_knows_what_it_held(press: Press) -> None:
    for number in (1, 2):
        theme.publish(number)
    press.work()
    counted = Shelf("notes.counted", load=theme.latest.load, holding=theme.latest.holding)
    press.registry.shelf(counted)
    lists = press.registry.surfaces["list"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "render", lambda name: f"{len(counted(name))}".encode())
        press.registry.build = lambda: "2"
        press.work()
        assert press.page("/en/") == "2"
        theme.withdraw(2)
        press.work()
        assert press.page("/en/") == "1"
        assert press.verify().clean


def test_what_a_key_is_about_is_written_again_with_its_answer(press: Press) -> None:
    """Former versions said it also of keys whose argument says it; and were right."""
    theme.publish(1)
    press.work()
    Key.objects.filter(name="note.card").update(thing="note:1")
    theme.publish(1, title="Told by what is stored")
    press.work()
    assert press.page("/en/") == "/en/note-1/ Told by what is stored"
    press.registry.build = lambda: "2"
    press.work()
    assert not Key.objects.filter(name="note.card").exclude(thing="").exists()


def _builds() -> list[int]:
    return list(Printed.objects.filter(present=True).exclude(surface=FILE).values_list("build", flat=True))


def _named_houses(arguments: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    rows = FactRow.objects.filter(verb="house.named").order_by("id")
    named = {row.edition: row.details["name"] for row in rows}
    return {argument: tuple(sorted(code for code, name in named.items() if name)) for argument in arguments}


def _holding_houses(things: tuple[Thing, ...]) -> dict[Thing, tuple[str, ...]]:
    named = _named_houses(("all",))["all"]
    return {name: ("all",) for name in things if kind_of(name) == "house" and identity_of(name) in named}


def _counting(registry: Registry, shelf: Shelf, only: str = "") -> None:
    """The next build: its lists show how many things a new shelf holds."""
    registry.shelf(shelf)
    registry.build = lambda: "2"
    lists: Any = registry.surfaces["list"]
    lists.render = lambda name: f"{len(shelf(only or name))}".encode() if name == (only or name) else b"list"


def test_a_new_shelf_holds_things_that_none_held_before(press: Press) -> None:
    theme.publish(1)
    theme.name_house("one")  # a thing that no shelf of this build holds
    press.work()
    _counting(press.registry, Shelf("houses.named", load=_named_houses, holding=_holding_houses), "all")
    press.work()
    assert press.page("/en/") == "1"
    theme.name_house("")  # it leaves the shelf
    press.work()
    assert not Mark.objects.exists()
    assert press.page("/en/") == "0"
    assert press.verify().clean


def test_what_leaves_a_new_shelf_while_an_upgrade_still_learns_what_it_holds(press: Press) -> None:
    theme.publish(1)
    theme.publish(2)
    press.work()
    shelf = Shelf("notes.counted", load=theme.latest.load, holding=theme.latest.holding)
    _counting(press.registry, shelf, "all")
    worker = press.worker()
    theme.publish(1, title="new")  # today's news come first: the front is printed by the new build, with the new shelf
    while follow(press.registry):
        pass
    for _ in range(2):
        worker._print(claiming.claim(worker.name))
    assert press.page("/en/") == "2"
    theme.withdraw(2)  # nobody has learned yet that the new shelf held it
    worker.until_done()
    assert not Mark.objects.exists()
    assert press.page("/en/") == "1"
    assert press.verify().clean


def test_a_worker_of_the_former_build_follows_nothing_more(press: Press) -> None:
    theme.publish(1)
    press.work()
    old = work.Worker(theme.registry("1"), Store(press.root, "old"), "old")
    press.registry = theme.registry("2")
    _counting(press.registry, Shelf("notes.counted", load=theme.latest.load, holding=theme.latest.holding))
    is_current = builds.is_current

    def slow(build: int) -> bool:
        answer = is_current(build)
        if build == old.build and answer:  # it may go on; and now the machine does something else
            press.worker("new").until_done()
            theme.publish(2)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builds, "is_current", slow)
        with suppress(work.Replaced):
            old.step()
    Mark.objects.update(worker="", lease_until=None)
    press.work()
    assert not Mark.objects.exists()
    assert press.page("/en/") == "2"
    assert press.verify().clean


@pytest.mark.parametrize("goes", [False, True])
def test_what_moves_while_places_are_walked(press: Press, monkeypatch: pytest.MonkeyPatch, goes: bool) -> None:
    """The walk has read where a note is, and marks it there after all that became of it was followed."""
    theme.publish(1)
    press.work()
    notes = press.registry.surfaces["note"]
    places = notes.places

    def overtaken() -> Iterator[Place]:
        read = list(places())
        if goes:
            theme.withdraw(1)
        else:
            theme.publish(1, path="/en/moved/")
        while follow(press.registry):
            pass
        yield from read

    monkeypatch.setattr(notes, "places", overtaken)
    press.registry.build = lambda: "2"
    press.worker().until_done()
    monkeypatch.undo()
    assert press.page("/en/note-1/", Kind.GONE if goes else Kind.MOVED) is not None
    assert press.verify().clean
