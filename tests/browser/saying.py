"""What the desk calls things in the language of a window: a journey names them in English, and may go in any."""

from functools import cache

from babel.messages.pofile import read_po
from django.utils import translation
from playwright.sync_api import Page

from tests.support.databases import ROOT

WORDS = ROOT / "rotativa" / "desk" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def said(page: Page, words: str, **filled: str) -> str:
    """These words of the English desk, such as ``Write in %(language)s``, as this window has them."""
    language = page.locator("html").get_attribute("lang") or "en"
    with translation.override(language):
        text = translation.gettext(_asked_for().get(words, words))
    if language != "en" and text == words:
        raise LookupError(f"the desk has no word for “{words}” in {language}")
    return text % filled if filled else text


@cache
def _asked_for() -> dict[str, str]:
    """Under which words of Wagtail's the desk's own English ones are found."""
    with WORDS.open("rb") as catalogue:
        return {
            message.string: message.id
            for message in read_po(catalogue)
            if isinstance(message.id, str) and isinstance(message.string, str) and message.string
        }
