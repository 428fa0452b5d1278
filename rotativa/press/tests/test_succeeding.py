"""What waits for a page that is still to be printed, and what does not."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from rotativa.kit.things import Thing, thing
from rotativa.press import explaining, following, health, markers, queries, rendering, telling, work
from rotativa.press.asking import Asked
from rotativa.press.models import Kind, Mark
from rotativa.press.registry import Place
from rotativa.press.resting import is_at_rest
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


class Months:
    """A list's month, without a marker of its own when the list moves."""

    name = "month"
    fails = False

    def places(self) -> Iterator[Place]:
        return (Place(f"{page.path}2026-03/", page.argument, 3) for page in theme.NotePages().places())

    def places_of(self, names: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        pages = theme.NotePages().places_of(names)
        return [(name, Place(f"{page.path}2026-03/", page.argument, 3)) for name, page in pages]

    def render(self, argument: str) -> bytes | None:
        if self.fails:
            raise RuntimeError("this month cannot be rendered")
        path = markers.address(thing("note", argument))
        return f"March of {path}".encode() if path else None

    def warm(self, arguments: Sequence[str]) -> None:
        pass


def test_a_page_that_moves_and_fails_stays_at_its_old_address(press: Press) -> None:
    theme.publish(1, body="good")
    press.work()
    theme.publish(1, path="/en/new/", body="raise")

    press.work()

    assert press.page("/en/note-1/") == "/en/note-1/|title|good|False|1"
    assert press.page("/en/note-1/", Kind.MOVED) is None
    assert press.page("/en/new/") is None
    theme.publish(1, body="mended")
    Mark.objects.update(retry_at=None)
    press.work()
    assert press.page("/en/new/") == "/en/new/|title|mended|False|1"
    assert press.page("/en/note-1/", Kind.MOVED) == "/en/new/\n"
    assert press.page("/en/note-1/") is None
    assert press.verify().clean
    assert is_at_rest()


def test_a_page_that_moves_back_and_forth_and_fails_is_never_led_in_a_circle(press: Press) -> None:
    theme.publish(1, body="good")
    press.work()
    theme.publish(1, path="/en/new/")
    press.work()
    theme.publish(1, path="/en/note-1/", body="raise")

    press.work()

    assert press.page("/en/note-1/", Kind.MOVED) == "/en/new/\n"
    assert press.page("/en/new/") == "/en/new/|title|good|False|1"
    assert press.page("/en/new/", Kind.MOVED) is None


def test_a_month_leaves_its_old_address_when_what_is_above_it_leads_on(press: Press) -> None:
    press.registry.surface(Months())
    theme.publish(1, body="good")
    press.work()
    theme.publish(1, path="/en/new/", body="raise")

    press.work()

    assert press.page("/en/new/2026-03/") == "March of /en/new/"
    assert press.page("/en/note-1/2026-03/") == "March of /en/note-1/", "nothing would say where it is"
    theme.publish(1, body="mended")
    Mark.objects.update(retry_at=None)
    press.work()
    assert press.page("/en/note-1/", Kind.MOVED) == "/en/new/\n"
    assert press.page("/en/note-1/2026-03/") is None
    assert press.verify().clean
    assert is_at_rest()


def test_a_marker_leads_months_on_until_they_are_there_again(press: Press) -> None:
    press.registry.surface(Months())
    theme.publish(1)
    press.work()
    theme.publish(1, path="/en/new/")
    press.work()
    theme.publish(1, path="/en/note-1/")

    worker = press.worker()
    while worker.step():
        month = press.page("/en/note-1/2026-03/"), press.page("/en/new/2026-03/")
        leads_on = press.page("/en/note-1/", Kind.MOVED), press.page("/en/new/", Kind.MOVED)
        assert all(there or marker for there, marker in zip(month, leads_on, strict=True))

    assert press.page("/en/note-1/2026-03/") == "March of /en/note-1/"
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|1"
    assert press.page("/en/note-1/", Kind.MOVED) is None
    assert press.page("/en/new/", Kind.MOVED) == "/en/note-1/\n"
    assert press.verify().clean
    assert is_at_rest()


def test_what_is_withdrawn_waits_for_no_page(press: Press) -> None:
    theme.publish(1, body="good")
    press.work()
    theme.publish(1, path="/en/new/", body="raise")
    press.work()
    theme.withdraw(1)

    press.work()

    assert press.page("/en/note-1/") is None
    assert press.page("/en/note-1/", Kind.GONE) == ""
    assert press.verify().clean


def try_again(press: Press, times: int = 1) -> None:
    for _ in range(times):
        Mark.objects.update(retry_at=None)
        press.work()


def assert_it_ends_well(press: Press, old: str, new: str) -> None:
    """The month is printed where it belongs, and nowhere else, once it can be."""
    try_again(press, 2)
    assert press.page(f"{new}2026-03/") == f"March of {new}"
    assert press.page(f"{old}2026-03/") is None
    assert press.verify().clean
    assert is_at_rest()


def test_a_month_that_fails_where_it_moves_stays_where_it_was(press: Press) -> None:
    months = Months()
    press.registry.surface(months)
    theme.publish(1)
    press.work()
    months.fails = True
    theme.publish(1, path="/en/new/")

    press.work()
    try_again(press, 3)

    assert press.page("/en/new/") == "/en/new/|title|body|False|1"
    assert press.page("/en/note-1/", Kind.MOVED) == "/en/new/\n"
    assert press.page("/en/note-1/2026-03/") == "March of /en/note-1/", "the last good one, and there is no other"
    months.fails = False
    assert_it_ends_well(press, "/en/note-1/", "/en/new/")


def test_a_list_that_comes_back_to_a_month_that_is_there_waits_for_no_other(press: Press) -> None:
    months = Months()
    press.registry.surface(months)
    theme.publish(1)
    press.work()
    months.fails = True
    theme.publish(1, path="/en/new/")
    press.work()
    theme.publish(1, path="/en/note-1/")

    press.work()
    try_again(press, 2)

    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|1"
    assert press.page("/en/note-1/2026-03/") == "March of /en/note-1/"
    assert press.page("/en/new/", Kind.MOVED) == "/en/note-1/\n"


def test_a_month_that_fails_keeps_no_list_away_that_was_withdrawn(press: Press) -> None:
    months = Months()
    press.registry.surface(months)
    theme.publish(1)
    press.work()
    theme.withdraw(1)
    press.work()
    months.fails = True
    theme.publish(1)

    press.work()
    try_again(press)

    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|1"
    assert press.page("/en/note-1/", Kind.GONE) is None


def test_nobody_waits_for_what_waits_for_a_page_that_fails(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, path="/en/new/", body="raise")
    asked = Asked(prefix="/")

    press.work()
    try_again(press)

    assert not asked.left(), "or whoever asked for pages by hand would wait until somebody mends this one"


def test_readers_find_a_page_that_fails_where_they_are_led_on(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, path="/en/new/")
    press.work()
    theme.publish(1, path="/en/note-1/", body="raise")
    press.work()
    Mark.objects.update(marked_at=F("marked_at") - timedelta(hours=1))

    assert press.page("/en/note-1/", Kind.MOVED) == "/en/new/\n"
    assert press.page("/en/new/") == "/en/new/|title|body|False|1"
    assert not health.count_lost()


def test_a_page_that_had_to_wait_is_as_urgent_as_before(press: Press) -> None:
    press.registry.surface(Months())
    theme.publish(1)
    press.work()
    theme.publish(1, path="/en/new/")
    press.work()
    theme.publish(1, path="/en/note-1/")
    press.work()
    theme.publish(1, title="news")

    press.worker().step()

    assert press.page("/en/note-1/") == "/en/note-1/|news|body|False|1"
    assert Mark.objects.filter(path="/en/lists/a/").exists(), "it comes before lists"


def test_a_month_that_goes_on_failing_keeps_its_list_away_no_longer(press: Press) -> None:
    months = Months()
    press.registry.surface(months)
    theme.publish(1)
    press.work()
    theme.publish(1, path="/en/new/")
    press.work()
    months.fails = True
    theme.publish(1, path="/en/note-1/", body="news")

    press.work()
    try_again(press, 2)
    assert press.page("/en/note-1/", Kind.MOVED) == "/en/new/\n", "it may be mended in a moment"
    try_again(press, 4)

    assert press.page("/en/note-1/") == "/en/note-1/|title|news|False|1"
    assert press.page("/en/new/", Kind.MOVED) == "/en/note-1/\n"
    assert press.page("/en/new/2026-03/") == "March of /en/new/", "the last good one, and there is no other"
    months.fails = False
    assert_it_ends_well(press, "/en/new/", "/en/note-1/")


def test_a_page_without_months_comes_back_while_others_act_on_and_on(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.registry.monthly.clear()
    theme.publish(1)
    press.work()
    theme.withdraw(1)
    press.work()
    theme.publish(1)
    following.follow(press.registry)

    def meanwhile(*given: Any, **options: Any) -> Any:
        theme.publish(2)
        return rendering.render(*given, **options)

    monkeypatch.setattr(work, "render", meanwhile)
    press.worker().step()

    assert press.page("/en/note-1/"), "it waits for no instant at which nobody acts"


def test_what_only_waits_is_not_told_as_failing(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, path="/en/new/", body="raise")
    press.work()

    assert [each.path for each in queries.failed()] == ["/en/new/"]
    assert health.count_failed() == 1
    assert queries.failing(["/en/note-1/"]) == {}
    assert list(telling.waits(queries.waiting_for())) == ["/en/note-1/ waits until /en/new/ can be printed."]
    assert queries.status().waiting == 1
    said = list(telling.why(explaining.why("/en/note-1/")))
    assert "It waits until /en/new/ can be printed." in said
    assert not any(line.startswith("It failed") for line in said)
    theme.publish(1, body="mended")
    following.follow(press.registry)
    assert queries.failed() == (), "it is marked again, and its turn is still to come"
    assert any("its turn" in line for line in telling.why(explaining.why("/en/new/")))
