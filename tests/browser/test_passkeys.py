"""Passkeys, in a browser that has a device for them: added, let in by, refused, and taken away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from rotativa.demo.furnishing import PASSWORD
from tests.browser.conftest import Opening
from tests.browser.saying import in_both_directions, said
from tests.browser.seeing import barriers
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

REFUSED = (
    "This passkey was not accepted: the desk does not know it, or the question to it was too old. Try again, or use "
    "another way."
)
NO_ANSWER = "The passkey did not answer, or this browser knows none for this address. Try again, or use another way."
UNASKED = "The desk did not answer, so the passkey was not asked. Wait a minute, then try again, or use another way."
KNOWN = "This passkey has been added already. Use another device or key, or go back."
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    **dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation"), True),
}
WithDevice = Callable[[str], tuple[Page, CDPSession, str]]


@pytest.fixture
def with_device(newsroom: Newsroom, open_context: Opening) -> WithDevice:
    """Opens a page of the desk under the name for which a browser keeps passkeys, with a device that answers."""
    address = newsroom.address.replace("127.0.0.1", "localhost")

    def opening(language: str) -> tuple[Page, CDPSession, str]:
        page = open_context(locale=language, base_url=address).new_page()
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        added = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return page, device, str(added["authenticatorId"])

    return opening


@in_both_directions
def test_a_passkey_from_the_first_day_to_the_last(with_device: WithDevice, language: str) -> None:
    page, device, number = with_device(language)
    alert = page.get_by_role("alert")
    page.goto("/desk/login/")
    by_key = said(page, "Sign in with a passkey")
    page.get_by_role("button", name=by_key).click()
    expect(alert).to_have_text(said(page, NO_ANSWER))  # nothing was added yet

    page.locator("#id_login").fill("rui")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=said(page, "Sign in"), exact=True).click()
    page.wait_for_url("**/desk/")
    _add(page, "Laptop")
    page.wait_for_url("**/codes/")
    page.goto("/desk/account/second-factor/")
    expect(page.get_by_text("Laptop")).to_be_visible()
    assert barriers(page) == []
    _add(page, "Laptop once more")
    expect(alert).to_have_text(said(page, KNOWN))

    page.context.clear_cookies()
    page.goto("/desk/login/")
    page.get_by_role("button", name=by_key).click()
    page.wait_for_url("**/desk/")

    page.goto("/desk/account/second-factor/")
    page.locator(".r-item", has_text="Laptop").get_by_role("link").click()
    page.get_by_role("button", name=said(page, "Take it away")).click()
    expect(page.get_by_text("Laptop")).to_have_count(0)

    page.context.clear_cookies()
    page.goto("/desk/login/?next=/desk/press/")
    page.get_by_role("button", name=by_key).click()
    expect(alert).to_have_text(said(page, REFUSED))
    assert barriers(page) == []
    device.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.get_by_role("button", name=by_key).click()
    expect(page.locator("#passkey-failed")).to_have_text(said(page, NO_ANSWER))
    expect(page.locator("#passkey-failed")).to_be_visible()
    page.route("**/login/passkey/", lambda route: route.fulfill(status=503))
    page.get_by_role("button", name=by_key).click()
    expect(page.locator("#passkey-unasked")).to_have_text(said(page, UNASKED))
    expect(page.locator("#passkey-unasked")).to_be_visible()
    expect(page.locator("#passkey-failed")).to_be_hidden()


def _add(page: Page, name: str) -> None:
    page.goto("/desk/account/second-factor/passkeys/add/")
    page.locator("#id_name").fill(name)
    page.locator("#id_passwordless").check()
    page.get_by_role("button", name=said(page, "Add a passkey")).click()
