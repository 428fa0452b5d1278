"""A draft in which a picture, a document, a story or background is not chosen yet has all its screens, and stays in."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.share import share
from rotativa.stories.drafting import RawBlock
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.rules import open_gates
from rotativa.stories.sharing import token_of

FormOf = Callable[[Client, ArticlePage], dict[str, Any]]
NO_PICTURE = {"picture": None, "caption": "Not there yet", "alt": ""}
UNCHOSEN: list[RawBlock] = [
    {"type": "picture", "id": "p", "value": NO_PICTURE},
    {"type": "picture", "id": "q", "value": {"picture": None, "caption": "", "alt": ""}},
    {
        "type": "gallery",
        "id": "g",
        "value": {"title": "", "pictures": [{"type": "item", "id": "i", "value": NO_PICTURE}]},
    },
    {"type": "document", "id": "d", "value": {"document": None, "title": "The report"}},
    {"type": "read", "id": "r", "value": None},
    {"type": "context", "id": "c", "value": None},
]
TEXT: RawBlock = {"type": "text", "id": "t", "value": "<p>They are deeper.</p>"}
ENTRY = {"day": "2022-06-28", "time": "14:05:00", "headline": "", "body": [UNCHOSEN[0], UNCHOSEN[4]]}
NAMES = ["picture.unchosen"] * 3 + ["document.unchosen", "read.unchosen", "background.unchosen"]


@pytest.fixture
def draft(desk: Desk) -> ArticlePage:
    """What readers have, with a draft after it that lacks all that can be chosen."""
    article = publish(desk.people["admin"], desk.article())
    body = [TEXT, *UNCHOSEN, {"type": "live", "id": "l", "value": ENTRY}]
    return save_draft(desk.people["admin"], article, body=body)


def test_no_screen_stops_at_it(desk: Desk, draft: ArticlePage) -> None:
    link = share(desk.people["admin"], draft, lasting=timedelta(days=1), newest=True)
    screens = [
        *(
            reverse(f"wagtailadmin_pages:{name}", args=(draft.pk,))
            for name in ("edit", "view_draft", "preview_on_edit")
        ),
        *(reverse(f"desk:{name}", args=(draft.pk,)) for name in ("read", "versions", "send_out", "undo", "schedule")),
        reverse("shown", args=(token_of(link),)),
    ]
    browser = desk.browser("admin")
    told = {address: browser.get(address) for address in screens}
    assert {address: answer.status_code for address, answer in told.items() if answer.status_code != 200} == {}
    seen = told[reverse("wagtailadmin_pages:view_draft", args=(draft.pk,))].content.decode()
    assert "They are deeper." in seen
    assert "Not there yet" not in seen
    versions = told[reverse("desk:versions", args=(draft.pk,))].content.decode()
    assert "Not there yet" in versions, "no word that somebody typed goes unseen"


def test_each_is_named_and_shown(desk: Desk, draft: ArticlePage) -> None:
    gates = open_gates(draft_of(draft))
    inside = ["picture.unchosen", "read.unchosen"]
    assert sorted(gate.name for gate in gates) == sorted([*NAMES, *inside])
    assert {gate.anchor for gate in gates} == {f"block-{block}-section" for block in "pqidrc"}
    screen = unescape(desk.browser("admin").get(reverse("desk:send_out", args=(draft.pk,))).content.decode())
    for gate in gates:
        assert gate.sentence in screen
        assert f"#{gate.anchor}" in screen


def test_the_editor_saves_it_by_itself_and_says_what_is_missing(desk: Desk, form_of: FormOf) -> None:
    article, browser = desk.article(), desk.browser("admin")
    nothing = {"picture": "", "caption": "The harbour", "alt": ""}
    parts = [
        ("text", rich_text("<p>They are deeper.</p>")),
        ("picture", nothing),
        ("document", {"document": "", "title": ""}),
        ("read", ""),
        ("context", ""),
    ]
    written = {**form_of(browser, article), **nested_form_data({"body": streamfield(parts)})}
    assert browser.post(reverse("wagtailadmin_pages:preview_on_edit", args=(article.pk,)), written).json()["is_valid"]
    address = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    answer = browser.post(address, written, headers={"Accept": "application/json"}).json()
    assert answer["success"], answer
    told = unescape(answer["html"])
    gates = open_gates(draft_of(ArticlePage.objects.get(pk=article.pk)))
    assert [gate.name.partition(".")[0] for gate in gates] == ["picture", "document", "read", "background"]
    for gate in gates:
        assert gate.name.endswith(".unchosen")
        assert gate.sentence in told
        assert f"#{gate.anchor}" in told
    assert 'data-r-count-count-value="4"' in told
