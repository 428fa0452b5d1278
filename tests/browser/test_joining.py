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
from tests.browser.seeing import Mishaps, barriers
from tests.browser.telling import draft
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

WORDS = "seven quiet ferries"


def test_from_the_invitation_to_the_first_draft(newsroom: Newsroom, at_desk: AtDesk, open_context: Opening) -> None:
    invite(at_desk("admin"))
    page = open_context().new_page()
    mishaps = Mishaps(page)
    page.goto(link_of(newsroom))
    expect(page.locator("main")).to_contain_text("\u2068Irene Valdés\u2069 asks you to join as:")
    expect(page.locator("main")).to_contain_text("Translator, Spanish")
    assert barriers(page) == []
    page.get_by_label("Login name").fill("vera")
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.get_by_label("The password once more").fill(WORDS)
    page.get_by_role("button", name="Join").click()

    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.goto("/desk/stories/")
    expect(page).to_have_url(re.compile("/second-factor/$"))
    page.get_by_role("link", name="Set up an app").click()
    assert barriers(page) == []
    page.get_by_text("It cannot read it").click()
    secret = page.locator(".r-secret").inner_text()
    page.get_by_label("code").fill(code_of(secret))
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".r-recovery li")).to_have_count(10)
    assert barriers(page) == []
    page.get_by_role("link", name="I have written them down").click()
    expect(page).to_have_url(re.compile("/desk/$"))
    assert mishaps == []

    story = draft(headline="A story that nobody has told in Spanish").story_id
    page.goto(reverse("desk:start", args=(story, "es")))
    page.get_by_role("button", name="Start Spanish").click()
    editor = desk.Editor(page)
    editor.fill(title="Una historia que nadie ha contado")
    editor.save()
    editor.saves_itself(title="Una historia que nadie ha contado")
    vera = User.objects.get(username="vera")
    assert (vera.email, vera.may("article.write", "es"), vera.may("article.write", "en")) == (
        "vera@atlas.example",
        True,
        False,
    )


def invite(page: Page) -> None:
    """An editor-in-chief asks a translator to join."""
    page.goto("/desk/staff/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name", exact=True).fill("Vera Castro")
    page.get_by_label("E-mail").fill("vera@atlas.example")
    page.get_by_label("Role").select_option(label="Translator")
    page.get_by_label("Español").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("vera@atlas.example")


def link_of(newsroom: Newsroom) -> str:
    """The link in the mail, which the scheduler sends by itself; a demo puts its mails into a folder."""
    folder = Path(newsroom.environment["ROTATIVA_DATA"]) / "mail"

    def came() -> bool:
        return any("vera@atlas.example" in mail.read_text() for mail in folder.glob("*"))

    until(came, "the mail never came")
    mail = next(each for each in sorted(folder.glob("*")) if "vera@atlas.example" in each.read_text())
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
