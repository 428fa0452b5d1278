"""A table that is pasted is a table of the story, in its place; where none may stand, nothing of it is lost."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from rotativa.stories.actions.start_story import start_story
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.richtext import plain
from rotativa.stories.text import Factbox, Paragraphs, Table
from tests.browser import desk
from tests.browser.desk import AtDesk
from tests.browser.printing import until
from tests.browser.telling import draft, person
from tests.browser.test_pasting import PASTE

pytestmark = pytest.mark.usefixtures("newsroom_rows")

TABLES = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "pasted" / "tables").glob("*.html")}
LATE = """() => {
    const { setTimeout } = window;
    window.setTimeout = (act, wait, ...rest) => setTimeout(act, wait === 250 ? 1500 : wait, ...rest);
}"""
"""Wagtail's text editors hand what was typed to the form after 250 milliseconds; on a slow machine it is later."""
WORD = [["Crossing", "Year", "Minutes"], ["The old ferry of the port", "1999", "42"]]


def paste(text: Locator, html: str, *, keys: tuple[str, ...] = ("Control+End",)) -> None:
    """Pastes into a text, where these keys lead."""
    text.click()
    for key in keys:
        text.page.keyboard.press(key)
    text.evaluate(PASTE, html)


def body(article: int) -> tuple[Any, ...]:
    """What the draft holds now."""
    return text_of(draft_of(ArticlePage.objects.select_related("latest_revision").get(pk=article))).body


def cells(table: Table) -> list[list[str]]:
    """A table as it stands: headings, then rows."""
    return [[column.heading for column in table.columns], *map(list, table.rows)]


def test_a_table_stands_where_it_was_pasted(at_desk: AtDesk) -> None:
    words = "<p>Before the table.</p><p>After the table.</p>"
    article = draft(headline="Three tables", body=[{"type": "text", "value": words}]).pk
    editor = desk.writing(at_desk("nadia"), article)
    texts = editor.page.locator("#body-root .public-DraftEditor-content")
    paste(texts.first, TABLES["word"], keys=("Control+Home", "End"))
    expect(texts).to_have_count(2)
    assert editor.kinds == ["text", "table", "text"]
    paste(texts.last, TABLES["google-docs"])
    editor.add("Text")
    paste(texts.last, TABLES["mail"])
    assert editor.kinds == ["text", "table", "text", "table", "table", "text"]
    editor.page.keyboard.press("ArrowLeft")
    editor.page.keyboard.type(" ")
    editor.page.keyboard.press("Control+z")
    assert "\uf8f0" not in editor.page.locator("#body-root").inner_text()

    editor.save()
    until(lambda: len(body(article)) == 5, "what was pasted was not saved")
    before, word, after, docs, mail = body(article)
    assert [plain(text.html).strip() for text in (before, after)] == [
        "Before the table.",
        "After the table.How long it takes",
    ]
    assert cells(word) == [*WORD, ["The old ferry of the port", "2012", "38.5"], ["Bridge", "7", ""]]
    assert [column.numbers for column in word.columns] == [False, True, True]
    assert cells(docs) == [["", ""], ["Ferry", "42"], ["Bridge", "7"]], "nothing says that its first row is a heading"
    assert mail.caption == "From the port"
    assert cells(mail) == [["Crossing", "Minutes", "Minutes"], ["Ferry", "42", "see the port"], ["Bridge", "7", ""]]


def test_a_table_that_was_just_pasted_is_taken_back(at_desk: AtDesk) -> None:
    """With what it parted, and whatever was marked; what is typed after that is undone alone."""
    words = "<p>Before it. Marked. After it.</p>"
    article = draft(headline="Second thoughts of a table", body=[{"type": "text", "value": words}]).pk
    editor = desk.writing(at_desk("nadia"), article)
    text = editor.page.locator("#body-root .public-DraftEditor-content").first
    keys = ("Control+Home", *("ArrowRight",) * len("Before it. "), *("Shift+ArrowRight",) * len("Marked. "))
    paste(text, TABLES["word"], keys=keys)
    assert editor.kinds == ["text", "table", "text"]
    editor.page.keyboard.press("Control+z")
    shown = editor.page.locator("#body-root [data-streamfield-child]:visible")
    expect(shown).to_have_count(1)
    expect(text).to_have_text("Before it. Marked. After it.")
    editor.save()
    assert [plain(block.html).strip() for block in body(article)] == ["Before it. Marked. After it."]

    text = editor.page.locator("#body-root .public-DraftEditor-content").first
    paste(text, TABLES["word"])
    editor.page.keyboard.type("x")
    editor.page.keyboard.press("Control+z")
    assert editor.kinds == ["text", "table"]


def test_a_first_row_that_says_what_is_below_it_is_the_headings(at_desk: AtDesk) -> None:
    unmarked = TABLES["word"].replace("<thead>", "").replace("</thead>", "")
    words = "<tr><td>{}</td><td>{}</td></tr>"
    plain_words = words.format("Crossing", "Minutes") + words.format("Ferry", "42") + words.format("Bridge", "7")
    titled = "<tr><td colspan=2><b>How long it takes</b></td></tr>" + words.format("Ferry", "slow")
    article = draft(headline="Unmarked headings", body=[{"type": "text", "value": "<p>Before it.</p>"}]).pk
    editor = desk.writing(at_desk("nadia"), article)
    text = editor.page.locator("#body-root .public-DraftEditor-content").first
    for html in (f"<table>{titled}</table>", f"<table>{plain_words}</table>", unmarked):
        paste(text, html)
    assert editor.kinds == ["text", "table", "table", "table"]
    editor.save()
    until(lambda: len(body(article)) == 4, "what was pasted was not saved")
    _text, bold, over_figures, below_a_title = body(article)
    assert cells(bold)[:2] == WORD
    assert cells(over_figures) == [["Crossing", "Minutes"], ["Ferry", "42"], ["Bridge", "7"]]
    assert cells(below_a_title)[0] == ["", ""], "a title over the whole table heads no column"


def test_a_table_takes_the_place_of_what_was_marked(at_desk: AtDesk) -> None:
    words = "<p>Before it. Marked. After it.</p>"
    article = draft(headline="A marked text", body=[{"type": "text", "value": words}]).pk
    editor = desk.writing(at_desk("nadia"), article)
    text = editor.page.locator("#body-root .public-DraftEditor-content").first
    keys = ("Control+Home", *("ArrowRight",) * len("Before it. "), *("Shift+ArrowRight",) * len("Marked. "))
    paste(text, TABLES["word"], keys=keys)
    assert editor.kinds == ["text", "table", "text"]
    editor.save()
    until(lambda: len(body(article)) == 3, "what was pasted was not saved")
    before, _table, after = body(article)
    assert [plain(text.html).strip() for text in (before, after)] == ["Before it.", "After it."]


def test_where_no_table_may_stand_its_rows_are_paragraphs(at_desk: AtDesk) -> None:
    factbox = {"type": "factbox", "value": {"title": "The port", "words": "<p>In short.</p>"}}
    article = draft(headline="A table in a box", body=[factbox, {"type": "text", "value": "<p>Long.</p>"}]).pk
    editor = desk.writing(at_desk("nadia"), article)
    texts = editor.page.locator("#body-root .public-DraftEditor-content")
    paste(texts.first, f"<p>&nbsp;</p>{TABLES['mail']}")
    assert not editor.page.locator(".messages li").count(), "it was not too large"
    rows = "".join(f"<tr><td>Ship {number}</td><td>{number}</td></tr>" for number in range(101))
    paste(texts.last, f"<p>All ships:</p><table>{rows}</table>")
    expect(editor.page.locator(".messages")).to_contain_text("at most 100 rows and 12 columns")
    assert editor.kinds == ["factbox", "text"]
    editor.save()

    def saved() -> bool:
        box, text = body(article)
        return "Bridge – 7" in plain(box.html) and "Ship 100 – 100" in plain(text.html)

    until(saved, "what was pasted was not saved")
    box, text = body(article)
    assert isinstance(box, Factbox)
    assert isinstance(text, Paragraphs)
    for row in ("From the port", "Crossing – Minutes", "Ferry – 42 – see the port"):
        assert row in plain(box.html)
    assert 'see <a href="https://example.org/harbour">the port</a>' in box.html
    assert text.html.count(" – ") == 101


def test_on_a_slow_machine_what_stands_behind_a_pasted_table_is_saved_too(at_desk: AtDesk) -> None:
    """Its editor hands it to the form after the one that was pasted into, and long after the key that pastes."""
    words = "<p>Before the table.</p><p>After the table.</p>"
    article = draft(headline="A slow machine", body=[{"type": "text", "value": words}]).pk
    editor = desk.writing(at_desk("nadia"), article)
    editor.page.evaluate(LATE)
    text = editor.page.locator("#body-root .public-DraftEditor-content").first
    paste(text, TABLES["word"], keys=("Control+Home", "End"))
    editor.save()
    until(lambda: len(body(article)) > 1, "what was pasted was not saved")
    assert [type(one) for one in body(article)] == [Paragraphs, Table, Paragraphs]
    assert [plain(one.html).strip() for one in body(article) if isinstance(one, Paragraphs)] == [
        "Before the table.",
        "After the table.",
    ]


def test_a_table_from_right_to_left(at_desk: AtDesk) -> None:
    begun = [{"type": "text", "value": "<p>قبل الجدول.</p><p>بعد الجدول.</p>"}]
    article = start_story(person("samir"), "ar", headline="جدول", body=begun).pk
    editor = desk.writing(at_desk("samir", locale="ar"), article)
    row = "<tr><td>{}</td><td>{}</td></tr>"
    rows = row.format("العبّارة", "٤٢") + row.format("الجسر", "٧٫٥")
    html = f"<table dir=rtl><thead>{row.format('المعبر', 'الدقائق')}</thead>{rows}</table>"
    paste(editor.page.locator("#body-root .public-DraftEditor-content").first, html, keys=("Control+Home", "End"))
    assert editor.kinds == ["text", "table", "text"]
    editor.save()
    until(lambda: len(body(article)) == 3, "what was pasted was not saved")
    _before, table, _after = body(article)
    assert cells(table) == [["المعبر", "الدقائق"], ["العبّارة", "٤٢"], ["الجسر", "٧٫٥"]]
    assert [column.numbers for column in table.columns] == [False, True]
