"""Comparing any two versions, and giving readers the one before again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from rotativa.daybook.queries import latest
from rotativa.desk.queries.comparing import Row, whole
from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.tests.makers import Newsroom
from rotativa.stories.text import ArticleText, Paragraphs

NOTHING: tuple[str, ...] = ()
EMPTY = ArticleText("H", "", "", "", "", NOTHING, NOTHING, NOTHING, NOTHING, "", None, ())
Form = Callable[[Client, ArticlePage], dict[str, Any]]


def text(*paragraphs: str) -> ArticleText:
    """A text of these paragraphs, each ``key: words``."""
    pairs = [one.split(": ") for one in paragraphs]
    html = "".join(f'<p data-block-key="{key}">{words}</p>' for key, words in pairs)
    return replace(EMPTY, body=(Paragraphs("b", html),))


def told(row: Row) -> str:
    """What is said of a row, and its words without marks."""
    words = {"same": row.new, "changed": row.new, "new": row.new, "gone": row.old}[row.kind]
    plain = words.replace('<span class="w-sr-only">added: </span>', "").replace(
        '<span class="w-sr-only">deleted: </span>', ""
    )
    return f"{'moved ' if row.moved else ''}{row.kind} {plain}"


BEFORE = text("a: One", "b: Two and more", "c: Three", "d: Four")


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (BEFORE, ["same One", "same Two and more", "same Three", "same Four"]),
        (
            text("a: One", "b: Two or more", "d: Four", "e: Five"),
            [
                "same One",
                "changed Two <ins>or</ins> more",
                "gone <del>Three</del>",
                "same Four",
                "new <ins>Five</ins>",
            ],
        ),
        (
            text("d: Four", "a: One", "b: Two and more", "c: Three"),
            ["moved same Four", "same One", "same Two and more", "same Three"],
        ),
        (
            text("b: Two and more", "c: Three", "x: One", "d: Four"),  # cut and pasted: it has another name now
            ["same Two and more", "same Three", "moved same One", "same Four"],
        ),
        (
            text("b: Two and less", "a: One", "c: Three", "d: Four"),
            ["moved changed Two and <ins>less</ins>", "same One", "same Three", "same Four"],
        ),
        (
            text("a: <b>One</b>"),
            [
                "changed One <em>(a link or the type)</em>",
                *(f"gone <del>{each}</del>" for each in ("Two and more", "Three", "Four")),
            ],
        ),
    ],
)
def test_two_texts(after: ArticleText, rows: list[str]) -> None:
    compared = whole(BEFORE, after, "en")
    shown = [row for run in compared.runs for row in run.rows if row.label != "Headline"]
    assert [told(row) for row in shown] == rows
    same = sum(1 for row in rows if row.startswith("same"))
    assert compared.differ == len(rows) - same + len(compared.besides)


def test_side_by_side_each_side_has_its_own_words() -> None:
    [row] = [
        row
        for run in whole(text("a: Two and more"), text("a: Two or more"), "en").runs
        for row in run.rows
        if run.same is False
    ]
    assert "and</del>" in row.old
    assert "or</ins>" not in row.old
    assert "or</ins>" in row.new
    assert "and</del>" not in row.new


def test_a_paragraph_without_an_end_is_compared_in_no_time() -> None:
    long = " ".join(f"word{number}" for number in range(40_000))
    compared = whole(text(f"a: {long}"), text(f"a: {long} more"), "en")
    assert compared.differ == 1


@pytest.mark.usefixtures("db")
def test_where_an_article_belongs_is_told_by_name(newsroom_world: Newsroom) -> None:
    section, (one, other) = str(newsroom_world.section), map(str, newsroom_world.topics)
    writers = tuple(map(str, newsroom_world.authors))
    before = replace(EMPTY, section=section, topics=(one,), authors=writers, kind="999")
    after = replace(EMPTY, topics=(other,), authors=writers[::-1])
    told = {each.label: strip_tags(each.marked) for each in whole(before, after, "es").besides}
    assert told == {
        "Section": "deleted: Politics es",
        "Kind of story": "deleted: –",
        "Topics": "deleted: Topic 0 es added: Topic 1 es",
        "By": "another order",
    }


def test_any_two_versions(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    draft = save_draft(desk.people["reporter"], article, headline="Forty-one wells", standfirst="Deeper.")
    browser, address = desk.browser("reporter"), reverse("desk:versions", args=(article.pk,))
    shown = browser.get(address)
    assert (shown.context["old"], shown.context["compared"].differ) == ("published-1", 2)
    assert "Forty-one</ins>" in shown.content.decode()
    mine = f"saved-{draft.latest_revision_id}"
    assert browser.get(address, {"old": mine, "new": mine, "how": "beside"}).context["compared"].differ == 0
    other = desk.article("Another")
    for key in (f"saved-{other.latest_revision_id}", "published-2", "saved-x", "saved-" + "9" * 40, ""):
        assert browser.get(address, {"old": key}).context["compared"] is None
    old = reverse("wagtailadmin_pages:revisions_compare", args=(article.pk, "live", draft.latest_revision_id))
    assert browser.get(old).headers["Location"] == f"{address}?new={mine}"


def test_readers_get_the_version_of_before_again(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    save_draft(desk.people["reporter"], article, headline="Forty wells")
    publish(desk.people["editor"], article)
    save_draft(desk.people["reporter"], article, headline="Forty-one wells")
    browser, address = desk.browser("editor"), reverse("desk:undo", args=(article.pk,))
    shown = browser.get(address)
    assert [each.label for each in shown.context["compared"].differences] == ["Headline"]
    posted = {**shown.context["form"].initial, "reason": "The number was wrong."}
    assert "Look again" in browser.post(address, {**posted, "stands": "out 1"}, follow=True).content.decode()
    answer = browser.post(address, posted, follow=True)
    assert "Readers get the previous version" in answer.content.decode()
    article.refresh_from_db()
    assert article.title == "The wells of Port Selwan"
    assert draft_of(article).title == "Forty-one wells"
    fact = latest()[0]
    assert fact.verb == "article.restored"
    assert {name: fact.details[name] for name in ("snapshot", "like", "reason")} == {
        "snapshot": 3,
        "like": 1,
        "reason": "The number was wrong.",
    }
    assert [one.text["headline"] for one in Snapshot.objects.order_by("number")] == [
        "The wells of Port Selwan",
        "Forty wells",
        "The wells of Port Selwan",
    ]
    listed = strip_tags(browser.get(reverse("desk:versions", args=(article.pk,))).content.decode())
    assert "3: version 1 again, " in listed
    assert "2: published " in listed
    assert "3: published " not in listed


def test_what_was_the_first_time_out_can_only_be_withdrawn(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    shown = desk.browser("editor").get(reverse("desk:undo", args=(article.pk,))).content.decode()
    assert "Readers got no other version before this one" in shown
    assert reverse("desk:withdraw", args=(article.pk,)) in shown


def test_autosave_never_writes_over_what_readers_got(desk: Desk, form_of: Form) -> None:
    """A window that was open while the article went out goes on saving: in a version of its own."""
    article, browser = desk.article(), desk.browser("editor")
    edit = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    posted = {**form_of(browser, article), "title": "Forty wells"}
    saved = browser.post(edit, posted, headers={"Accept": "application/json"}).json()
    again = {**posted, "overwrite_revision_id": saved["revision_id"], "loaded_revision_id": saved["revision_id"]}
    again["loaded_revision_created_at"] = saved["revision_created_at"]
    save_draft(desk.people["editor"], article, body=[{"type": "text", "value": "<p>They are deeper.</p>"}])
    public = publish(desk.people["admin"], article).live_revision
    again["overwrite_revision_id"] = again["loaded_revision_id"] = public.pk
    again["loaded_revision_created_at"] = public.created_at.isoformat()
    answer = browser.post(edit, {**again, "title": "Forty-one wells"}, headers={"Accept": "application/json"}).json()
    assert answer["success"], answer
    assert answer["revision_id"] != public.pk
    public.refresh_from_db()
    assert public.content["title"] == "Forty wells"


def test_versions_open_on_what_went_out_last_where_readers_have_the_draft(desk: Desk) -> None:
    article, editor = desk.article(), desk.people["editor"]
    publish(editor, article)
    address = reverse("desk:versions", args=(article.pk,))

    def chosen(query: str = "") -> tuple[str, str]:
        context = desk.browser("editor").get(f"{address}{query}").context
        return context["old"].partition("-")[0], context["new"].partition("-")[0]

    assert chosen() == ("published", "saved"), "there is nothing else"
    save_draft(editor, article, standfirst="They are deeper.")
    assert chosen() == ("published", "saved")
    publish(editor, article)
    shown = desk.browser("editor").get(address)
    assert (shown.context["old"], shown.context["new"]) == ("published-1", "published-2")
    assert "Nothing differs" not in shown.content.decode()
    assert chosen("?old=published-2") == ("published", "saved"), "whoever says is shown that"
