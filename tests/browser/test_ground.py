"""The desk and the pages ask nobody but us, and pages need no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opening
from tests.support.newsroom import Newsroom


@pytest.mark.parametrize("path", ["/desk/", "/desk/pages/", "/desk/images/", "/desk/account/"])
def test_the_desk_asks_nobody_else(at_desk: Callable[[str], Page], path: str) -> None:
    page = at_desk("admin")
    answer = page.goto(path, wait_until="networkidle")
    assert answer is not None
    assert answer.ok


def test_a_reader_needs_no_script(open_context: Opening, newsroom: Newsroom) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.locator("a[href='/en/']").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.context.cookies() == []
