"""The editor that saves by itself, every few seconds for whoever writes: what it asks, draws and refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.panels import PanelGroup
from wagtail.models import Page

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.desk.compat import share_what_is_loaded
from rotativa.desk.tests.conftest import Desk
from rotativa.kit.actor import Machine
from rotativa.press import disk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.remove_subject import remove_subject
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic

Form = Callable[[Client, ArticlePage], dict[str, Any]]
ITSELF = {"Accept": "application/json"}


def _address(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(article.pk,))


@pytest.mark.parametrize(("is_out", "most"), [(True, 75), (False, 100)])
def test_it_asks_few_queries_and_none_for_names_that_nobody_chooses_from(
    desk: Desk, form_of: Form, most: int, *, is_out: bool
) -> None:
    """Each costs about half a millisecond of the server. The row of what was never out is written, too."""
    article, browser = desk.article(), desk.browser("editor")
    if is_out:
        publish(desk.people["editor"], article)
        article.refresh_from_db()
    posted = {**form_of(browser, article), "standfirst": "They are deeper now."}
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post(_address(article), posted, headers=ITSELF).json()
    assert answer["success"], answer
    asked = [query["sql"] for query in queries]
    assert len(asked) <= most, [sql[:120] for sql in asked]
    assert not [sql for sql in asked if "bylines_authorname" in sql or "topics_kindname" in sql]
    article.refresh_from_db()
    assert draft_of(article).standfirst == "They are deeper now."


def test_it_draws_no_panel_of_the_form_which_the_browser_has(
    desk: Desk, form_of: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, browser = desk.article(), desk.browser("editor")
    posted = {**form_of(browser, article), "standfirst": "They are deeper now."}

    def drawn(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(PanelGroup, "get_bound_panel", drawn)
    assert browser.post(_address(article), posted, headers=ITSELF).json()["success"]


@pytest.mark.parametrize("named", ["section", "kind", "picture", "topics-0-topic"])
def test_what_is_not_there_cannot_be_chosen(desk: Desk, form_of: Form, named: str) -> None:
    """The model does not look for it again: its field alone did."""
    article, browser = desk.article(), desk.browser("editor")
    posted = {**form_of(browser, article), named: "4711"}
    answer = browser.post(_address(article), posted, headers=ITSELF)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "validation_error")


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
@pytest.mark.parametrize("headers", [ITSELF, {}], ids=["by itself", "by its button"])
def test_what_was_removed_meanwhile_is_refused_by_its_name(
    desk: Desk, form_of: Form, kind: str, headers: dict[str, str]
) -> None:
    """Its row stays for versions of long ago, and was taken for something that can be chosen: no reader saw it."""
    machine, article, browser = Machine("test"), desk.article(), desk.browser("editor")
    subjects: dict[str, tuple[Any, Any, str]] = {
        "section": (add_section, name_section, "section"),
        "topic": (lambda actor: add_topic(actor, "place"), name_topic, "topics-0-topic"),
        "author": (add_author, name_author, "bylines-0-author"),
    }
    add, name, field = subjects[kind]
    gone = add(machine)
    name(machine, gone, "en", name="Port Selwan")
    posted = {**form_of(browser, article), field: str(gone.pk), "standfirst": "They are deeper now."}
    if kind == "author":
        posted |= {"bylines-TOTAL_FORMS": "1", "bylines-0-id": "", "bylines-0-ORDER": "1", "bylines-0-role": "author"}
    remove_subject(machine, kind, gone.pk)
    answer = browser.post(_address(article), posted, headers=headers)
    sentence = "“Port Selwan” is not there any more: somebody has removed it. Choose another one, or none."
    if headers:
        assert (answer.status_code, answer.json()["error_message"]) == (400, sentence)
    else:
        page = answer.content.decode()
        assert sentence in page
        assert "They are deeper now." in page, "what else was written stands in the form"
    without = {**posted, field: ""} if kind != "topic" else {**posted, field: str(desk.topic.pk)}
    assert browser.post(_address(article), without, headers=ITSELF).json()["success"]
    article.refresh_from_db()
    assert draft_of(article).standfirst == "They are deeper now."


def test_names_are_offered_to_whoever_opens_the_editor(desk: Desk) -> None:
    shown = desk.browser("editor").get(_address(desk.article())).content.decode()
    for one in (desk.section, desk.kind):
        assert f'<option value="{one.pk}" selected>' in shown
    assert "Syria" in shown


def test_what_is_loaded_is_shared_with_the_version_that_it_is_of(desk: Desk) -> None:
    """Somebody may save between the two looks: their version would be taken for the one that was opened."""
    article = desk.article()

    def looked() -> Any:
        return Page.objects.prefetch_workflow_states().get(pk=article.pk)

    before, draft = looked(), draft_of(article)
    share_what_is_loaded(before, draft)
    with CaptureQueriesContext(connection) as queries:
        assert draft.latest_revision == before.latest_revision
    assert not len(queries)
    draft = draft_of(article)
    save_draft(desk.people["admin"], article, headline="Deeper wells")
    share_what_is_loaded(looked(), draft)
    assert draft.latest_revision == before.latest_revision


def test_a_form_stays_where_it_is_while_the_disk_of_the_database_is_full(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What scripts had made of it, no browser brings back after an answer that refuses it. Of PostgreSQL nothing is
    known here, and a full disk of the printed pages keeps nobody from writing.
    """
    browser, known = desk.browser("reporter"), disk.room_of
    assert browser.get("/desk/here/", headers={"Accept": "application/json"}).status_code == 200
    tree, there = Path(settings.ROTATIVA_TREE), Path(connection.settings_dict["NAME"]).parent
    for folder, refuses in ((tree, False), (there, connection.vendor == "sqlite")):
        full = {folder: disk.Room(folder, 0, 100.0)}
        monkeypatch.setattr(disk, "room_of", lambda asked, full=full: full.get(asked) or known(asked))
        answer = browser.get("/desk/here/", headers={"Accept": "application/json"})
        assert answer.status_code == (507 if refuses else 200)
        if refuses:
            assert answer.json()["again"] is True
            assert answer.json()["error_message"] == "The disk is full. Nothing can be saved until there is room."
