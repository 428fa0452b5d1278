"""A merge in the printed tree: pages, lists, months and old addresses are those of the other, and stay so."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Unpack

import pytest

from rotativa.addresses.queries import current_paths
from rotativa.bylines.actions.merge_author import merge_author
from rotativa.press.files import Tree
from rotativa.press.healing import UNEXPLAINED
from rotativa.press.models import Kind, Log
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import verify
from rotativa.stories import lists
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import Words
from rotativa.topics.actions.merge_topic import merge_topic
from tests.acts.newsroom import Newsroom, open_newsroom, publish_story

BEGINNING = datetime(2026, 2, 20, 12, tzinfo=UTC)


def _published(room: Newsroom, number: int, *about: int, **words: Unpack[Words]) -> int:
    return publish_story(room, BEGINNING + timedelta(days=10 * number), *about, **words)


@pytest.mark.usefixtures("separate_database")
def test_what_was_printed_of_one_is_the_others(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LATEST", 2)
    room = open_newsroom(random.Random(8))
    articles = [_published(room, number, *topics) for number, topics in enumerate(((0,), (0,), (0, 1), (1,), (0,)))]
    print_until_done()
    one, other = (f"topic:{room.topics[number].pk}@en" for number in (0, 1))
    paths = current_paths([one, other])
    store, month = Store(Path(settings.ROTATIVA_TREE)), "2026-03/"
    tree = Tree(store.root)
    assert tree.get(paths[one] + month) is not None
    merge_topic(room.actor, room.topics[0], room.topics[1])
    print_until_done()
    assert tree.get(paths[one]) is None
    assert tree.target(paths[one]) == paths[other]
    assert tree.led(paths[one] + month) == paths[other] + month
    # What held it when the press asked last was the list of the one. Its month goes from the front of the other, which
    # shows nothing else of it.
    withdraw(room.actor, articles[0], reason="A drill.")
    print_until_done()
    report = verify(registry, store)
    assert report.clean, report.findings
    assert not Log.objects.filter(cause=UNEXPLAINED).exists(), "the fact of the withdrawal explains it all"


@pytest.mark.usefixtures("separate_database")
def test_a_translation_of_what_one_wrote_oneself_is_none(settings: Any) -> None:
    room = open_newsroom(random.Random(8))
    writer, translator, other = room.authors
    _published(room, 0, 0, authors=[writer.pk], translators=[translator.pk])
    _published(room, 1, 0, authors=[other.pk], translators=[translator.pk])
    print_until_done()
    store = Store(Path(settings.ROTATIVA_TREE))
    path = current_paths([f"author:{translator.pk}@en"])[f"author:{translator.pk}@en"]

    def said() -> int:
        return (store.read(path, Kind.PAGE) or b"").count(b'class="part"')

    assert said() == 2
    merge_author(room.actor, writer, translator)
    print_until_done()
    assert said() == 1, "the other one is somebody else's still"
    report = verify(registry, store)
    assert report.clean, report.findings
