"""What the desk calls things in the language of a window: a journey names them in English, and may go in any."""

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from playwright.sync_api import Page

from rotativa.editions.in_words import language_name
from tests.support.databases import ROOT

WORDS = ROOT / "rotativa" / "desk" / "locale" / "en" / "LC_MESSAGES" / "django.po"

in_both_directions = pytest.mark.parametrize("language", ["en", "ar"])
"""A journey at a desk in English, and again at one in Arabic: ``at_desk("nadia", locale=language)``."""


def said(page: Page, words: str, **filled: str) -> str:
    """These words of the English desk, such as ``Write in %(language)s``, as this window has them."""
    language = page.locator("html").get_attribute("lang") or "en"
    with translation.override(language):
        text = translation.gettext(_asked_for().get(words, words))
    if language != "en" and text == words:
        raise LookupError(f"the desk has no word for “{words}” in {language}")
    return text % filled if filled else text


def begun(page: Page, words: str, **filled: str) -> str:
    """The same as far as it is known: up to the first thing that is said in it and not given here."""
    names = re.findall(r"%\((\w+)\)s", words)
    return said(page, words, **{name: filled.get(name, "\0") for name in names}).partition("\0")[0].strip()


def language_in(page: Page, code: str) -> str:
    """What this window calls the language of an edition: ``Spanish`` for ``es``."""
    with translation.override(page.locator("html").get_attribute("lang") or "en"):
        return language_name(code)


def runs_as_read(page: Page, language: str) -> None:
    """The screen has this language, runs as it is read, and has nothing beyond its edges to scroll to."""
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert page.evaluate(SIDEWAYS) == [], "the screen scrolls sideways"


SIDEWAYS = """() => [document.scrollingElement, document.querySelector("main")].filter(each =>
    each && each.scrollWidth > each.clientWidth + 1 && !["hidden", "clip"].includes(getComputedStyle(each).overflowX)
).map(each => `${each.localName}: ${each.scrollWidth} in ${each.clientWidth}`)"""


@cache
def _asked_for() -> dict[str, str]:
    """Under which words of Wagtail's the desk's own English ones are found."""
    with WORDS.open("rb") as catalogue:
        return {
            message.string: message.id
            for message in read_po(catalogue)
            if isinstance(message.id, str) and isinstance(message.string, str) and message.string
        }
