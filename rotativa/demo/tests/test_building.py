"""`rotativa demo` builds the whole newsroom, prints it, and leaves everything as it is when it comes again."""

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from rotativa.daybook import queries as daybook
from rotativa.demo import publishing
from rotativa.demo.building import build, read_content
from rotativa.demo.newsroom import read_newsroom
from rotativa.fronts.queries import front_now
from rotativa.pictures import packing
from rotativa.pictures.models import Picture
from rotativa.press.models import Kind
from rotativa.press.queries import printed_paths
from rotativa.press.registry import registry
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Store
from rotativa.press.verifying import verify
from rotativa.staff.models import User
from rotativa.stories.actions.move import move
from rotativa.stories.actions.rename_passage import rename_passage
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticleRow, Passage, State
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import TopicName

CODES = ("en", "es", "pt", "ar")


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
    assert len(articles) == sum(len(story.versions) for story in read_content().stories)
    assert "/en/2022/06/28/hamas-decides-to-restore-relations-with-damascus/" in articles
    talks = _page("/ar/2022/06/24/تاماريل-وأورفانا-تتفقان-على-قياس-المضيق-معا/")
    assert "vado-alto-protocol.pdf" in talks, "a document that readers are offered"
    assert "ضحضاح أنزيل 19 ميلًا" in talks, "the passage of background, in the language of the page"
    assert Picture.objects.get(title="map-esmar-ar").phone == Picture.objects.get(title="map-esmar-ar-phone")

    arrangements = {code: found.composition.arrangement for code in CODES if (found := front_now(code).published)}
    assert arrangements == {"en": "lead", "es": "quiet", "pt": "big", "ar": "lead"}

    _change_what_was_built()
    head = daybook.head()
    told = run()
    assert daybook.head() == head, "what somebody changed stays as they left it"
    assert "demo: 0 pages printed" not in told, "the press catches up with their changes"
    assert "/en/2022/05/30/sobral/" in dict(printed_paths())
    told = run()
    assert "demo: 0 pages printed" in told


def _change_what_was_built() -> None:
    irene = User.objects.get(username="admin")
    rename_passage(irene, Passage.objects.get(name="strait-of-esmar").pk, "The strait")
    row = ArticleRow.objects.get(edition__code="en", headline="Five minutes of night in Sobral")
    move(irene, row.article_id, "sobral")
    withdraw(irene, ArticleRow.objects.get(edition__code="es", headline__startswith="¿De quién").article_id)
    syria = TopicName.objects.get(edition__code="en", name="Syria")
    name_topic(irene, syria.topic, "en", name="The Syrian question", slug="the-syrian-question")


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
