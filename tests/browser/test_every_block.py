"""A story with every block, from an empty screen to a printed page: typed and chosen as an editor does."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, sent
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from tests.browser import desk
from tests.browser.desk import AtDesk, Block
from tests.browser.printing import printing, until
from tests.browser.telling import person
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

HEADLINE = "The bridge at Vila Clara, in every way that we can tell it"


def test_every_block_from_an_empty_screen(newsroom: Newsroom, at_desk: AtDesk, settings: Any) -> None:
    settings.MEDIA_ROOT = (
        Path(newsroom.environment["ROTATIVA_DATA"]) / "media"
    )  # where the newsroom looks for the document
    nadia = person("nadia")
    add_document(nadia, receive(sent(PDF)), title="Harbour report")
    passage = add_passage(nadia, "The ferries of Vila Clara")
    body = [{"type": "text", "value": "<p>Until 2012, ferries crossed the river.</p>"}]
    save_passage(nadia, passage, "en", body=body)
    publish_passage(nadia, passage, "en")

    editor = desk.write_story(at_desk("nadia"), "English")
    editor.fill(title=HEADLINE, standfirst="After thirteen years of ferries, the town crosses on foot.")
    editor.place("Economy", "News", "Esmar")
    editor.add("Text").type("The bridge opened at six.", "By seven, the market was full.")
    editor.add("Subhead").fill("What changes at the river")
    editor.add("Pull quote").fill(words="By seven, the market was full", speaker="Ana Prado")
    editor.add("Statement").fill(words="We will rebuild.", speaker="Ana Prado", role="mayor")
    picture = editor.add("Picture")
    picture.choose_picture("strait")
    picture.fill(caption="The river at dawn.")
    gallery = editor.add("Gallery")
    gallery.choose_picture("chart-queue-en")
    timeline = editor.add("Timeline")
    timeline.fill(title="The bridge", when="1999", until="2012", words="Ferries cross the river.")
    _table(editor.add("Table"))
    _choose(editor.add("Document"), editor.page, "Choose a document", "Harbour report", title="The report")
    editor.add("READ").choose_story("The night ferry did not lengthen the queue. A missing stamp did")
    box = editor.add("Factbox")
    box.fill(title="In figures")
    box.type("Length: 412 metres")
    _choose(editor.add("Background"), editor.page, "Choose a passage", "The ferries of Vila Clara")
    live = editor.add("Live entry")
    assert live.place.locator("[name$='-value-day']").input_value(), "the day and the minute are there"
    live.fill(headline="The first cars are across")

    def saved() -> bool:
        draft = draft_of(ArticlePage.objects.select_related("latest_revision").get(pk=editor.article))
        return len(text_of(draft).body) == len(KINDS)

    until(saved, "the editor never saved every block")
    text = text_of(draft_of(ArticlePage.objects.select_related("latest_revision").get(pk=editor.article)))
    assert [type(block).__name__ for block in text.body] == KINDS
    with printing(newsroom) as change:
        out = editor.send_out()
        assert out.gates == []
        out.publish()
    (page,) = (path for path in change.new if path.count("/") > A_DAY)
    printed = gzip.decompress(newsroom.printed()[f"{page.strip('/')}/index.html.gz"]).decode()
    for words in WORDS:
        assert words in printed
    assert any(path.startswith("/documents/") for path in change.new), "the document is public with the article"


A_DAY = 5
"""Slashes in the address of a day: that of an article has more."""
KINDS = [
    *("Paragraphs", "Subhead", "PullQuote", "Statement", "Picture", "Gallery", "Timeline", "Table", "Document", "Read"),
    *("Factbox", "Context", "LiveEntry"),
]
WORDS = (
    *("By seven, the market was full.", "What changes at the river", "We will rebuild.", "The river at dawn."),
    *("1999</time>", "Ferries cross the river.", "Crossing", ">42<", "The report", "PDF, ", "412 metres"),
    *("Until 2012, ferries crossed the river.", "The first cars are across"),
)


def _table(block: Block) -> None:
    """A heading, a row, and what the table is about; by keyboard where it can be."""
    place = block.place
    place.locator("[name$='-value-table-caption']").fill("How long it takes to cross")
    for kind, heading in (("Words", "Crossing"), ("Figures", "Minutes")):
        place.get_by_role("button", name="Add column").last.click()
        place.locator(".add-column-menu").get_by_role("button", name=kind).click()
        place.locator("[name*='-column-'][name$='-heading']").last.fill(heading)
    for field, words in zip(place.locator("[name*='-cell-']").all(), ("Ferry", "42"), strict=True):
        field.fill(words)


def _choose(block: Block, page: Page, button: str, name: str, **fields: str) -> None:
    block.place.get_by_role("button", name=button).click()
    page.locator(".modal-content").get_by_role("link", name=name).click()
    page.locator(".modal-content").wait_for(state="detached")
    if fields:
        block.fill(**fields)
