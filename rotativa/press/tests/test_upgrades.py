"""What an upgrade brings: another build, other shelves, other answers. The tree is as exact as before."""

from collections.abc import Iterator
from typing import Any

import pytest

from rotativa.daybook.models import FactRow
from rotativa.kit import trace
from rotativa.kit.trace import Shelf
from rotativa.press import builds, recording, work
from rotativa.press.models import FILE, Key, Mark, Printed
from rotativa.press.registry import Place
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.work import is_at_rest


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
    theme.publish(1)
    press.work()
    Key.objects.filter(name="note.card").update(thing="")
    press.registry.build = lambda: "2"
    press.work()
    assert not Key.objects.filter(name="note.card", thing="").exists()


def _builds() -> list[int]:
    return list(Printed.objects.filter(present=True).exclude(surface=FILE).values_list("build", flat=True))
