"""Who may open which screen, and that Wagtail's other ways in and out are closed."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from rotativa.desk.tests import door_table
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.tests.doors import anything, rows
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.models import ArticlePage

AWAY, OPEN, REFUSED, NOTHING = 302, 200, 400, 404


def test_nobody_gets_in_without_signing_in(db: None, client: Client) -> None:
    """Every door of the table, of whatever it is; links for outsiders and files that previews name ask otherwise."""
    known = OPEN_TO_WHO_HAS_THE_LINK | OF_THE_LOGIN
    doors = sorted({door.name for door in rows(door_table.SCREENS)} - known)
    answers = [(name, getattr(client, method)(anything(name))) for name in doors for method in ("get", "post")]
    opened = [name for name, answer in answers if not answer.headers.get("Location", "").startswith("/desk/login/")]
    assert opened == []
    assert [client.get(anything(name)).status_code for name in OPEN_TO_WHO_HAS_THE_LINK] == [NOTHING] * 3


OPEN_TO_WHO_HAS_THE_LINK = {"shown", "shown_file", "/desk/preview-files/<path:path>"}
OF_THE_LOGIN = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
"""Words and shapes of Wagtail's own, which the screens of the door use."""


def test_acts_are_refused_as_screens_are(desk: Desk) -> None:
    """A person who may not see an act may not post it either, and is told where."""
    article = desk.article()
    for name in ("desk:send_out", "desk:schedule", "desk:undo", "desk:withdraw", "desk:address"):
        response = desk.browser("reporter").post(
            reverse(name, args=(article.pk,)), {"slug": "x", "reason": "x"}, follow=True
        )
        assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=(article.pk,))
        assert "You may not do this in English." in response.content.decode()
    article.refresh_from_db()
    assert not article.live


@pytest.mark.parametrize(
    "address",
    [
        "reports/locked/",
        "reports/site-history/",
        "snippets/",
        "documents/multiple/add/",
        "bulk/documents/readerdocument/delete/",
        "collections/",
        "sites/",
        "workflows/list/",
        "users/",
        "groups/",
        "bulk/wagtailcore/page/publish/",
        "bulk/stories/articlepage/delete/",
        "password_reset/",
        "failwhale/",
        "embeds/chooser/",
        "api/main/pages/1/action/revert_to_page_revision/",
        "api/main/pages/1/action/publish/",
    ],
)
def test_closed(desk: Desk, address: str) -> None:
    assert desk.browser("admin").get(f"/desk/{address}").status_code == NOTHING


@pytest.mark.parametrize("act", ["copy", "move", "convert_alias", "privacy"])
def test_articles_have_no_such_screen(desk: Desk, act: str) -> None:
    article = desk.article()
    for method in ("get", "post"):
        assert getattr(desk.browser("admin"), method)(f"/desk/pages/{article.pk}/{act}/").status_code == NOTHING


@pytest.mark.parametrize(
    "act", ["move", "move/{above}/confirm", "set_position", "lock", "unlock", "copy", "delete", "edit"]
)
def test_nothing_can_be_done_to_what_holds_articles(desk: Desk, act: str) -> None:
    container = desk.article().get_parent()
    root = container.get_parent()
    for page in (container, root):
        address = f"/desk/pages/{page.pk}/{act.format(above=root.pk)}/"
        assert [getattr(desk.browser("admin"), how)(address).status_code for how in ("get", "post")] == [NOTHING] * 2


def test_the_tree_is_for_an_editor_in_chief(desk: Desk) -> None:
    article = desk.article()
    container = article.get_parent().pk
    for address in ("/desk/pages/", f"/desk/pages/{container}/", f"/desk/pages/{container}/results/"):
        assert desk.browser("editor").get(address).headers["Location"] == reverse("desk:stories")
        assert desk.browser("admin").get(address).status_code == OPEN


def test_nobody_takes_a_colleagues_name(desk: Desk) -> None:
    """The daybook names people as an editor-in-chief named them."""
    reporter = desk.browser("reporter")
    assert "Reporter Prado" not in reporter.get("/desk/account/").content.decode().split("<main")[1]
    posted = {"name_email-first_name": "Editor", "name_email-last_name": "Prado", "locale-current_time_zone": "UTC"}
    reporter.post("/desk/account/", posted)
    desk.people["reporter"].refresh_from_db()
    assert desk.people["reporter"].actor_name == "Reporter Prado"


@pytest.mark.parametrize(
    ("language", "said", "place"),
    [
        ("en", "as the browser asks", "London"),
        ("es", "el que pida el navegador", "Londres"),
        ("pt-br", "a que o navegador pedir", "Londres"),
        ("ar", "بحسب المتصفح", "لندن"),
    ],
)
def test_an_account_says_which_language_and_clock_it_has(desk: Desk, language: str, said: str, place: str) -> None:
    """Wagtail spoke of a language and a clock of the server, which this desk follows in nothing."""
    page = desk.browser("reporter").get("/desk/account/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert re.findall(r'<option value="" selected>([^<]+)', page)[:1] == [said]
    assert re.findall(r'<option value="Europe/London" selected>([^<(]+)', page) == [f"{place} "]


def test_an_account_says_which_language_was_given_with_it(desk: Desk) -> None:
    """Whoever was invited in a language is spoken to in it, whatever the browser asks for."""
    reporter = desk.people["reporter"]
    reporter.language = "pt"
    reporter.save()
    browser = desk.browser("reporter")
    page = browser.get("/desk/account/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="pt-br"' in page
    assert '<option value="pt-br" selected>' in page
    theme = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    mails = {"mails-hour": "8"}
    browser.post("/desk/account/", {"locale-preferred_language": "es", **theme, **mails})
    profile = UserProfile.objects.get(user=reporter)
    assert (profile.preferred_language, profile.theme) == ("es", "dark")
    assert '<option value="es" selected>' in browser.get("/desk/account/").content.decode()


def test_who_was_signed_out_while_writing_is_told(desk: Desk, client: Client) -> None:
    """The editor that saves by itself shows the words; a redirect would read as an error of the server."""
    answer = client.post(
        f"/desk/pages/{desk.article().pk}/edit/", {"title": "x"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 401
    assert answer.json()["error_code"] == "validation_error"
    assert "Your text is in this window" in answer.json()["error_message"]
    assert client.get("/desk/here/").status_code == AWAY
    assert desk.browser("reporter").get("/desk/here/").json()["token"]


def test_who_was_signed_out_before_an_act_is_told_beside_the_login(desk: Desk, client: Client) -> None:
    """Signed in again, they meet the screen as it was before they typed, and would take that for saved."""
    for screen in (f"/desk/articles/{desk.article().pk}/withdraw/", f"/desk/topics/{desk.topic.pk}/"):
        answer = client.post(screen, {"reason": "A mistake"}, follow=True)
        assert "nothing was saved" in answer.content.decode()
        assert "nothing was saved" not in client.get(screen, follow=True).content.decode(), "said once, to who typed"
    browser = desk.browser("reporter")
    browser.post("/desk/logout/")
    assert "nothing was saved" not in browser.post("/desk/logout/", follow=True).content.decode()


def test_a_draft_is_deleted_by_who_began_it_or_answers_for_it(desk: Desk) -> None:
    article, own = desk.article(), start_story(desk.people["reporter"], "en", headline="Mine")
    for browser, draft, there in (("reporter", article, True), ("reporter", own, False), ("editor", article, False)):
        desk.browser(browser).post(f"/desk/pages/{draft.pk}/delete/")
        assert ArticlePage.objects.filter(pk=draft.pk).exists() is there


def test_who_may_not_start_an_edition_is_told_in_words(desk: Desk) -> None:
    address = reverse("desk:start", args=(desk.article().story_id, "ar"))
    answer = desk.browser("reporter").post(address, follow=True)
    assert "You may not do this in Arabic." in answer.content.decode()


def test_nobody_makes_an_article_past_the_verbs(desk: Desk) -> None:
    container = desk.article().get_parent().pk
    assert (
        desk.browser("admin").post(f"/desk/pages/add/stories/articlepage/{container}/", {"title": "x"}).status_code
        == NOTHING
    )


def test_other_editions_are_there_to_read(desk: Desk) -> None:
    """Who does not write in an edition is led from its editor to the text, without the acts."""
    article = desk.article()
    edit = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    response = desk.browser("irene").get(edit, follow=True)
    shown = response.content.decode()
    assert response.redirect_chain == [(reverse("desk:read", args=(article.pk,)), AWAY)]
    assert "The wells of Port Selwan" in shown
    assert "You do not write in English: this is to read." in shown
    assert "action-send-out" not in shown
    desk.browser("irene").post(edit, {"title": "Hijacked"})
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "The wells of Port Selwan"


def test_who_writes_there_is_led_from_the_text_to_its_editor(desk: Desk) -> None:
    """Lists of what uses a picture or a passage lead everybody to the text."""
    article = desk.article()
    shown = desk.browser("reporter").get(reverse("desk:read", args=(article.pk,))).content.decode()
    assert "You do not write in" not in shown
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=(article.pk,))}">back to writing</a>' in shown


NUMBER = "9" * 30
ZERO = "%00"


@pytest.mark.parametrize(
    "address",
    [
        *(f"articles/{NUMBER}/{screen}" for screen in ("", "send-out/", "versions/")),
        *(f"{screen}/{ZERO}/" for screen in ("editions", "fronts")),
        *(f"{screen}/?q={ZERO}" for screen in ("sections", "topics", "authors", "stories")),
        f"press/?path={ZERO}",
    ],
)
def test_what_no_database_takes_is_nobodys_address(desk: Desk, address: str) -> None:
    assert desk.browser("admin").get(f"/desk/{address}").status_code == NOTHING


@pytest.mark.parametrize("text", ["a\0b", r'{"text":"a\u0000b"}', r'{"text":"half \ud83d of it"}', r'["\uDE00"]'])
def test_what_no_database_keeps_is_refused_in_words(desk: Desk, text: str) -> None:
    address, editor = reverse("wagtailadmin_pages:edit", args=(desk.article().pk,)), desk.browser("editor")
    answer = editor.post(address, {"body-0-value": text}, headers={"Accept": "application/json"})
    assert answer.status_code == REFUSED
    assert "cannot be kept" in answer.json()["error_message"]
    shown = editor.post("/desk/stories/together/", {"act": text})
    assert shown.status_code == REFUSED
    assert "Nothing was changed." in shown.content.decode()
    assert desk.browser("admin").post("/desk/staff/", {"invitation": "none"}).status_code == NOTHING


@pytest.mark.parametrize("text", [r'{"text":"\ud83d\ude00"}', r"C:\\u0000", r'{"text":"a\\u0000"}', "😀 🏴"])
def test_what_is_whole_is_taken(desk: Desk, text: str) -> None:
    assert desk.browser("editor").post("/desk/stories/together/", {"act": text}).status_code != REFUSED


def test_a_path_with_what_no_database_takes_is_not_printed(desk: Desk) -> None:
    browser = desk.browser("admin")
    assert "was never printed" in browser.get("/desk/press/", {"path": f"/en/{ZERO}x/"}).content.decode()
    answer = browser.post("/desk/press/", {"act": "again", "path": f"/en/{ZERO}x/"}, follow=True)
    assert "Nothing is printed at this path." in answer.content.decode()
