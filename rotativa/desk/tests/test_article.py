"""Writing: every door of Wagtail's editor leads through our acts, and nobody overwrites a colleague unseen."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotativa.daybook import writing
from rotativa.daybook.queries import latest
from rotativa.desk import acting
from rotativa.desk.panels import GatesPanel
from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.hand import draft_of
from rotativa.stories.inlines import MOST_LINES, MOST_SENT
from rotativa.stories.models import ArticlePage

Form = Callable[[Client, ArticlePage], dict[str, Any]]


def edit(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(article.pk,))


def test_saving_a_draft_changes_nothing_that_readers_see(desk: Desk, form_of: Form) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    response = browser.post(edit(article), {**form_of(browser, article), "title": "Forty-one wells"}, follow=True)
    assert "Saved: Forty-one wells" in response.content.decode()
    article.refresh_from_db()
    assert not article.live
    assert article.get_latest_revision_as_object().title == "Forty-one wells"


@pytest.mark.parametrize("button", ["action-send-out", "action-publish"])
def test_the_button_saves_and_leads_to_the_screen_that_says_the_act(desk: Desk, form_of: Form, button: str) -> None:
    """A posted ``action-publish``, from an old window or a script, is a save: nothing goes out from the editor."""
    article, browser = desk.article(), desk.browser("editor")
    response = browser.post(edit(article), {**form_of(browser, article), "title": "Forty-one wells", button: "1"})
    assert response.headers["Location"] == reverse("desk:send_out", args=(article.pk,))
    article.refresh_from_db()
    assert not article.live
    assert article.get_latest_revision_as_object().title == "Forty-one wells"


def test_two_people_at_one_article(desk: Desk, form_of: Form) -> None:
    """The second is told who saved, sees their own words still, and may save again; the first version stays."""
    article, browser = desk.article(), desk.browser("reporter")
    mine = {**form_of(browser, article), "title": "My headline"}
    save_draft(desk.people["editor"], article, headline="Their headline")
    response = browser.post(edit(article), mine)
    shown = response.content.decode()
    assert "Editor Prado saved this article meanwhile" in shown
    assert "My headline" in shown
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "Their headline"

    again = {**mine, "loaded_revision_id": article.latest_revision_id}
    again["loaded_revision_created_at"] = response.context["loaded_revision_created_at"]
    assert browser.post(edit(article), again).status_code == 302
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "My headline"
    assert {revision.content["title"] for revision in article.revisions.all()} >= {"My headline", "Their headline"}


def test_one_person_in_two_windows(desk: Desk, form_of: Form) -> None:
    """What they saved in one of them is not overwritten unseen from the other; each may go on after it is told."""
    article, browser = desk.article(), desk.browser("reporter")
    here, there = form_of(browser, article), form_of(browser, article)
    assert browser.post(edit(article), {**there, "title": "As it was in the other window"}).status_code == 302
    response = browser.post(edit(article), {**here, "title": "As it is here"})
    shown = response.content.decode()
    assert "you saved a later version of this article meanwhile" in shown
    assert "As it is here" in shown
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "As it was in the other window"

    again = {**here, "title": "As it is here", "loaded_revision_id": article.latest_revision_id}
    again["loaded_revision_created_at"] = response.context["loaded_revision_created_at"]
    assert browser.post(edit(article), again).status_code == 302
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "As it is here"
    saved = {revision.content["title"] for revision in article.revisions.all()}
    assert saved >= {"As it was in the other window", "As it is here"}


def test_who_saves_what_is_saved_already_is_told_that_it_is(desk: Desk, form_of: Form) -> None:
    """The answer to what the editor saved by itself was lost on its way, so the form does not know of that version."""
    article, browser = desk.article(), desk.browser("reporter")
    here = {**form_of(browser, article), "title": "Typed on a bad line"}
    assert browser.post(edit(article), here, headers={"Accept": "application/json"}).status_code == 200
    versions = article.revisions.count()
    assert browser.post(edit(article), here).status_code == 302
    assert article.revisions.count() == versions
    here["title"] = "Typed on a bad line, and on"
    assert "you saved a later version of this article meanwhile" in browser.post(edit(article), here).content.decode()


def test_who_saves_after_the_editor_did_by_itself_is_no_stranger(desk: Desk, form_of: Form) -> None:
    """The form goes on from the version that the editor made, as its script writes down."""
    article, browser = desk.article(), desk.browser("reporter")
    here = {**form_of(browser, article), "title": "Typed a moment ago"}
    saved = browser.post(edit(article), here, headers={"Accept": "application/json"}).json()
    here["loaded_revision_id"] = saved["revision_id"]
    here["loaded_revision_created_at"] = saved["revision_created_at"]
    assert browser.post(edit(article), {**here, "title": "Typed just now"}).status_code == 302
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "Typed just now"


def test_autosave_tells_the_gates(desk: Desk, form_of: Form) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    posted = {**form_of(browser, article), "title": "", "section": ""}
    response = browser.post(edit(article), posted, headers={"Accept": "application/json"})
    answer = response.json()
    assert answer["success"], answer
    assert "It has no headline." in answer["html"]
    assert "It belongs to no section." in answer["html"]
    assert "It has no text." in answer["html"]
    assert 'data-r-count-count-value="3"' in answer["html"]


def test_what_cannot_be_saved_is_one_line_of_the_log(
    desk: Desk, form_of: Form, caplog: pytest.LogCaptureFixture
) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    posted = {**form_of(browser, article), "bylines-TOTAL_FORMS": "many"}
    acting._say_why.cache_clear()
    for _ in range(3):
        assert browser.post(edit(article), posted, headers={"Accept": "application/json"}).status_code == 400
    warned = [record for record in caplog.records if record.levelname == "WARNING"]
    assert [record.name for record in warned] == ["rotativa.desk"]
    assert warned[0].getMessage().startswith("An article could not be saved: ")


@pytest.mark.parametrize("lines", ["bylines", "topics"])
def test_a_form_that_claims_very_many_lines_is_refused_in_words(desk: Desk, form_of: Form, lines: str) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    posted = {**form_of(browser, article), f"{lines}-TOTAL_FORMS": "99999999"}
    answer = browser.post(edit(article), posted, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["success"]) == (400, False)
    shown = browser.post(edit(article), posted)
    assert len(shown.context["form"].formsets[lines].forms) == MOST_SENT
    assert f"There are too many of these: an article may have {MOST_LINES}." in shown.content.decode()


def test_a_line_in_which_nothing_is_chosen_yet_keeps_nothing_from_being_saved(desk: Desk, form_of: Form) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    line = {"bylines-TOTAL_FORMS": "1", "bylines-0-author": "", "bylines-0-role": "author", "bylines-0-ORDER": "1"}
    line |= {"bylines-0-id": "", "bylines-0-DELETE": ""}
    posted = {**form_of(browser, article), **line, "standfirst": "They are deeper now."}
    answer = browser.post(edit(article), posted, headers={"Accept": "application/json"}).json()
    assert answer["success"], answer
    article.refresh_from_db()
    draft = draft_of(article)
    assert (draft.standfirst, draft.bylines.count()) == ("They are deeper now.", 0)


def _block(kind: str, field: str = "", value: str = "abc") -> dict[str, str | None]:
    """A body of one block."""
    block = {"count": "1", "0-type": kind, "0-order": "0", "0-deleted": "", f"0-value{field}": value}
    return {f"body-{name}": said for name, said in block.items()}


@pytest.mark.parametrize(
    "part",
    [
        *(_block(kind) for kind in ("read", "context")),
        *(_block(kind, f"-{kind}") for kind in ("picture", "document")),
        *({name: None} for name in ("body-count", "related-count", "topics-0-id")),
        *({name: "abc"} for name in ("body-count", "topics-0-id")),
        {"body-count": "1", "body-0-type": "text", "body-0-order": "x", "body-0-deleted": "", "body-0-value": "null"},
        {"body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-deleted": "", "body-0-value": "x"},
    ],
)
def test_a_form_that_arrives_in_part_saves_nothing_and_says_so(
    desk: Desk, form_of: Form, part: dict[str, str | None]
) -> None:
    page, browser = desk.article("The bridge"), desk.browser("editor")
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    form = {name: value for name, value in (form_of(browser, page) | part).items() if value is not None}
    told = browser.post(address, {**form, "title": "The"}, follow=True).content.decode()
    assert "The form arrived in part. Nothing was saved." in told
    itself = browser.post(address, form, headers={"accept": "application/json"})
    assert itself.status_code == 400
    assert itself.json()["error_message"] == "The form arrived in part. Nothing was saved."
    assert itself.json()["stays"], "the form, which would lose what else was written, is not sent after it"
    assert draft_of(page).title == "The bridge"


def test_a_headline_that_is_too_long_is_told_and_kept(desk: Desk, form_of: Form) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    form = browser.get(edit(article)).context["form"]
    assert not [name for name in ("title", "standfirst", "kicker") if "maxlength" in form.fields[name].widget.attrs]
    shown = browser.post(edit(article), {**form_of(browser, article), "title": "x" * 10_000}).content.decode()
    assert "x" * 10_000 in shown
    assert "255" in shown


def test_lists_too_deep_in_lists_are_told_and_kept(desk: Desk, form_of: Form) -> None:
    page, browser = desk.article("The bridge"), desk.browser("editor")
    deep = {"key": "a", "text": "Three thousand", "type": "unordered-list-item", "depth": 3000}
    deep |= {"inlineStyleRanges": [], "entityRanges": []}
    text = {"body-0-type": "text", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "b"}
    text |= {"body-count": "1", "body-0-value": json.dumps({"blocks": [deep], "entityMap": {}})}
    posted = form_of(browser, page) | text
    shown = unescape(browser.post(edit(page), posted).content.decode())
    assert "More than 10 lists stand inside one another." in shown
    assert "Three thousand" in shown
    itself = browser.post(edit(page), posted, headers={"accept": "application/json"})
    assert (itself.status_code, itself.json()["success"]) == (400, False)
    assert "Three thousand" not in str(draft_of(page).body.raw_data)


@pytest.mark.parametrize(
    "html", ["<p>a<br>b</p>", "<p>x</i></p>", "loose", "<div>d</div><h2>h", "<ul><li>a<li>b", "<p><b>x"]
)
def test_the_editor_opens_what_the_verb_takes(desk: Desk, html: str) -> None:
    article = desk.article(body=[{"type": "text", "value": html}])
    assert desk.browser("reporter").get(edit(article)).status_code == 200


def test_autosave_is_committed_before_its_answer_is_rendered(
    desk: Desk, form_of: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    posted = {**form_of(browser, article), "title": "Forty-one wells"}
    held = []

    def get_context_data(panel: GatesPanel, parent: Any) -> dict[str, Any]:
        held.append(writing.is_open())
        return rendered(panel, parent)

    rendered = GatesPanel.get_context_data
    monkeypatch.setattr(GatesPanel, "get_context_data", get_context_data)
    assert browser.post(edit(article), posted, headers={"Accept": "application/json"}).json()["success"]
    assert held
    assert not any(held), "rendering keeps the database locked for everybody else"


def test_a_headline_of_ten_thousand_letters_is_refused_in_words(desk: Desk, form_of: Form) -> None:
    article, browser = desk.article(), desk.browser("reporter")
    response = browser.post(edit(article), {**form_of(browser, article), "title": "x" * 10_000})
    assert response.status_code == 200
    assert "255" in response.content.decode()
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "The wells of Port Selwan"


def test_a_draft_that_was_never_out_can_be_deleted(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("admin")
    delete = reverse("wagtailadmin_pages:delete", args=(article.pk,))
    assert browser.post(delete).headers["Location"] == reverse("desk:stories")
    assert not ArticlePage.objects.filter(pk=article.pk).exists()
    assert latest()[0].verb == "article.deleted"


def test_who_deletes_a_draft_is_told_whose_it_is_and_what_goes_with_it(desk: Desk) -> None:
    article = start_story(desk.people["reporter"], "en", headline="The wells of Port Selwan")
    save_draft(desk.people["editor"], article, standfirst="They are dry.")
    delete = reverse("wagtailadmin_pages:delete", args=(article.pk,))
    told = dict(desk.browser("editor").get(delete).context["effects"])
    assert (told["Begun by"], told["Saved last by"]) == ("Reporter Prado", "you")
    assert told["Other editions"] == "no other: the story goes too."
    start_edition(desk.people["admin"], article.story, "es")
    shown = desk.browser("reporter").get(delete)
    told = dict(shown.context["effects"])
    assert (told["Begun by"], told["Saved last by"]) == ("you", "Editor Prado")
    assert told["Other editions"] == "stay as they are: Spanish."
    assert "Editor Prado" in shown.content.decode()


def test_an_old_tab_does_not_delete_what_was_written_since(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    delete = reverse("wagtailadmin_pages:delete", args=(article.pk,))
    looked_at = browser.get(delete).context["form"].initial
    save_draft(desk.people["reporter"], article, headline="An hour of work")
    response = browser.post(delete, looked_at, follow=True)
    assert "was changed meanwhile" in response.content.decode()
    assert ArticlePage.objects.filter(pk=article.pk).exists()
    browser.post(delete, browser.get(delete).context["form"].initial)
    assert not ArticlePage.objects.filter(pk=article.pk).exists()


def test_what_was_out_is_withdrawn_and_never_deleted(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("admin")
    for door in ("delete", "unpublish"):
        response = browser.post(f"/desk/pages/{article.pk}/{door}/")
        assert response.headers["Location"] == reverse("desk:withdraw", args=(article.pk,))
    article.refresh_from_db()
    assert article.live


def test_an_older_version_becomes_the_draft_and_goes_no_further(desk: Desk, form_of: Form) -> None:
    article, browser = desk.article(), desk.browser("editor")
    first = article.latest_revision_id
    save_draft(desk.people["editor"], article, headline="A later headline")
    posted = {**form_of(browser, article), "title": "The wells of Port Selwan", "action-publish": "1"}
    browser.post(reverse("wagtailadmin_pages:revisions_revert", args=(article.pk, first)), posted)
    article.refresh_from_db()
    assert not article.live
    assert article.get_latest_revision_as_object().title == "The wells of Port Selwan"


def test_the_foot_offers_what_the_person_may_do(desk: Desk) -> None:
    article = desk.article()
    reporter = desk.browser("reporter").get(edit(article)).content.decode()
    assert 'name="action-send-out"' not in reporter
    assert 'name="action-ask"' in reporter
    editor = desk.browser("editor").get(edit(article)).content.decode()
    assert 'name="action-send-out"' in editor
    assert reverse("desk:withdraw", args=(article.pk,)) not in editor
    publish(desk.people["admin"], article)
    assert reverse("desk:withdraw", args=(article.pk,)) in desk.browser("editor").get(edit(article)).content.decode()


def test_two_drafts_that_want_one_address_are_told_while_they_are_written(desk: Desk) -> None:
    one, two = desk.article("The bridge", slug="bridge"), desk.article("Another bridge", slug="bridge")
    desk.article("El puente", "es", slug="bridge")
    browser = desk.browser("editor")

    def told(article: ArticlePage) -> int:
        """How often: in the panel, which is made anew at every save."""
        shown = browser.get(edit(article)).content.decode()
        return shown.count("The address “\u2068bridge\u2069” is chosen for another draft too, “")

    assert (told(one), told(two)) == (1, 1)
    assert f'href="{edit(one)}"' in browser.get(edit(two)).content.decode()
    assert browser.get(reverse("desk:send_out", args=(one.pk,))).context["gates"] == (), (
        "the first that goes out has it"
    )
    save_draft(desk.people["admin"], one, slug="old-bridge")
    assert (told(one), told(two)) == (0, 0)


def test_above_the_text_stands_when_it_goes_out_and_that_it_was_taken_back(desk: Desk) -> None:
    editor, browser = desk.people["editor"], desk.browser("editor")
    article = schedule(editor, desk.article(), timezone.now() + timedelta(days=400))
    shown = browser.get(edit(article)).content.decode()
    assert f'<a class="r-live" href="{reverse("desk:schedule", args=(article.pk,))}">' in shown
    assert "What you save now goes out only when you send it out or schedule it again." in shown
    withdraw(editor, publish(editor, article), reason="the wrong wells")
    shown = browser.get(edit(article)).content.decode()
    assert "What you save now goes out only when" not in shown
    assert re.search(r'<span class="r-live">.*withdrawn</span>', shown)


def test_our_panels_add_few_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    article, browser = desk.article(), desk.browser("editor")
    browser.get(edit(article))
    with django_assert_max_num_queries(75):
        browser.get(edit(article))


@pytest.mark.parametrize(
    ("answer", "verb", "told"),
    [
        ("approve", "article.read", "It is read: nothing to say."),
        ("reject", "article.given-back", "It is given back."),
    ],
)
def test_an_editor_reads_and_answers(desk: Desk, form_of: Form, answer: str, verb: str, told: str) -> None:
    """In the editor's foot, and is told what was done; reading sends nothing out."""
    article, browser = submit(desk.people["reporter"], desk.article()), desk.browser("editor")
    shown = browser.get(edit(article)).content.decode()
    assert "Read, nothing to say" in shown
    assert "Give back" in shown
    posted = {**form_of(browser, article), "action-workflow-action": "true", "workflow-action-name": answer}
    after = browser.post(edit(article), posted, follow=True).content.decode()
    assert told in after
    assert "Saved: " not in after
    assert latest()[0].verb == verb
    article.refresh_from_db()
    assert not article.live


@pytest.mark.parametrize(("language", "asks"), [("en", "What is to be put right?"), ("ar", "ما الذي يجب تصحيحه؟")])
def test_who_gives_back_is_asked_what_is_to_be_put_right(desk: Desk, language: str, asks: str) -> None:
    article = submit(desk.people["reporter"], desk.article())
    state = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:collect_workflow_action_data", args=(article.pk, "reject", state.pk))
    asked = desk.browser("editor").get(address, HTTP_ACCEPT_LANGUAGE=language)
    assert asks in json.loads(asked.content)["html"]


def test_who_asks_again_is_told_that_it_is_asked_already(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    address = reverse("desk:ask", args=(article.pk,))
    button = '<button class="button" type="submit" disabled>Ask</button>'
    assert button not in browser.get(address).content.decode()
    submit(desk.people["reporter"], article)
    shown = browser.get(address).content.decode()
    assert "Asked already" in shown
    assert f"by \u2068{desk.people['reporter'].actor_name}\u2069, since " in shown
    assert button in shown
    browser.post(address)
    assert len([fact for fact in latest() if fact.verb == "article.submitted"]) == 1


def test_what_is_to_be_done_stands_above_what_was_given_back(desk: Desk, form_of: Form) -> None:
    """The mail says so. Who is asked to read sees by whom; what went out since needs no answer."""
    article, browser = submit(desk.people["reporter"], desk.article()), desk.browser("editor")
    asked = browser.get(edit(article)).content.decode()
    assert f"<bdi>{desk.people['reporter'].actor_name}</bdi> asks for it to be read, since " in asked
    assert "Your answer stands in the menu at the foot." in asked
    words = json.dumps({"comment": "Who counted the <wells>?\nAsk again."})
    given = {"action-workflow-action": "true", "workflow-action-name": "reject", "workflow-action-extra-data": words}
    browser.post(edit(article), {**form_of(browser, article), **given})
    shown = desk.browser("reporter").get(edit(article)).content.decode()
    assert f"<bdi>{desk.people['editor'].actor_name}</bdi> gave it back, " in shown
    assert '<blockquote dir="auto">Who counted the &lt;wells&gt;?<br>Ask again.</blockquote>' in shown
    assert "Asked already" not in browser.get(reverse("desk:ask", args=(article.pk,))).content.decode()
    submit(desk.people["reporter"], article)
    assert "gave it back" not in browser.get(edit(article)).content.decode()


def test_what_went_out_since_it_was_given_back_says_no_more_of_it(desk: Desk) -> None:
    article, browser = submit(desk.people["reporter"], desk.article()), desk.browser("editor")
    state = article.current_workflow_task_state
    browser.post(reverse("wagtailadmin_pages:workflow_action", args=(article.pk, "reject", state.pk)))
    assert "Without a word on what is to be done." in browser.get(edit(article)).content.decode()
    publish(desk.people["editor"], article.pk)
    assert "gave it back" not in browser.get(edit(article)).content.decode()


def test_an_answer_that_nobody_waits_for_any_more_is_a_save(desk: Desk, form_of: Form) -> None:
    article, browser = submit(desk.people["reporter"], desk.article()), desk.browser("editor")
    desk.browser("reporter").post(edit(article), {**form_of(browser, article), "action-cancel-workflow": "1"})
    article.refresh_from_db()
    posted = {**form_of(browser, article), "action-workflow-action": "true", "workflow-action-name": "reject"}
    after = browser.post(edit(article), posted, follow=True).content.decode()
    assert "It is given back." not in after
    assert "Saved: " in after


def test_an_answer_from_elsewhere_is_an_act_too(desk: Desk) -> None:
    article = submit(desk.people["reporter"], desk.article())
    state = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(article.pk, "approve", state.pk))
    assert desk.browser("editor").post(address).status_code == 302
    assert latest()[0].verb == "article.read"


def test_who_asked_may_take_it_back(desk: Desk, form_of: Form) -> None:
    article, browser = submit(desk.people["reporter"], desk.article()), desk.browser("reporter")
    shown = browser.get(edit(article)).content.decode()
    assert "Nobody needs to read it" in shown
    assert "Read, nothing to say" not in shown
    browser.post(edit(article), {**form_of(browser, article), "action-cancel-workflow": "1"})
    assert latest()[0].verb == "article.reading-ended"


def test_the_longest_article_is_written_and_sent_out(desk: Desk) -> None:
    """Forty thousand words in five hundred blocks, the most that gates let out."""
    body = [{"type": "text", "value": f"<p>{'word ' * 80}</p>"}] * 500
    article = desk.article(body=body)
    shown = desk.browser("editor").get(reverse("wagtailadmin_pages:edit", args=(article.pk,)))
    assert shown.status_code == 200
    assert shown.content.decode().count("word word word") > 100
    screen = desk.browser("editor").get(reverse("desk:send_out", args=(article.pk,)))
    assert re.search("40.?000 words", screen.content.decode())
    assert publish(desk.people["editor"], article).live
