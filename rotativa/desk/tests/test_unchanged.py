"""Who only looks at an article is not the last to change it: a form that says what the draft says makes no version."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from rotativa.daybook.queries import head
from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.blocks import StoryBlocks
from rotativa.stories.hand import afresh, draft_of
from rotativa.stories.models import ArticlePage, ArticleRow

Form = Callable[[Client, ArticlePage], dict[str, Any]]
BY_ITSELF = {"Accept": "application/json"}
KEPT = '<p data-block-key="ab1">The wells are <b>deep</b>. </p><p data-block-key="ab2"></p>'
"""As a verb keeps it. The editor writes neither the space at the end nor the empty paragraph."""
DAY = "2022-06-03"


@pytest.fixture
def written(desk: Desk) -> ArticlePage:
    """A draft by the reporter, with what the editor writes otherwise by itself."""
    quoted = {"words": "Dig.", "speaker": "Ana Prado", "when": DAY}
    body: list[dict[str, Any]] = [{"type": "text", "value": KEPT}, {"type": "statement", "value": quoted}]
    article = save_draft(desk.people["reporter"], desk.article(), standfirst="Deeper\nthan before.", body=body)
    return afresh(article)


def sent(form: dict[str, Any], article: ArticlePage, words: str = KEPT) -> dict[str, Any]:
    """What a browser sends of the article when nobody has typed anything."""
    text, statement = draft_of(article).body
    editor = StoryBlocks().child_blocks["text"].field.widget
    lines = {name: statement.value.get(name) or "" for name in statement.block.child_blocks}
    return {
        **form,
        "standfirst": form["standfirst"].replace("\n", "\r\n"),
        "body-count": "2",
        **{f"body-{place}-order": str(place) for place in (0, 1)},
        **{f"body-{place}-deleted": "" for place in (0, 1)},
        **{f"body-{place}-id": block.id for place, block in enumerate((text, statement))},
        "body-0-type": "text",
        "body-0-value": editor.format_value(
            words.replace(". </p>", ".</p>").replace('<p data-block-key="ab2"></p>', "")
        ),
        "body-1-type": "statement",
        **{f"body-1-value-{name}": value for name, value in lines.items()},
    }


def state(article: ArticlePage) -> tuple[Any, ...]:
    """Everything that says who changed what, and when."""
    row, page = ArticleRow.objects.get(article=article.pk), ArticlePage.objects.get(pk=article.pk)
    revisions = [*page.revisions.order_by("pk").values_list("pk", "created_at", "user")]
    logged = PageLogEntry.objects.count(), ModelLogEntry.objects.count()
    return revisions, row.changed, row.story_changed, row.actor_name, page.has_unpublished_changes, head(), logged


def post(browser: Client, article: ArticlePage, posted: dict[str, Any]) -> Any:
    """The editor's answer, where it saves by itself."""
    address = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    return browser.post(address, posted, headers=BY_ITSELF).json()


@pytest.mark.parametrize("is_out", [False, True])
def test_what_nobody_changed_makes_no_version(desk: Desk, form_of: Form, written: ArticlePage, is_out: bool) -> None:
    if is_out:
        publish(desk.people["admin"], written)
    browser = desk.browser("editor")
    posted = sent(form_of(browser, written), written)
    before = state(written)
    answer = post(browser, written, posted)
    assert answer["success"]
    assert "revision_id" not in answer, "the next would be written over a version of somebody else"
    assert state(written) == before
    saved = browser.post(reverse("wagtailadmin_pages:edit", args=(written.pk,)), posted, follow=True)
    assert "could not be saved" not in saved.content.decode()
    assert state(written) == before, "nor by pressing the button"


def test_the_next_word_is_a_version_of_whoever_typed_it(desk: Desk, form_of: Form, written: ArticlePage) -> None:
    browser, before = desk.browser("editor"), written.latest_revision_id
    posted = sent(form_of(browser, written), written)
    post(browser, written, posted)
    answer = post(browser, written, {**posted, "title": "Forty wells"})
    assert answer["success"], answer
    assert answer["revision_id"] != before
    assert ArticlePage.objects.get(pk=written.pk).latest_revision.user == desk.people["editor"]


@pytest.mark.parametrize(
    "typed",
    [
        {"standfirst": "Deeper than ever."},
        {"body-1-value-when": "2022-06-04"},
        {"body-1-value-role": "mayor"},
        {"body-1-deleted": "1"},
        {"body-0-order": "1", "body-1-order": "0"},
        {
            "body-count": "3",
            "body-2-type": "document",
            "body-2-id": str(uuid4()),
            "body-2-order": "2",
            "body-2-deleted": "",
        }
        | {"body-2-value-document": "", "body-2-value-title": "The report"},
        {"kicker": "Water"},
    ],
)
def test_whatever_is_changed_is_a_version(
    desk: Desk, form_of: Form, written: ArticlePage, typed: dict[str, str]
) -> None:
    browser = desk.browser("editor")
    posted = sent(form_of(browser, written), written)
    assert "revision_id" in post(browser, written, {**posted, **typed})


@pytest.mark.parametrize(
    "words",
    [
        KEPT.replace("deep", "deeper"),
        KEPT.replace("<b>deep</b>", "deep"),
        KEPT.replace("<b>deep</b>", '<a href="https://example.org/">deep</a>'),
        KEPT.replace("</p><p", "</p><p>New.</p><p"),
    ],
)
def test_whatever_is_changed_in_a_text_is_a_version(
    desk: Desk, form_of: Form, written: ArticlePage, words: str
) -> None:
    browser = desk.browser("editor")
    posted = sent(form_of(browser, written), written, words)
    assert "revision_id" in post(browser, written, posted)


def test_another_line_of_topics_is_a_version(desk: Desk, form_of: Form, written: ArticlePage) -> None:
    browser = desk.browser("editor")
    posted = sent(form_of(browser, written), written)
    gone = next(name for name in posted if name.startswith("topics-0-")).rpartition("-")[0]
    assert "revision_id" in post(browser, written, {**posted, f"{gone}-DELETE": "on"})
