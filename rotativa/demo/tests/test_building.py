"""`rotativa demo` builds the whole newsroom, prints it, and leaves everything as it is when it comes again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from rotativa.daybook import queries as daybook
from rotativa.demo import publishing, unfinished
from rotativa.demo.building import build, read_content
from rotativa.demo.newsroom import read_newsroom
from rotativa.fronts.queries import front_now
from rotativa.pictures import packing
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.models import Picture
from rotativa.press.models import Kind
from rotativa.press.queries import printed_paths
from rotativa.press.registry import registry
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Store
from rotativa.press.verifying import verify
from rotativa.staff.models import User
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.move import move
from rotativa.stories.actions.rename_passage import rename_passage
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.ahead import gates_ahead
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticleRow, Passage, State, StoryRow
from rotativa.stories.rules import Gate, open_gates
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import TopicName

CODES = ("en", "es", "pt", "ar")

COMMISSION = "The commission that measures the strait has a boat, and no name for it"
RAIN = "The laboratory that measures rain by its noise"
TIDE = "De quem é a maré baixa?"
LIBRARY = "La biblioteca de Caldor abre de noche y se queda sin sillas"
TRAMS = "The house where 38 trams sleep"
"""What lies at the desk."""


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of data of the test's own, for the wordmarks; and pictures in one small size, for speed."""
    settings.ROTATIVA_DATA = tmp_path / "data"
    settings.EMAIL_FILE_PATH = str(tmp_path / "data" / "mail")
    monkeypatch.setattr(packing, "WIDTHS", (160,))


def run() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


@pytest.mark.timeout(600)  # the whole newsroom three times: half a minute of computing, minutes on a busy machine
def test_it_builds_and_prints_and_a_second_run_changes_nothing(separate_database: Any) -> None:
    told = run()
    for prefix in CODES:
        assert f"/{prefix}/\n" in told
    assert "/desk/" in told
    assert "atlas-demo" in told
    assert f"{settings.ROTATIVA_DATA / 'mail'} (none is sent)" in told, "where an invitation is found"
    assert all(login.user in told for login in read_newsroom().logins)

    assert is_at_rest()
    report = verify(registry, Store(Path(settings.ROTATIVA_TREE), "verify"))
    assert report.findings == []
    assert report.unsettled == []

    assert sorted(path.stem for path in (settings.ROTATIVA_DATA / "wordmarks").iterdir()) == ["ar", "en", "es", "pt"]

    articles = [path for path, _ in printed_paths() if re.fullmatch(r"/../2022/\d\d/\d\d/[^/]+/", path)]
    versions = [version for story in read_content().stories for version in story.versions]
    assert len(articles) == sum(version.published is not None for version in versions), "drafts are never printed"
    assert "/en/2022/06/28/hamas-decides-to-restore-relations-with-damascus/" in articles
    talks = _page("/ar/2022/06/24/تاماريل-وأورفانا-تتفقان-على-قياس-المضيق-معا/")
    assert "vado-alto-protocol.pdf" in talks, "a document that readers are offered"
    assert "ضحضاح أنزيل 19 ميلًا" in talks, "the passage of background, in the language of the page"
    esmar = Picture.objects.get(title="Map: ferry lines of Esmar (Arabic)")
    assert esmar.phone == Picture.objects.get(title="Map: ferry lines of Esmar (Arabic, for phones)")
    _somebody_is_at_work()

    arrangements = {code: found.composition.arrangement for code in CODES if (found := front_now(code).published)}
    assert arrangements == {"en": "lead", "es": "quiet", "pt": "big", "ar": "lead"}

    _change_what_was_built()
    head = daybook.head()
    told = run()
    assert daybook.head() == head, "what somebody changed stays as they left it"
    assert "demo: all of it is there already" in told
    assert "demo: story" not in told, "it would look as if it was built again"
    assert "demo: 0 pages printed" not in told, "the press catches up with their changes"
    assert "/en/2022/05/30/sobral/" in dict(printed_paths())
    told = run()
    assert "demo: 0 pages printed" in told


def _somebody_is_at_work() -> None:
    """What the desk shows who comes for the first time: a story at each stage, and a gate that holds one of them."""
    rows = {row.draft_headline: row for row in ArticleRow.objects.exclude(state=State.OUT, edited=False)}
    assert {headline: (row.edition_id, row.state) for headline, row in rows.items()} == {
        COMMISSION: ("en", State.DRAFT),
        RAIN: ("en", State.WAITING),
        TIDE: ("pt", State.WAITING),
        LIBRARY: ("es", State.SCHEDULED),
        TRAMS: ("en", State.OUT),
    }
    assert rows[COMMISSION].owner == User.objects.get(username="leila").pk
    holding = {headline: [gate.name for gate in _gates(rows[headline])] for headline in (RAIN, TIDE, TRAMS)}
    assert holding == {RAIN: [], TIDE: ["picture.alt"], TRAMS: []}
    assert gates_ahead() == {rows[LIBRARY].article_id: ()}, "it will go out by itself"
    due = rows[LIBRARY].scheduled_at
    assert due is not None
    assert due.astimezone(ZoneInfo("Europe/Madrid")).time() == time(7)
    assert due > timezone.now()
    newest = StoryRow.objects.order_by("-changed").values_list("story", flat=True)[: len(rows)]
    assert set(newest) == {row.story_id for row in rows.values()}, "they stand first in the list of stories"
    assert "The house where the trams sleep" in _page("/en/2022/06/11/the-house-where-the-trams-sleep/")
    assert not [path for path, _ in printed_paths() if any(row.article.public_slug in path for row in _unseen(rows))]


def _gates(row: ArticleRow) -> tuple[Gate, ...]:
    return open_gates(draft_of(row.article))


def _unseen(rows: Mapping[str, ArticleRow]) -> Iterator[ArticleRow]:
    return (row for row in rows.values() if row.state != State.OUT)


def _change_what_was_built() -> None:
    irene = User.objects.get(username="admin")
    rename_passage(irene, Passage.objects.get(name="The strait of Esmar").pk, "The strait")
    row = ArticleRow.objects.get(edition__code="en", headline="Five minutes of night in Sobral")
    move(irene, row.article_id, "sobral")
    withdraw(irene, ArticleRow.objects.get(edition__code="es", headline__startswith="¿De quién").article_id)
    syria = TopicName.objects.get(edition__code="en", name="Syria")
    name_topic(irene, syria.topic, "en", name="The Syrian question", slug="the-syrian-question")
    river = Picture.objects.get(title="The Lume at low water")
    change_picture(irene, river, title="Low water")
    for headline in (COMMISSION, RAIN):
        delete_draft(irene, ArticleRow.objects.get(draft_headline=headline).article_id)
    unschedule(irene, ArticleRow.objects.get(draft_headline=LIBRARY).article_id)


def _page(path: str) -> str:
    printed = Store(Path(settings.ROTATIVA_TREE), "look").read(path, Kind.PAGE)
    assert printed is not None, path
    return printed.decode()


def test_a_build_that_was_interrupted_goes_on_where_it_stopped(
    separate_database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_content()
    one = replace(whole, stories=tuple(story for story in whole.stories if story.name == "river-keeper"))

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "send_out", _cut)
        with pytest.raises(KeyboardInterrupt):
            build(one, say=lambda line: None)
    assert [row.state for row in ArticleRow.objects.all()] == [State.DRAFT]

    build(one, say=lambda line: None)
    assert {(row.edition_id, row.state) for row in ArticleRow.objects.all()} == {("es", State.OUT), ("pt", State.OUT)}
    assert ArticleRow.objects.values("story").distinct().count() == 1


@pytest.mark.parametrize("step", ["submit", "schedule"])
def test_what_lies_at_the_desk_is_brought_there_by_the_next_run_too(
    separate_database: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole = read_content()
    kept = tuple(story for story in whole.stories if story.name in ("library-night", "sound-of-rain"))
    some = replace(whole, stories=kept, fronts=())

    with monkeypatch.context() as patch:
        patch.setattr(unfinished, step, _cut)
        with pytest.raises(KeyboardInterrupt):
            build(some, say=lambda line: None)
    build(some, say=lambda line: None)
    states = {row.draft_headline: row.state for row in ArticleRow.objects.exclude(state=State.OUT)}
    assert states == {RAIN: State.WAITING, LIBRARY: State.SCHEDULED}


def _cut(*_arguments: object, **_keywords: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db
def test_it_refuses_to_run_in_production(settings: Any) -> None:
    settings.ROTATIVA_MODE = "production"
    with pytest.raises(CommandError, match="ROTATIVA_MODE=demo"):
        run()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_it_refuses_a_database_where_other_people_work() -> None:
    User.objects.create(username="somebody")
    with pytest.raises(CommandError, match="Other people work in this database"):
        run()
    assert User.objects.count() == 1
