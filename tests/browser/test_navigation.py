"""The lists of the foot are put in order by keys and published; readers of that edition get it, and nobody else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import AtDesk
from tests.browser.printing import address, printing
from tests.browser.seeing import SERIOUS, Mishaps, barriers
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

HEADINGS = "input[name^='foot-'][name$='-value-title']"
FOR_MACHINES = (".xml", ".json")
"""Sitemaps and manifests show no navigation."""


def headings(page: Page, selector: str) -> list[str]:
    """The headings of the lists, in their order."""
    return [
        str(one) for one in page.locator(selector).evaluate_all("all => all.map(one => one.value || one.innerText)")
    ]


def test_put_in_order_by_keys_and_published(at_desk: AtDesk, reader: Page, newsroom: Newsroom) -> None:
    page = at_desk("nadia")
    mishaps = Mishaps(page)
    mishaps.open("/desk/navigation/en/")
    expect(page.locator(HEADINGS)).to_have_count(5)
    first, second, *others = headings(page, HEADINGS)
    page.locator("#id_foot button[title='Move down']").first.focus()
    with printing(newsroom) as changed:
        page.keyboard.press("Enter")
        expect(page.locator(HEADINGS).first).to_have_value(second)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Every page in English is printed with it now.")).to_be_visible()
    assert barriers(page, SERIOUS) == []
    english = {path for path in newsroom_pages(newsroom) if path.startswith("/en/")}
    assert changed.rewritten == english
    assert not changed.new
    reader.goto("/en/")
    assert headings(reader, ".foot h2") == [second, first, *others]
    assert mishaps == []


def newsroom_pages(newsroom: Newsroom) -> set[str]:
    """Every address that readers look at; those that moved show nothing."""
    found = {address(name) for name in newsroom.printed()}
    return {path for path in found if not path.endswith((*FOR_MACHINES, ".moved", ".gone"))}
