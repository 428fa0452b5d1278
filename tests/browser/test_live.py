"""A story that is told while it happens: five times more to read at one address, newest first."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import desk
from tests.browser.desk import AtDesk
from tests.browser.printing import printing
from tests.browser.saying import in_both_directions, runs_as_read
from tests.browser.telling import draft, take_back
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

ENTRIES = (
    "The first clock stops",
    "The queue notices",
    "The ferry sounds its horn",
    "The keeper is sent for",
    "Both clocks strike",
)


@in_both_directions
def test_five_updates_of_a_live_story(newsroom: Newsroom, at_desk: AtDesk, reader: Page, language: str) -> None:
    article = draft(headline=f"Two clocks, live, {language}").pk
    editor = desk.writing(at_desk("nadia", locale=language), article)
    address, anchors = "", list[str]()
    for number, words in enumerate(ENTRIES):
        entry = editor.add("Live entry")
        entry.fill(headline=words)
        runs_as_read(editor.page, language)
        time = entry.place.locator("[name$='-value-time']")
        time.fill(f"09:{number:02}")
        time.press("Tab")  # faster than the clock opens, which would lie over the acts on a low screen
        with printing(newsroom) as change:
            sending = editor.send_out()
            runs_as_read(sending.page, language)
            address = address or sending.address
            sending.publish()
        if number:
            assert (change.new, change.gone) == (set(), set()), "an update gives no address and takes none"
            assert address in change.rewritten
            assert {path for path in change.rewritten if re.match("/en/2", path)} == {address}
        else:
            assert address in change.new
        reader.goto(quote(address))
        entries = reader.locator("article.entry")
        expect(entries.locator("h3")).to_have_text(list(reversed(ENTRIES[: number + 1])))
        shown = [str(one.get_attribute("id")) for one in entries.all()]
        assert shown[1:] == anchors, "what somebody linked to is where it was"
        anchors = shown
        editor = desk.writing(editor.page, article)
    reader.goto(f"{quote(address)}#{anchors[-1]}")
    expect(reader.locator(f"#{anchors[-1]}")).to_be_in_viewport()
    take_back(article)
