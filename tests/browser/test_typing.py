"""What was typed is kept, however soon it is saved."""

import pytest
from playwright.sync_api import expect

from rotativa.stories.models import ArticlePage
from tests.browser import desk
from tests.browser.desk import AtDesk
from tests.browser.printing import until
from tests.browser.telling import draft

pytestmark = pytest.mark.usefixtures("newsroom_rows")


@pytest.mark.parametrize("key", ["Control+s", "Control+Enter"])
def test_the_last_sentence_is_kept(at_desk: AtDesk, key: str) -> None:
    article = draft(headline=f"Typed before {key}").pk
    editor = desk.writing(at_desk("nadia"), article)
    text = editor.add("Text").place.locator(".public-DraftEditor-content")
    text.click()
    editor.page.keyboard.type("The clock struck and was heard.")
    editor.page.keyboard.press(key)

    def kept() -> bool:
        content = ArticlePage.objects.get(pk=article).latest_revision.content["body"]
        return "The clock struck and was heard." in content

    until(kept, "the sentence was not saved")
    if key == "Control+Enter":
        expect(editor.page).to_have_url(f"{editor.page.url.partition('/desk/')[0]}/desk/articles/{article}/send-out/")
