"""A list that is too long for its first page has pages of all of its months, from the article that made it so."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rotativa.addresses.queries import current_paths
from rotativa.press.models import Printed
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import verify
from rotativa.reader.surfaces.lists import MonthSurface
from rotativa.stories import lists
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.withdraw import withdraw
from tests.acts.newsroom import Newsroom, open_newsroom, publish_story

BEGINNING = datetime(2026, 1, 20, 12, tzinfo=UTC)


def _published(room: Newsroom, number: int) -> int:
    return publish_story(room, BEGINNING + timedelta(days=31 * number), 0)


def _months(room: Newsroom, settings: Any) -> list[str]:
    """Prints what is to be printed, and gives the months of the topic that have a page then."""
    print_until_done()
    report = verify(registry, Store(Path(settings.ROTATIVA_TREE)))
    assert report.clean, report.findings
    topic = f"topic:{room.topics[0].pk}@en"
    path = current_paths([topic])[topic]
    pages = Printed.objects.filter(path__startswith=path, present=True).exclude(path=path)
    return sorted(page.path.removeprefix(path) for page in pages)


@pytest.mark.usefixtures("separate_database")
def test_months_come_and_go_with_the_article_that_makes_a_list_long(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LATEST", 2)
    room = open_newsroom(random.Random(8))
    _published(room, 0)
    one = _published(room, 1)
    assert _months(room, settings) == []
    _published(room, 2)
    assert _months(room, settings) == ["2026-01/", "2026-02/", "2026-03/"]
    withdraw(room.actor, one, reason="A drill.")
    assert _months(room, settings) == []
    publish(room.actor, one)
    assert _months(room, settings) == ["2026-01/", "2026-02/", "2026-03/"]


@pytest.mark.usefixtures("separate_database")
def test_another_article_asks_for_no_month_but_its_own(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LATEST", 2)
    room = open_newsroom(random.Random(8))
    for number in range(4):
        _published(room, number)
    assert len(_months(room, settings)) == 4
    asked: list[str] = []
    places_of = MonthSurface.places_of

    def remembered(surface: MonthSurface, things: Any) -> Any:
        found = places_of(surface, things)
        asked.extend(place.argument for _, place in found)
        return found

    monkeypatch.setattr(MonthSurface, "places_of", remembered)
    _published(room, 3)
    print_until_done()
    assert {argument.rpartition("/")[2] for argument in asked} == {"2026-04"}
