"""What the desk refuses, as people meet it: a sentence that says why and where, and nothing lost."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from rotativa.stories.actions.publish import publish
from rotativa.stories.hand import version_of
from rotativa.stories.models import ArticlePage
from tests.browser import desk
from tests.browser.desk import AtDesk, SendOut
from tests.browser.printing import caught_up, showing
from tests.browser.saying import in_both_directions, runs_as_read, said
from tests.browser.telling import draft, person, tell
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

REFUSED = "You may not do this in English."
NOT_SAVED = (
    "Not saved: this article was saved in another window meanwhile, by you or by somebody else. "
    "Your text is in this window."
)
MEANWHILE = (
    "Not saved: %(who)s saved this article meanwhile. Your text is in this window. Look at theirs; saving again keeps "
    "yours, and theirs stays under Versions."
)


def test_gates_lead_to_what_is_missing(at_desk: AtDesk) -> None:
    leila, nadia = at_desk("leila"), at_desk("nadia")
    picture = upload(leila, "unsigned")
    editor = desk.writing(leila, draft(headline="A picture by nobody", section=None, picture=None).pk)
    editor.choose_picture("unsigned")
    panel = editor.open_panel("gates")
    sentences = [
        "The lead picture has no credit.",
        "The lead picture has no alt text in English.",
        "It belongs to no section.",
    ]
    expect(panel.locator(".r-gate b")).to_have_text(sentences)
    places = ["picture", "picture", "section"]
    for gate, place in zip(panel.locator(".r-gate").all(), places, strict=True):
        gate.get_by_role("link", name="Show me").click()
        expect(leila.locator(f"[data-contentpath={place}]")).to_be_in_viewport(ratio=0.5)

    sending = sent_out(nadia, editor.article)
    assert sending.gates == sentences
    expect(sending.button).to_be_disabled()
    nadia.locator(".r-gate").last.get_by_role("link", name="Show me").click()
    expect(nadia.locator("#id_section")).to_be_in_viewport()

    sign(leila, picture)
    remedied = desk.writing(nadia, editor.article)
    remedied.page.locator("#id_section").select_option(label="Media")
    sending = remedied.send_out()
    assert sending.gates == []
    expect(sending.button).to_be_enabled()


def upload(page: Page, name: str) -> str:
    """Uploads a picture of which nothing is known; gives the address of its screen."""
    drawing = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).save(drawing, "PNG")
    page.goto("/desk/images/add/")
    page.locator("#id_file").set_input_files(
        {"name": f"{name}.png", "mimeType": "image/png", "buffer": drawing.getvalue()}
    )
    expect(page.locator("#id_title")).to_have_value(name)  # as the file is called: a script says so
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("link", name="Edit").first.click()
    page.wait_for_url("**/images/*/")
    return page.url


def sign(page: Page, picture: str) -> None:
    """Says who made a picture, and what it shows."""
    page.goto(picture)
    page.locator("#id_credit").fill("Rui Azevedo")
    page.locator("#id_alt_en").fill("Grey, from dark to light.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text("Saved")


def sent_out(page: Page, article: int) -> SendOut:
    """The screen for sending out, asked for by its address."""
    page.goto(f"/desk/articles/{article}/send-out/")
    return SendOut(page)


def test_an_address_that_is_taken(at_desk: AtDesk) -> None:
    told = tell("2021-05")
    taken = told.paths["en"].rstrip("/").rpartition("/")[2]
    other = publish(
        person("nadia"), draft(headline="The purser's watch"), first_out=datetime(2021, 5, 15, 13, tzinfo=UTC)
    )
    nadia = at_desk("nadia")
    desk.move(nadia, other.pk, taken)
    expect(nadia.locator(".r-error")).to_contain_text(f"{taken}-2")
    expect(nadia.get_by_label("New last part of the address")).to_have_value(taken)

    expect(desk.writing(nadia, other.pk).page.locator("#id_public_slug")).to_be_disabled()


def test_a_time_that_has_passed(newsroom: Newsroom, at_desk: AtDesk) -> None:
    article, nadia = draft(headline="The purser has all the time there is").pk, at_desk("nadia")
    nadia.goto(f"/desk/articles/{article}/schedule/")
    schedule(nadia, "2020-01-01T06:00")
    expect(nadia.locator(".r-error")).to_contain_text("This time has passed.")
    expect(nadia.get_by_label("When")).to_have_value("2020-01-01T06:00")
    schedule(nadia, "2040-01-01T06:00")
    expect(nadia.locator(".messages")).to_contain_text("It goes out at 1 Jan 2040 06:00, GMT.")
    caught_up(newsroom)
    assert showing(newsroom, "The purser has all the time") == set()


def schedule(page: Page, when: str) -> None:
    page.get_by_label("When").fill(when)
    page.get_by_role("button", name="Schedule in English").click()


@in_both_directions
def test_two_editors_at_once(at_desk: AtDesk, language: str) -> None:
    article = draft(headline="Two hands on one clock").pk
    leila, nadia = (desk.writing(at_desk(who, locale=language), article) for who in ("leila", "nadia"))
    runs_as_read(nadia.page, language)
    saved = said(nadia.page, "%(user_name)s saved a new version", user_name="Leila Mansour")
    leila.fill(standfirst="Leila sets it back.")
    leila.saves_itself(standfirst="Leila sets it back.")
    nadia.fill(standfirst="Nadia sets it forward.")
    expect(nadia.page.locator("footer")).to_contain_text(said(nadia.page, NOT_SAVED))
    expect(nadia.page.get_by_role("button", name=saved)).to_be_visible()

    nadia.page.keyboard.press("Control+s")
    asked = nadia.page.get_by_role("dialog").filter(has_text=saved)
    asked.get_by_role("button", name=said(nadia.page, "Save now")).click()
    expect(nadia.page.locator(".messages")).to_contain_text(said(nadia.page, MEANWHILE, who="Leila Mansour"))
    expect(nadia.page.get_by_role("link", name=said(nadia.page, "Look at theirs"))).to_be_visible()
    runs_as_read(nadia.page, language)
    expect(nadia.page.locator("#id_standfirst")).to_have_value("Nadia sets it forward.")
    nadia.saves_itself(standfirst="Nadia sets it forward.")
    versions = ArticlePage.objects.get(pk=article).revisions.order_by("-pk")
    standfirsts = [version.content["standfirst"] for version in versions]
    assert standfirsts[:2] == ["Nadia sets it forward.", "Leila sets it back."]


def test_a_reporter_publishes_nothing(newsroom: Newsroom, at_desk: AtDesk) -> None:
    article = draft(headline="A reporter's own press")
    leila = at_desk("leila")
    editor = desk.writing(leila, article.pk)
    expect(editor.button("Ask another editor to read")).to_be_visible()
    for act in ("Send out…", "Publish", "Schedule…", "Withdraw…"):
        expect(editor.button(act)).to_have_count(0)

    forge(leila, article)
    expect(leila.locator(".messages")).to_contain_text(REFUSED)
    editor = desk.writing(leila, article.pk)
    press_what_is_not_there(leila, "action-publish")
    expect(leila.locator(".messages")).to_contain_text(REFUSED)
    assert not is_out(article)
    caught_up(newsroom)
    assert showing(newsroom, "A reporter's own press") | showing(newsroom, "A reporter’s own press") == set()


def test_another_editions_editor_publishes_nothing(at_desk: AtDesk) -> None:
    article, marta = draft(headline="An English clock"), at_desk("marta")
    marta.goto(f"/desk/pages/{article.pk}/edit/")
    expect(marta.get_by_text("You do not write in English: this is to read.")).to_be_visible()
    for act in ("send-out", "schedule", "withdraw", "address"):
        marta.goto(f"/desk/articles/{article.pk}/{act}/")
        expect(marta.locator(".messages")).to_contain_text(REFUSED)
    forge(marta, article)
    expect(marta.locator(".messages")).to_contain_text(REFUSED)
    assert not is_out(article)


def forge(page: Page, article: ArticlePage) -> None:
    """Posts what the button of a desk editor would post."""
    form = {"revision": str(article.latest_revision_id), "seen": version_of(article)}
    page.evaluate(
        """([address, fields]) => {
            const form = Object.assign(document.createElement('form'), {method: 'post', action: address});
            const token = JSON.parse(document.getElementById('wagtail-config').textContent).CSRF_TOKEN;
            for (const [name, value] of Object.entries({...fields, csrfmiddlewaretoken: token})) {
                form.append(Object.assign(document.createElement('input'), {name, value}));
            }
            document.body.append(form);
            form.submit();
        }""",
        [f"/desk/articles/{article.pk}/send-out/", form],
    )
    page.wait_for_load_state()


def press_what_is_not_there(page: Page, name: str) -> None:
    """Sends the editor's form as a button would that the screen does not have."""
    page.evaluate(
        """name => {
            const form = document.querySelector('[data-edit-form]');
            const button = Object.assign(document.createElement('button'), {name, value: '1'});
            form.append(button);
            form.requestSubmit(button);
        }""",
        name,
    )


def is_out(article: ArticlePage) -> bool:
    return bool(ArticlePage.objects.get(pk=article.pk).live)
