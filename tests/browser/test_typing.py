"""What was typed is kept, however soon it is saved."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from rotativa.kit.actor import Machine
from rotativa.stories import richtext
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.models import ArticlePage
from tests.browser import desk
from tests.browser.desk import AtDesk
from tests.browser.printing import until
from tests.browser.telling import draft

pytestmark = pytest.mark.usefixtures("newsroom_rows")


UNSAVED = (
    "window.wagtail?.app?.getControllerForElementAndIdentifier(document.getElementById('page-edit-form'), 'w-unsaved')"
)
"""Wagtail's controller that knows what is saved; for two seconds it has not looked yet."""


@pytest.mark.parametrize("key", ["Control+s", "Control+Enter"])
def test_the_last_sentence_is_kept(at_desk: AtDesk, key: str) -> None:
    article = draft(headline=f"Typed before {key}").pk
    editor = desk.writing(at_desk("nadia"), article)
    text = editor.add("Text").place.locator(".public-DraftEditor-content")
    text.click()
    editor.page.keyboard.type("The clock struck and was heard.")
    editor.page.keyboard.press(key)

    def kept() -> bool:
        content = ArticlePage.objects.get(pk=article).latest_revision.content["body"]
        return "The clock struck and was heard." in content

    until(kept, "the sentence was not saved")
    if key == "Control+Enter":
        expect(editor.page).to_have_url(f"{editor.page.url.partition('/desk/')[0]}/desk/articles/{article}/send-out/")


def test_words_that_are_all_deleted_again_are_saved_as_none(at_desk: AtDesk) -> None:
    """The editor sends no paragraphs then, but that there is nothing."""
    body = [{"type": "text", "value": "<p>The clock struck.</p>"}]
    article = draft(headline="Second thoughts", body=body).pk
    editor = desk.writing(at_desk("nadia"), article)
    editor.block("text").place.locator(".public-DraftEditor-content").click()
    for key in ("Control+a", "Backspace", "Control+s"):
        editor.page.keyboard.press(key)

    def emptied() -> bool:
        [text] = json.loads(ArticlePage.objects.get(pk=article).latest_revision.content["body"])
        return not richtext.plain(text["value"]).strip()

    until(emptied, "it was not saved that there are none")


def test_a_note_is_begun_by_keys_while_the_notes_are_shut(at_desk: AtDesk) -> None:
    editor = desk.writing(at_desk("nadia"), draft(headline="Asked beside the text").pk)
    notes = editor.page.locator("[data-side-panel='comments']")
    expect(notes).to_be_hidden()
    editor.page.locator("#id_standfirst").focus()
    editor.page.keyboard.press("Control+Alt+m")
    note = editor.page.locator("textarea.comment__input")
    expect(note).to_be_focused()
    editor.page.keyboard.type("Is it?")
    expect(note).to_have_value("Is it?")
    expect(notes).to_be_visible()


def test_what_is_typed_while_the_editor_saves_by_itself_is_saved_next(at_desk: AtDesk) -> None:
    article = draft(headline="A slow line").pk
    page = at_desk("nadia")
    slow_line(page)
    editor = desk.writing(page, article)

    def saved() -> bool:
        return bool(ArticlePage.objects.get(pk=article).latest_revision.content["standfirst"] == "The clock struck two")

    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/edit/")):
        editor.fill(standfirst="The clock struck")
    editor.fill(standfirst="The clock struck two")
    until(saved, "the last words were not saved")


def test_what_is_typed_a_moment_before_the_answer_is_saved_next(at_desk: AtDesk) -> None:
    """Later than the form is looked at again, and sooner than what stands in it is taken for saved."""
    article = draft(headline="The last moment").pk
    page = at_desk("nadia")
    page.add_init_script(
        """
        const send = window.fetch;
        window.fetch = async (address, options) => {
            const answer = await send(address, options);
            const field = document.querySelector("#id_standfirst");
            if (options?.method?.toUpperCase() === "POST" && !field.value.endsWith("two")) {
                await new Promise((done) => setTimeout(done, 300));
                field.value += " two";
            }
            return answer;
        };
        """
    )
    editor = desk.writing(page, article)
    editor.fill(standfirst="The clock struck")
    editor.saves_itself(standfirst="The clock struck two")


def test_who_saves_while_the_editor_saves_by_itself_is_refused_nothing(at_desk: AtDesk) -> None:
    """First the key comes while the editor's own save is away; then somebody types on while that of the key is."""
    article = draft(headline="Both hands").pk
    editor = desk.writing(at_desk("nadia"), article)
    page, refused = editor.page, list[str]()
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)

    def late(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        page.wait_for_timeout(1200)
        route.fulfill(response=answer)

    page.route("**/edit/", lambda route: late(route) if route.request.method == "POST" else route.continue_())
    with page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/edit/")):
        editor.fill(standfirst="The left hand")
    page.locator("#id_standfirst").press("End")
    page.keyboard.type(" knew.")
    editor.save()
    expect(page.locator("#id_standfirst")).to_have_value("The left hand knew.")
    editor.saves_itself(standfirst="The left hand knew.")

    editor.fill(dateline="Esmar")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(600)
    with page.expect_navigation():
        page.keyboard.type(" and elsewhere")
    shown = page.locator("#id_dateline").input_value()
    assert shown.startswith("Esmar")
    editor.saves_itself(dateline=shown.rstrip())  # of what came after the key, what is shown is saved
    assert refused == []


def test_one_person_writes_in_two_windows(at_desk: AtDesk) -> None:
    """What was saved in one is not overwritten unseen from the other; who saves after the editor did is no stranger."""
    article = draft(headline="Two windows").pk
    page = at_desk("nadia")
    first, second = desk.writing(page, article), desk.writing(page.context.new_page(), article)
    first.fill(standfirst="From the first.")
    first.saves_itself(standfirst="From the first.")
    first.save()
    expect(page.locator(".messages .success")).to_be_visible()

    second.fill(standfirst="From the second.")
    second.page.keyboard.press("Control+s")
    # Who knows already that there is a later version asks first; who does not is told by the desk.
    asks = second.page.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]:visible")
    told = second.page.locator(".messages", has_text="you saved a later version of this article meanwhile")
    expect(asks.or_(told).first).to_be_visible()
    if asks.is_visible():
        asks.click()
    expect(told).to_be_visible()
    expect(second.page.locator("#id_standfirst")).to_have_value("From the second.")
    revisions = ArticlePage.objects.get(pk=article).revisions
    assert revisions.latest("created_at").content["standfirst"] == "From the first."
    second.save()
    assert {"From the first.", "From the second."} <= {one.content["standfirst"] for one in revisions.all()}


def slow_line(page: Page) -> None:
    """The answers to what the editor saves take most of a second to arrive."""
    page.add_init_script(
        """
        const send = window.fetch;
        window.fetch = async (address, options) => {
            const answer = await send(address, options);
            if (options?.method?.toUpperCase() === "POST") await new Promise((done) => setTimeout(done, 700));
            return answer;
        };
        """
    )


def test_who_is_signed_out_while_writing_loses_nothing(at_desk: AtDesk) -> None:
    article = draft(headline="An hour at the telephone").pk
    editor = desk.writing(at_desk("nadia"), article)
    page = editor.page
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    editor.fill(standfirst="The line was busy.")
    told = page.locator("footer .footer__save-warning")
    expect(told).to_contain_text("You were signed out. Your text is in this window")

    page.keyboard.press("Control+s")
    page.wait_for_timeout(500)
    expect(page.locator("#id_standfirst")).to_have_value("The line was busy.")
    expect(told).to_contain_text("You were signed out")

    (session,) = (cookie for cookie in cookies if cookie.get("name") == "sessionid")
    value, domain, path = session["value"], session["domain"], session["path"]
    page.context.add_cookies([{"name": "sessionid", "value": value, "domain": domain, "path": path}])
    page.context.clear_cookies(name="csrftoken")  # signing in again gives another
    editor.saves_itself(standfirst="The line was busy.")
    editor.save()


def test_who_cannot_reach_the_desk_loses_nothing(at_desk: AtDesk) -> None:
    article = draft(headline="A cut cable").pk
    editor = desk.writing(at_desk("nadia"), article)
    page = editor.page
    page.context.set_offline(True)
    editor.fill(standfirst="Nobody heard it.")
    page.keyboard.press("Control+s")
    told = page.locator("footer .footer__save-warning")
    expect(told).to_contain_text("The desk cannot be reached")
    page.context.set_offline(False)
    editor.save()
    editor.saves_itself(standfirst="Nobody heard it.")


def test_who_writes_on_a_full_disk_keeps_the_window_and_is_saved_once_there_is_room(at_desk: AtDesk) -> None:
    article = draft(headline="No room").pk
    editor = desk.writing(at_desk("nadia"), article)
    page = editor.page
    full = {"success": False, "error_code": "validation_error", "error_message": "The disk is full.", "again": True}

    def refuse(route: Route) -> None:
        route.fulfill(status=507, json=full)

    page.route("**/desk/here/", refuse)
    page.route("**/edit/", refuse)
    editor.fill(standfirst="Until somebody makes room.")
    page.keyboard.press("Control+s")
    expect(page.locator("footer .footer__save-warning")).to_contain_text("The disk is full.")
    expect(page.locator("#id_standfirst")).to_have_value("Until somebody makes room.")
    page.unroute("**/edit/")
    page.unroute("**/desk/here/")
    editor.saves_itself(standfirst="Until somebody makes room.")


def test_what_the_desk_failed_to_save_is_saved_once_it_can(at_desk: AtDesk) -> None:
    page, article = at_desk("nadia"), draft(headline="The last sentence").pk
    page.add_init_script(
        """
        const send = window.fetch;
        window.failed = false;
        window.fetch = (address, options) => {
            if (window.failed || options?.method?.toUpperCase() !== "POST") return send(address, options);
            window.failed = true;
            return Promise.resolve(new Response("", {status: 500}));
        };
        """
    )
    editor = desk.writing(page, article)
    editor.fill(standfirst="Nobody types on.")
    editor.saves_itself(standfirst="Nobody types on.")
    assert page.evaluate("window.failed")


@pytest.mark.parametrize("status", [500, 413, 502])
def test_a_save_that_would_end_in_an_error_page_keeps_the_window(at_desk: AtDesk, status: int) -> None:
    """No browser gives back what was typed into a form that ended in one."""
    article = draft(headline=f"The desk said {status}").pk
    editor = desk.writing(at_desk("nadia"), article)
    page = editor.page

    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=status, body="<h1>This page ends here</h1>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/edit/", fail)
    text = editor.add("Text").place.locator(".public-DraftEditor-content")
    text.click()
    page.keyboard.type("Written for an hour.")
    page.keyboard.press("Control+s")
    expect(page.locator("footer .footer__save-warning")).to_contain_text("The desk failed to save this")
    expect(text).to_have_text("Written for an hour.")
    assert "Written for an hour." not in ArticlePage.objects.get(pk=article).latest_revision.content["body"]

    page.unroute("**/edit/")
    editor.save()
    assert "Written for an hour." in ArticlePage.objects.get(pk=article).latest_revision.content["body"]


@pytest.mark.parametrize("wrong", ["not kept", "in part"])
def test_what_the_desk_itself_refuses_keeps_the_window(at_desk: AtDesk, wrong: str) -> None:
    """It answers the editor in words as Wagtail does, but a form with a page of its own, or with the older draft."""
    article = draft(headline=f"The desk refused: {wrong}").pk
    editor = desk.writing(at_desk("nadia"), article)
    page = editor.page
    editor.fill(standfirst="Written for an hour.")
    page.evaluate(
        """(wrong) => {
            const form = document.querySelector("#page-edit-form");
            if (wrong === "in part") form.elements["body-count"].remove();
            else form.elements.kicker.value = "\\0";
        }""",
        wrong,
    )
    page.keyboard.press("Control+s")
    said = {
        "not kept": "has a character that cannot be kept",
        "in part": "The form arrived in part. Nothing was saved.",
    }[wrong]
    expect(page.locator("footer .footer__save-warning")).to_contain_text(said)
    page.wait_for_timeout(1500)
    expect(page.locator("#id_standfirst")).to_have_value("Written for an hour.")


def test_who_stops_the_browser_while_a_form_is_sent_writes_on(at_desk: AtDesk) -> None:
    article = draft(headline="Stopped").pk
    editor = desk.writing(at_desk("nadia"), article)
    page = editor.page

    def stop(route: Route) -> None:
        if route.request.method == "POST" and route.request.is_navigation_request():
            page.wait_for_timeout(500)
            page.context.new_cdp_session(page).send("Page.stopLoading")
        else:
            route.continue_()

    page.route("**/edit/", stop)
    editor.fill(standfirst="Before.")
    with page.expect_event("requestfailed"):
        page.keyboard.press("Control+s")
    page.unroute("**/edit/")
    field = page.locator("#id_standfirst")
    field.click()
    field.press("End")
    page.keyboard.type(" After.")
    editor.saves_itself(standfirst="Before. After.")


def test_who_writes_on_what_was_deleted_is_told_so(at_desk: AtDesk) -> None:
    article = draft(headline="Crossed out")
    editor = desk.writing(at_desk("nadia"), article.pk)
    delete_draft(Machine("test"), article)
    editor.fill(standfirst="Nobody will keep this.")
    told = editor.page.locator("footer .footer__save-warning")
    expect(told).to_contain_text("This was deleted meanwhile")
    editor.page.keyboard.press("Control+s")
    editor.page.wait_for_timeout(1500)
    expect(told).to_contain_text("This was deleted meanwhile")
    expect(editor.page.locator("#id_standfirst")).to_have_value("Nobody will keep this.")


def test_what_is_typed_as_soon_as_the_editor_is_there_is_saved(at_desk: AtDesk) -> None:
    page, article = at_desk("nadia"), draft(headline="A quick hand").pk
    page.goto(f"/desk/pages/{article}/edit/", wait_until="domcontentloaded")
    page.wait_for_function(f"(() => {{ const form = {UNSAVED}; return form && !form.initialFormData; }})()", polling=20)
    page.locator("#id_standfirst").fill("Quick.")
    desk.Editor(page).saves_itself(standfirst="Quick.")


def test_what_is_typed_before_the_editor_is_looked_at_once_more_is_saved(at_desk: AtDesk) -> None:
    """As happens to a long article on a slow machine: while its page is being made, the form is moved about."""
    editor = desk.writing(at_desk("nadia"), draft(headline="Two looks").pk)
    editor.fill(standfirst="Between the two.")
    editor.page.evaluate(f"{UNSAVED}.setInitialFormData()")
    editor.saves_itself(standfirst="Between the two.")


def test_opening_an_article_saves_nothing(at_desk: AtDesk) -> None:
    article = draft(headline="A quiet hand").pk
    page = at_desk("nadia")
    saved = []
    page.on(
        "request", lambda asked: saved.append(asked.url) if asked.method == "POST" and "/edit/" in asked.url else None
    )
    desk.writing(page, article)
    page.wait_for_timeout(5000)
    assert saved == []


def test_what_scripts_are_late_with_saves_nothing(at_desk: AtDesk) -> None:
    """On a slow machine they are still at work in the form when Wagtail has looked at it."""
    article = draft(headline="A slow machine")
    editor = desk.writing(at_desk("nadia"), article.pk)
    asked: list[str] = []
    editor.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    editor.page.evaluate("document.querySelector('#id_kicker').value = 'late'")
    editor.page.wait_for_timeout(2500)
    assert not [one for one in asked if one.startswith("POST") and one.endswith("/edit/")]
    assert ArticlePage.objects.get(pk=article.pk).latest_revision_id == article.latest_revision_id
    editor.fill(standfirst="And a word that somebody typed.")
    editor.saves_itself(standfirst="And a word that somebody typed.")
