"""A list that is too long for its first page has pages of all of its months, from the article that made it so."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Unpack

import pytest

from rotativa.addresses.queries import current_paths
from rotativa.press.models import Kind, Printed
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import verify
from rotativa.reader.making import months
from rotativa.reader.surfaces.lists import MonthSurface
from rotativa.stories import lists
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import Words
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


@pytest.mark.usefixtures("separate_database")
def test_a_month_of_many_is_told_in_headlines_and_of_few_in_cards_again(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LATEST", 1)
    monkeypatch.setattr(months, "AS_CARDS", 2)
    room = open_newsroom(random.Random(8))
    store = Store(Path(settings.ROTATIVA_TREE))

    def publish_on(day: int) -> int:
        return publish_story(room, BEGINNING + timedelta(days=day), 0, standfirst="As it was.")

    def month() -> bytes:
        print_until_done()
        report = verify(registry, store)
        assert report.clean, report.findings
        return store.read("/en/2026-01/", Kind.PAGE) or b""

    def change(**words: Unpack[Words]) -> None:
        save_draft(room.actor, one, **words)
        publish(room.actor, one)

    one, _another = publish_on(0), publish_on(1)
    assert b"As it was." in month()
    last = publish_on(2)
    told = month()
    assert b"As it was." not in told
    assert told.count(b'<h2 class="day">') == 3
    change(standfirst="As it is.")
    assert month() == told
    change(headline="Another headline")
    assert b"Another headline" in month()
    withdraw(room.actor, last, reason="A drill.")
    assert b"As it is." in month()
