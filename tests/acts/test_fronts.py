"""A front in the printed tree: every act of composing reprints what shows it, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.actions.take_back_front import take_back_front
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.scheduling import publish_due_fronts
from rotativa.press.marking import INSTANT
from rotativa.press.models import Kind, Log
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import verify
from rotativa.stories.actions.move import move
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.tests.makers import ACTOR, make_newsroom, make_public

pytestmark = pytest.mark.usefixtures("separate_database")

MANY = 6


class Printed:
    """A newsroom with some stories, and what was printed of it."""

    def __init__(self, settings: Any) -> None:
        newsroom = make_newsroom()
        self.articles = [make_public(newsroom, headline=f"Story number {number}") for number in range(MANY)]
        self.store = Store(Path(settings.ROTATIVA_TREE))
        assert self.shown() == list(range(MANY))

    def shown(self) -> list[int]:
        """The stories on the English front, once the press has caught up; ``paths`` then says what was printed."""
        before = Log.objects.count()
        print_until_done()
        self.paths = {row.path for row in Log.objects.order_by("id")[before:]}
        page = self.store.read("/en/", Kind.PAGE)
        assert page is not None
        return [number for number in range(MANY) if f"Story number {number}" in page.decode()]

    def compose(self, *zones: Zone) -> None:
        """A draft that holds these zones and fills nothing."""
        empty = {zone.name for zone in zones}
        others = (Zone(name, fills=False) for name in ("lead", "secondary", "four", "latest") if name not in empty)
        save_composition(ACTOR, "en", Composition(zones=(*zones, *others), strips_fill=False))

    def place(self, number: int, **ends: Any) -> Place:
        return Place(str(self.articles[number].story_id), **ends)


@pytest.fixture
def printed(settings: Any) -> Iterator[Printed]:
    found = Printed(settings)
    yield found
    report = verify(registry, found.store)
    assert report.clean, report.findings


ALL = list(range(MANY))
FRONT = {"/en/"}


def test_every_act_of_composing_prints_the_front_and_nothing_else(printed: Printed) -> None:
    printed.compose(Zone("lead", (printed.place(2),), fills=False))
    assert (printed.shown(), printed.paths) == (ALL, set()), "nobody has published it"
    publish_front(ACTOR, "en")
    assert (printed.shown(), printed.paths) == ([2], FRONT)
    printed.compose(Zone("secondary", (printed.place(4), printed.place(1)), fills=False), Zone("lead"))
    soon = timezone.now() + timedelta(hours=1)
    schedule_front(ACTOR, "en", soon)
    assert (printed.shown(), printed.paths) == ([2], set())
    publish_due_fronts(soon)
    assert (len(printed.shown()), printed.paths) == (3, FRONT)
    take_back_front(ACTOR, "en")
    assert (printed.shown(), printed.paths) == ([2], FRONT)
    take_back_front(ACTOR, "en")
    assert (printed.shown(), printed.paths) == (ALL, FRONT)


def test_a_place_ends_by_itself(printed: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    end = timezone.now() + timedelta(hours=1)
    places = (printed.place(1, until=end), printed.place(3, until=end + timedelta(hours=1)), printed.place(5))
    printed.compose(Zone("four", places, fills=False))
    publish_front(ACTOR, "en")
    assert (printed.shown(), printed.paths) == ([1, 3, 5], FRONT)
    assert (printed.shown(), printed.paths) == ([1, 3, 5], set())
    for turned, shown in ((end, [3, 5]), (end + timedelta(hours=1), [5])):
        monkeypatch.setattr(timezone, "now", lambda now=turned: now)
        assert (printed.shown(), printed.paths) == (shown, FRONT)
        assert Log.objects.latest("id").cause == INSTANT


def test_what_cannot_be_shown_any_more_is_skipped(printed: Printed) -> None:
    printed.compose(Zone("four", (printed.place(1), printed.place(2)), fills=False))
    publish_front(ACTOR, "en")
    assert printed.shown() == [1, 2]
    withdraw(ACTOR, printed.articles[1], reason="A drill.")
    assert printed.shown() == [2]
    move(ACTOR, printed.articles[2], "elsewhere")
    assert printed.shown() == [2]
    assert printed.paths >= FRONT
