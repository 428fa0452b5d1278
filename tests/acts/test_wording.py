"""Other words of the theme in the printed tree: an upgrade prints everything again, and a page left out is found."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rotativa.press import marking
from rotativa.press.models import FILE, Kind, Mark, Printed
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import verify
from rotativa.reader.texts import words_for
from tests.acts.newsroom import Newsroom, open_newsroom, publish_story
from tests.acts.verbs import ACTS
from tests.acts.wording import catalogues_in, reword

EVERYWHERE = "Skip to the text"
NOWHERE = "A chart from %(host)s has not been loaded"


@pytest.fixture
def room(separate_database: Any, catalogues: Path) -> Newsroom:
    """A newsroom with a story, printed."""
    room = open_newsroom(random.Random(8))
    room.catalogues = catalogues
    publish_story(room, datetime(2026, 3, 1, 12, tzinfo=UTC))
    print_until_done()
    return room


def _pages(settings: Any) -> dict[str, bytes]:
    """What readers are given at every address that has a page."""
    store = Store(Path(settings.ROTATIVA_TREE))
    paths = Printed.objects.filter(present=True).exclude(surface=FILE).values_list("path", flat=True)
    return {path: content for path in paths if (content := store.read(path, Kind.PAGE)) is not None}


def _wrong(settings: Any) -> list[str]:
    return [finding.path for finding in verify(registry, Store(Path(settings.ROTATIVA_TREE))).findings]


def test_other_words_come_to_every_page_in_their_language(room: Newsroom, catalogues: Path, settings: Any) -> None:
    before = _pages(settings)
    reword(catalogues, "es", {EVERYWHERE: "ahora"})
    assert "/es/" in _wrong(settings), "nobody has printed them yet"
    counts = print_until_done()
    after = _pages(settings)
    assert counts.rendered >= len(after) > counts.changed
    changed = {path for path in after if after[path] != before[path]}
    assert len(changed) == counts.changed
    assert changed == {path for path in after if path.startswith("/es/") and path.endswith(("/", ".html"))}
    assert not _wrong(settings)


def test_words_that_no_page_says_change_no_page(room: Newsroom, catalogues: Path, settings: Any) -> None:
    reword(catalogues, "es", {NOWHERE: "ahora"})
    counts = print_until_done()
    assert counts.rendered >= len(_pages(settings))
    assert not counts.changed


def test_an_upgrade_after_another_takes_back_what_that_one_said(room: Newsroom, settings: Any) -> None:
    for _ in range(2):
        assert ACTS["change the words of the theme"][1](room)
        assert print_until_done().changed
        assert not _wrong(settings)


def test_a_page_that_the_reprint_leaves_out_is_found(
    room: Newsroom, catalogues: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_old_builds = marking.mark_old_builds

    def all_but_one(*arguments: Any) -> int | None:
        reached = mark_old_builds(*arguments)
        Mark.objects.filter(path="/es/").delete()
        return reached

    monkeypatch.setattr(marking, "mark_old_builds", all_but_one)
    reword(catalogues, "es", {EVERYWHERE: "ahora"})
    print_until_done()
    assert _wrong(settings) == ["/es/"]


def test_the_words_that_are_shipped_come_back(tmp_path: Path) -> None:
    shipped, build = words_for("es")(EVERYWHERE), registry.build()
    with catalogues_in(tmp_path / "words") as folder:
        reword(folder, "es", {EVERYWHERE: "ahora"})
        assert words_for("es")(EVERYWHERE) == f"{shipped} ahora"
        assert registry.build() != build
    assert words_for("es")(EVERYWHERE) == shipped
    assert registry.build() == build
