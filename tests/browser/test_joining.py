"""Somebody joins: a mail opened, a password set, a second factor set up, and the first draft written."""

import hmac
import re
import struct
import time
from base64 import b32decode
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from rotativa.staff.models import User
from tests.browser import desk
from tests.browser.conftest import Opening
from tests.browser.desk import AtDesk
from tests.browser.printing import until
from tests.browser.saying import in_both_directions, language_in, runs_as_read, said
from tests.browser.seeing import Mishaps, barriers
from tests.browser.telling import draft
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

WORDS = "seven quiet ferries"
JOINS = {"en": ("vera", "Vera Castro"), "ar": ("hala", "هالة رمضان")}
"""Who joins a desk in this language."""


@in_both_directions
def test_from_the_invitation_to_the_first_draft(
    newsroom: Newsroom, at_desk: AtDesk, open_context: Opening, language: str
) -> None:
    login, name = JOINS[language]
    invite(at_desk("admin", locale=language), login, name)
    page = open_context(locale=language).new_page()
    mishaps = Mishaps(page)
    page.goto(link_of(newsroom, login))
    runs_as_read(page, language)
    welcome = "Welcome, %(name)s. %(inviter)s asks you to join as:"
    both = {"name": f"\u2068{name}\u2069", "inviter": "\u2068Irene Valdés\u2069"}
    expect(page.locator("main")).to_contain_text(said(page, welcome, **both))
    expect(page.locator(".r-roles")).to_contain_text(said(page, "Translator"))
    expect(page.locator(".r-roles")).to_contain_text(language_in(page, "es"))
    assert barriers(page) == []
    page.get_by_label(said(page, "Login name")).fill(login)
    page.get_by_label(said(page, "Password"), exact=True).fill(WORDS)
    page.get_by_label(said(page, "The password once more")).fill(WORDS)
    page.get_by_role("button", name=said(page, "Join")).click()

    expect(page.get_by_role("heading", name=said(page, "Second factor"))).to_be_visible()
    page.goto("/desk/stories/")
    expect(page).to_have_url(re.compile("/second-factor/$"))
    runs_as_read(page, language)
    page.get_by_role("link", name=said(page, "Set up an app")).click()
    assert barriers(page) == []
    runs_as_read(page, language)
    page.get_by_text(said(page, "It cannot read it")).click()
    secret = page.locator(".r-secret").inner_text()
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name=said(page, "Done")).click()
    expect(page.locator(".r-recovery li")).to_have_count(10)
    assert barriers(page) == []
    runs_as_read(page, language)
    page.get_by_role("link", name=said(page, "I have written them down")).click()
    expect(page).to_have_url(re.compile("/desk/$"))
    assert mishaps == []

    story = draft(headline="A story that nobody has told in Spanish").story_id
    page.goto(reverse("desk:start", args=(story, "es")))
    start = said(page, "Start %(language)s", language=language_in(page, "es"))
    page.get_by_role("button", name=start).click()
    editor = desk.Editor(page)
    editor.fill(title="Una historia que nadie ha contado")
    editor.save()
    editor.saves_itself(title="Una historia que nadie ha contado")
    joined = User.objects.get(username=login)
    assert joined.email == f"{login}@atlas.example"
    assert (joined.may("article.write", "es"), joined.may("article.write", "en")) == (True, False)


def test_a_passkey_says_where_it_cannot_be(at_desk: AtDesk) -> None:
    """The address of a demo is a number, for which no browser keeps one."""
    page = at_desk("rui")
    page.goto("/desk/account/second-factor/passkeys/add/")
    page.get_by_label("Name", exact=True).fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(
        "A passkey needs an address with a name and https, or localhost: this one has none. Use another way here."
    )


def invite(page: Page, login: str, name: str) -> None:
    """An editor-in-chief asks a translator to join."""
    page.goto("/desk/staff/")
    page.get_by_role("link", name=said(page, "Invite somebody")).click()
    page.get_by_label(said(page, "Name"), exact=True).fill(name)
    page.get_by_label(said(page, "E-mail")).fill(f"{login}@atlas.example")
    page.get_by_label(said(page, "Role")).select_option(label=said(page, "Translator"))
    page.get_by_label("Español").check()
    page.get_by_role("button", name=said(page, "Send the invitation")).click()
    expect(page.locator("main")).to_contain_text(f"{login}@atlas.example")


def link_of(newsroom: Newsroom, login: str) -> str:
    """The link in the mail, which the scheduler sends by itself; a demo puts its mails into a folder."""
    folder = Path(newsroom.environment["ROTATIVA_DATA"]) / "mail"

    def came() -> bool:
        return any(f"{login}@atlas.example" in mail.read_text() for mail in folder.glob("*"))

    until(came, "the mail never came")
    mail = next(each for each in sorted(folder.glob("*")) if f"{login}@atlas.example" in each.read_text())
    text = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",))
    assert text is not None
    found = re.search(r"/desk/invitation/\S+", text.get_content())
    assert found is not None
    return found[0]


def code_of(secret: str) -> str:
    """The code that an app shows for this secret, as RFC 6238 says."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", int(time.time() // 30)), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
