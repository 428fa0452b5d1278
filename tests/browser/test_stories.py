"""The list of stories by keys alone: search, narrow, mark, and act on several; and what it says of news."""

import pytest
from playwright.sync_api import Page, expect

from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.models import ArticlePage, Share
from tests.browser.desk import AtDesk
from tests.browser.seeing import SERIOUS, barriers
from tests.browser.telling import draft, person

pytestmark = pytest.mark.usefixtures("newsroom_rows")

LIST = "/desk/stories/"


def press(page: Page, *keys: str) -> None:
    """Presses keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_search_narrow_mark_and_send_out_by_keys(at_desk: AtDesk) -> None:
    both = [draft(headline=f"Lanterns on the quay, part {part}") for part in ("one", "two")]
    bare = draft(headline="Lanterns without a section", section=None)
    page = at_desk("nadia")
    page.goto(LIST)
    page.locator("#r-search-words").focus()
    page.keyboard.type("lantern quay")
    press(page, "Enter")
    page.wait_for_url("**q=lantern**")
    expect(page.locator("tr .r-headline")).to_have_count(2)
    page.goto(f"{LIST}?q=lanterns")
    press(page, "f")
    expect(page.locator("#r-filter-edition")).to_be_focused()
    page.keyboard.type("Eng")
    press(page, "Tab")
    page.keyboard.type("draft")
    press(page, "Tab", "Tab", "Tab", "Tab")
    expect(page.locator("#r-filter-topic")).to_be_focused()
    press(page, "Enter")
    page.wait_for_url("**state=draft**")
    expect(page.locator(".r-chip")).to_contain_text(["Words: lanterns", "Edition: English", "Stands there: draft"])
    assert barriers(page, SERIOUS) == []
    press(page, "j", "Space", "j", "Space", "j", "Space")
    expect(page.locator("[data-r-marks-target=number]")).to_have_text("3")
    press(page, "b", "Tab", "Enter")
    expect(page.get_by_role("button", name="Publish 2 articles")).to_be_visible()
    expect(page.get_by_text("Left as they are")).to_be_visible()
    assert barriers(page, SERIOUS) == []
    press(page, "Control+Enter")
    expect(page.get_by_text("2 of 2 articles: done.")).to_be_visible()
    assert barriers(page, SERIOUS) == []
    assert {article.live for article in ArticlePage.objects.filter(pk__in=[one.pk for one in both])} == {True}
    assert not ArticlePage.objects.get(pk=bare.pk).live
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("tr .r-headline")).to_have_count(1)  # narrowed as before: the one that is a draft still


def test_news_are_said_and_loaded_by_a_key(at_desk: AtDesk) -> None:
    quiet, loud = draft(headline="Foghorn diary, quiet"), draft(headline="Foghorn diary, loud")
    page = at_desk("nadia").context.new_page()
    page.clock.install()
    page.goto(f"{LIST}?q=foghorn+diary")
    rows = page.locator("tr .r-headline")
    expect(rows).to_have_text([loud.title, quiet.title])
    press(page, "j", "j")
    save_draft(person("leila"), quiet, standfirst="Not so quiet any more.")
    page.clock.run_for(21_000)
    expect(page.get_by_text("1 story has changed since.")).to_be_visible()
    expect(rows).to_have_text([loud.title, quiet.title])  # nothing has moved
    press(page, "r")
    expect(rows).to_have_text([quiet.title, loud.title])


def test_a_second_click_does_nothing_again(at_desk: AtDesk) -> None:
    article = draft(headline="A lighthouse, shown to a lawyer")
    page = at_desk("nadia")
    page.goto(f"/desk/articles/{article.pk}/share/")
    page.get_by_role("button", name="Make the link").dblclick()
    expect(page.get_by_text("The link is made.")).to_be_visible()
    assert Share.objects.filter(article=article.pk).count() == 1


def test_start_and_send_out_from_the_row(at_desk: AtDesk) -> None:
    draft(headline="Buoys are counted twice")
    page = at_desk("admin")
    page.goto(f"{LIST}?q=buoys")
    press(page, "j", "o")
    page.wait_for_url("**/send-out/")
    page.goto(f"{LIST}?q=buoys")
    press(page, "j", "s")
    page.wait_for_url("**/start/**")
    page.goto(f"{LIST}?q=buoys")
    press(page, "j", "h")
    page.wait_for_url("**/versions/")
