"""A story with every block, from an empty screen to a printed page: written, read, given back, corrected, sent out.

On the Arabic desk, right to left: what works there works in English, in which the other journeys go.
"""

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
from tests.browser.saying import runs_as_read, said
from tests.browser.telling import person
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

HEADLINE = "جسر فيلا كلارا كما يُروى بكل طريقة"
CORRECTED = "بعد ثلاثة عشر عامًا من العبّارات تعبر المدينة سيرًا على الأقدام منذ فجر الاثنين."


def test_every_block_from_an_empty_screen(newsroom: Newsroom, at_desk: AtDesk, settings: Any) -> None:
    settings.MEDIA_ROOT = (
        Path(newsroom.environment["ROTATIVA_DATA"]) / "media"
    )  # where the newsroom looks for the document
    _is_there_to_choose()
    editor = desk.write_story(at_desk("huda", locale="ar"), "العربية")
    runs_as_read(editor.page, "ar")
    editor.fill(title=HEADLINE, standfirst="بعد ثلاثة عشر عامًا من العبّارات تعبر المدينة سيرًا على الأقدام.")
    editor.place("اقتصاد", "خبر", "إسمار")
    editor.add("Text").type("فُتح الجسر في السادسة.", "وفي السابعة امتلأت السوق.")
    editor.add("Subhead").fill("ما الذي يتغيّر عند النهر")
    editor.add("Pull quote").fill(words="في السابعة امتلأت السوق", speaker="آنا برادو")
    editor.add("Statement").fill(words="سنبني من جديد.", speaker="آنا برادو", role="رئيسة البلدية")
    picture = editor.add("Picture")
    picture.choose_picture("Night ferry in the strait")
    picture.fill(caption="النهر عند الفجر.")
    gallery = editor.add("Gallery")
    gallery.choose_picture("Chart: waiting at the ferry port (Arabic)")
    timeline = editor.add("Timeline")
    timeline.fill(title="الجسر", when="1999", until="2012", words="العبّارات تعبر النهر.")
    _table(editor.add("Table"))
    _choose(editor.add("Document"), editor.page, "Choose a document", "تقرير الميناء", title="التقرير")
    editor.add("READ: another story").choose_story("العبّارة الليلية لم تُطل الطابور، بل أطاله ختمٌ غائب")
    box = editor.add("Factbox")
    box.fill(title="بالأرقام")
    box.type("الطول: 412 مترًا")
    _choose(editor.add("Background"), editor.page, "Choose a passage", "عبّارات فيلا كلارا")
    live = editor.add("Live entry")
    assert live.place.locator("[name$='-value-day']").input_value(), "the day and the minute are there"
    live.fill(headline="أولى السيارات في الضفة الأخرى")

    def saved() -> bool:
        draft = draft_of(ArticlePage.objects.select_related("latest_revision").get(pk=editor.article))
        return len(text_of(draft).body) == len(KINDS)

    until(saved, "the editor never saved every block")
    text = text_of(draft_of(ArticlePage.objects.select_related("latest_revision").get(pk=editor.article)))
    assert [type(block).__name__ for block in text.body] == KINDS
    with printing(newsroom) as change:
        runs_as_read(editor.page, "ar")
        editor.ask()
        samir_reads = at_desk("samir", locale="ar")
        desk.goes_back(editor, samir_reads, "متى بدأ العدّ؟", standfirst=CORRECTED)
    assert (change.new, change.gone, change.rewritten) == (set(), set(), set())
    with printing(newsroom) as change:
        out = desk.writing(samir_reads, editor.article).send_out()
        runs_as_read(out.page, "ar")
        assert out.gates == []
        out.publish()
    (page,) = (path for path in change.new if path.count("/") > A_DAY)
    printed = gzip.decompress(newsroom.printed()[f"{page.strip('/')}/index.html.gz"]).decode()
    for words in (*WORDS, CORRECTED):
        assert words in printed
    assert any(path.startswith("/documents/") for path in change.new), "the document is public with the article"


def _is_there_to_choose() -> None:
    """A document and a background passage."""
    samir = person("samir")
    add_document(samir, receive(sent(PDF)), title="تقرير الميناء")
    passage = add_passage(samir, "عبّارات فيلا كلارا")
    body = [{"type": "text", "value": "<p>حتى عام 2012 كانت العبّارات تعبر النهر.</p>"}]
    save_passage(samir, passage, "ar", body=body)
    publish_passage(samir, passage, "ar")


A_DAY = 5
"""Slashes in the address of a day: that of an article has more."""
KINDS = [
    *("Paragraphs", "Subhead", "PullQuote", "Statement", "Picture", "Gallery", "Timeline", "Table", "Document", "Read"),
    *("Factbox", "Context", "LiveEntry"),
]
WORDS = (
    *("وفي السابعة امتلأت السوق.", "ما الذي يتغيّر عند النهر", "سنبني من جديد.", "النهر عند الفجر."),
    *("1999</time>", "العبّارات تعبر النهر.", "العبور", ">42<", "التقرير", "PDF", "412 مترًا"),
    *("حتى عام 2012 كانت العبّارات تعبر النهر.", "أولى السيارات في الضفة الأخرى", 'dir="rtl"'),
)


def _table(block: Block) -> None:
    """A heading, a row, and what the table is about; by keyboard where it can be."""
    place = block.place
    place.locator("[name$='-value-table-caption']").fill("كم يستغرق العبور")
    for kind, heading in (("Words", "العبور"), ("Figures", "بالدقائق")):
        place.get_by_role("button", name=said(place.page, "Add column")).last.click()
        place.locator(".add-column-menu").get_by_role("button", name=said(place.page, kind)).click()
        place.locator("[name*='-column-'][name$='-heading']").last.fill(heading)
    for field, words in zip(place.locator("[name*='-cell-']").all(), ("بالعبّارة", "42"), strict=True):
        field.fill(words)


def _choose(block: Block, page: Page, button: str, name: str, **fields: str) -> None:
    block.place.get_by_role("button", name=said(page, button)).click()
    page.locator(".modal-content").get_by_role("link", name=name).click()
    page.locator(".modal-content").wait_for(state="detached")
    if fields:
        block.fill(**fields)
