"""The desk and the pages ask nobody but us, and pages need no script."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.support.newsroom import Newsroom


@pytest.mark.parametrize("path", ["/desk/", "/desk/pages/", "/desk/images/", "/desk/account/"])
def test_the_desk_asks_nobody_else(at_desk: Callable[[str], Page], path: str) -> None:
    page = at_desk("admin")
    answer = page.goto(path, wait_until="networkidle")
    assert answer is not None
    assert answer.ok


@pytest.mark.parametrize(("edition", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_reader_needs_no_script(open_context: Opening, newsroom: Newsroom, edition: str, direction: str) -> None:
    """From the first page to a story, to what stands near it, to the same story elsewhere, and on from a wrong turn."""
    page = open_context(java_script_enabled=False).new_page()

    def follow(where: str) -> str:
        link = page.locator(where).first
        words, path = link.inner_text().strip(), link.get_attribute("href") or ""
        link.click()
        expect(page).to_have_url(re.compile(re.escape(quote(path)) + "$"))
        expect(page.locator("h1")).to_be_visible()
        return words

    def in_other_languages() -> str:
        """The first story of the front that is: tests before this one may have told others."""
        paths = [link.get_attribute("href") or "" for link in page.locator("main h3 a").all()]
        return next(path for path in paths if b'rel="alternate"><bdi' in newsroom.get(quote(path))[1])

    def is_here() -> bool:
        root = page.locator("html")
        return (root.get_attribute("lang"), root.get_attribute("dir")) == (edition, direction)

    page.goto("/")
    follow(f"a[href='/{edition}/']")
    assert is_here()
    headline = follow(f"main h3 a[href='{in_other_languages()}']")
    assert page.locator("h1").inner_text() == headline
    follow(".strip a[rel=alternate]")
    assert not is_here()
    follow(f".strip a[hreflang={edition}]")
    for where in (".topics a", "main h3 a", "a.day", "main h3 a", ".sections a", "main h3 a", ".authors a"):
        follow(where)
        assert is_here(), where
    missing = page.goto(f"/{edition}/nowhere/")
    assert missing is not None
    assert missing.status == 404
    assert is_here()
    follow("main h3 a")
    assert page.context.cookies() == []
