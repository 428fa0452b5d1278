"""What is copied from Word, Google Docs and a mail keeps its structure and loses the rest."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rotativa.stories.extracting import text_of
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.richtext import plain
from rotativa.stories.text import Paragraphs, Subhead
from tests.browser import desk
from tests.browser.desk import AtDesk
from tests.browser.printing import until
from tests.browser.telling import draft

pytestmark = pytest.mark.usefixtures("newsroom_rows")

CLIPBOARDS = sorted((Path(__file__).parent / "pasted").glob("*.html"))
"""The same few lines, as each program puts them on the clipboard."""
PASTE = """
(editor, html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', 'plain');
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}
"""


def test_what_is_pasted_keeps_its_structure_and_loses_the_rest(at_desk: AtDesk) -> None:
    article = draft(headline="A full clipboard", body=[]).pk
    editor = desk.writing(at_desk("nadia"), article)
    asked: list[str] = []
    editor.page.on("request", lambda request: asked.append(request.url))
    for clipboard in CLIPBOARDS:
        text = editor.add("Text").place.locator(".public-DraftEditor-content")
        text.click()
        text.evaluate(PASTE, clipboard.read_text("utf-8"))
        expect(text).to_contain_text("the harbour’s page")
    fields = editor.page.locator("[name^='body-'][name$='-value']")
    # The editor writes into its field a quarter of a second after the last change.
    until(lambda: all("harbour" in field.input_value() for field in fields.all()), "the editor kept what was pasted")
    pasted = [json.loads(field.input_value()) for field in fields.all()]
    told = [[(block["type"], block["text"]) for block in one["blocks"]] for one in pasted]
    assert told == [
        [
            ("header-two", "The ferry"),
            ("unstyled", "The bridge opened at six."),
            ("unordered-list-item", "First crossing"),
            ("unordered-list-item", "Second crossing"),
            ("unstyled", "See the harbour’s page."),
        ]
    ] * len(CLIPBOARDS)
    for one in pasted:
        looks = [[style["style"] for style in block["inlineStyleRanges"]] for block in one["blocks"]]
        assert looks == [[], ["BOLD", "ITALIC"], [], [], []]
        assert [entity["data"] for entity in one["entityMap"].values()] == [
            {"url": "https://example.org/harbour?year=2022"}
        ]
    editor.save()

    def saved() -> bool:
        return len(text_of(draft_of(ArticlePage.objects.get(pk=article))).body) == 2 * len(CLIPBOARDS)

    until(saved, "what was pasted was not saved")
    subhead, words, *_others = text_of(draft_of(ArticlePage.objects.get(pk=article))).body
    assert isinstance(subhead, Subhead)
    assert isinstance(words, Paragraphs)
    assert plain(words.html).split() == [
        "The",
        "bridge",
        "opened",
        "at",
        "six.",
        "First",
        "crossing",
        "Second",
        "crossing",
        "See",
        "the",
        "harbour’s",
        "page.",
    ]
    assert all("127.0.0.1" in address for address in asked), "no picture of a mail is fetched"
