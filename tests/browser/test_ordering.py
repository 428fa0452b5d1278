"""The sections are put in order by keys; every edition gets it, and what nobody saved is gone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening
from tests.browser.desk import AtDesk
from tests.browser.printing import printing
from tests.browser.seeing import SERIOUS, Mishaps, barriers
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

ADDRESS = "/desk/sections/order/"


def rows(page: Page) -> Locator:
    return page.locator("li.r-front-place")


def names(page: Page) -> list[str]:
    return [str(one) for one in rows(page).locator("b").all_inner_texts()]


def _ready(page: Page) -> list[str]:
    """The names of the rows, once these can be moved by keys."""
    expect(page.get_by_role("main").get_by_text("pick up, put down")).to_be_visible()
    return names(page)


def test_put_in_order_by_keys_and_saved(at_desk: AtDesk, reader: Page, newsroom: Newsroom) -> None:
    page = at_desk("admin")
    mishaps = Mishaps(page)
    mishaps.open("/desk/sections/")
    page.get_by_role("link", name="Order…").click()
    before = _ready(page)
    later = rows(page).first.get_by_role("button", name="Later")
    later.focus()
    page.keyboard.press("Enter")
    assert names(page) == [before[1], before[0], *before[2:]]
    expect(page.get_by_role("status").filter(has_text=f"place 2 of {len(before)}")).to_be_visible()
    for _press in before[2:]:
        page.keyboard.press("Enter")
    last = rows(page).last
    expect(last).to_contain_text(before[0])
    expect(last.get_by_role("button", name="Earlier")).to_be_focused()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    assert barriers(page, SERIOUS) == []
    with printing(newsroom) as changed:
        page.get_by_role("button", name="Save the order").click()
        expect(page.get_by_text("The sections have another order now.")).to_be_visible()
    assert {"/en/", "/es/", "/ar/"} <= changed.rewritten
    reader.goto("/en/")
    expect(reader.locator("nav.sections a").first).to_have_text(before[1])
    assert mishaps == []


def test_picked_up_carried_and_left(at_desk: AtDesk) -> None:
    page = at_desk("admin")
    page.goto(ADDRESS)
    before = _ready(page)
    rows(page).last.focus()
    for key in ("Space", "ArrowUp"):
        page.keyboard.press(key)
    carried = [*before[:-2], before[-1], before[-2]]
    assert names(page) == carried
    page.keyboard.press("Escape")
    assert names(page) == before
    expect(page.get_by_text("Not saved yet.")).to_be_hidden()
    for key in ("Space", "ArrowUp", "Space", "ArrowUp"):
        page.keyboard.press(key)
    assert names(page) == carried
    rows(page).first.drag_to(rows(page).nth(1), target_position={"x": 60, "y": 60})
    assert names(page)[:2] == carried[1::-1]
    page.once("dialog", lambda dialog: dialog.accept())  # whether one means to leave what is not saved
    page.goto("/desk/sections/")
    expect(page.locator("tbody tr").first).to_contain_text(before[0])


def test_without_scripts_a_button_moves_its_row(open_context: Opening, at_desk: AtDesk) -> None:
    known = at_desk("admin").context.storage_state()
    page = open_context(storage_state=known, java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    before = names(page)
    rows(page).first.get_by_role("button", name="Later").click()
    expect(rows(page).first).to_contain_text(before[1])
    assert names(page) == [before[1], before[0], *before[2:]]
    expect(rows(page).nth(1).get_by_role("button", name="Later")).to_be_focused()
