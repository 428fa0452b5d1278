"""A front is composed by keys and by mouse, published, scheduled, taken back; readers get that and nothing else."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.composition import Composition
from rotativa.fronts.queries import front_now
from rotativa.fronts.scheduling import publish_due_fronts
from rotativa.stories.actions.publish import publish
from rotativa.stories.models import ArticlePage
from tests.browser.desk import AtDesk
from tests.browser.printing import Change, printing
from tests.browser.seeing import Mishaps, barriers
from tests.browser.telling import draft, person
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

COMPOSER = "/desk/fronts/en/?q=lanterns+mole"
FRONT_ALONE = Change(rewritten={"/en/"})


def told(*headlines: str) -> list[ArticlePage]:
    """Stories that went out long ago, so that none stands on the front by itself but among the latest.

    On the front that is being composed nothing stands any more, whatever another test has put there.
    """
    save_composition(person("nadia"), "en", Composition())
    long_ago = datetime(2019, 5, 4, 12, tzinfo=UTC)
    return [publish(person("nadia"), draft(headline=one), first_out=long_ago) for one in headlines]


def press(page: Page, *keys: str) -> None:
    """Presses keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def offered(page: Page, words: str) -> Locator:
    """A story of the list beside the front."""
    return page.locator("[data-offered] [data-story]", has_text=words)


def on_the_front(newsroom: Newsroom) -> list[str]:
    """The headlines of ours that readers find there, from above."""
    _status, content = newsroom.get("/en/")
    return re.findall(r"Lanterns on the mole, (\w+)", re.sub(r"<[^>]+>", "", content.decode()))


def compose(page: Page) -> None:
    """Puts one story there by keys, another above it by mouse, and carries that one about without putting it down."""
    said, breaking = page.locator(".r-front-said"), page.locator("[data-zone=breaking] [data-story]")
    page.goto(COMPOSER)
    ways = page.locator(".r-front-arrange label").evaluate_all("labels => labels.map(label => label.offsetTop)")
    assert len(ways) > 1 == len(set(ways)), "the ways to arrange a front stand on one line"
    offered(page, "mole, one").focus()
    press(page, "Space", "Space")  # into the first zone
    expect(said).to_contain_text("“Lanterns on the mole, one” stands in “Breaking” now, place 1.")
    offered(page, "mole, two").drag_to(breaking.first, target_position={"x": 60, "y": 3})
    expect(said).to_contain_text("“Lanterns on the mole, two” stands in “Breaking” now, place 1.")
    breaking.first.focus()
    press(page, "Space", "ArrowDown")
    expect(said).to_have_text("“Lanterns on the mole, two”: Breaking, place 2.")
    press(page, "Escape")
    expect(said).to_have_text("“Lanterns on the mole, two” stays where it was.")
    expect(breaking.first).to_be_focused()
    preview = page.frame_locator("[data-r-front-target=preview]")
    expect(preview.get_by_text("Lanterns on the mole, two").first).to_be_visible()
    assert barriers(page, but="iframe") == []


def test_compose_publish_schedule_and_take_back(at_desk: AtDesk, newsroom: Newsroom) -> None:
    told("Lanterns on the mole, one", "Lanterns on the mole, two")
    page = at_desk("nadia")
    mishaps = Mishaps(page)
    with printing(newsroom) as composed:
        compose(page)
    assert composed == Change()
    with printing(newsroom) as published:
        press(page, "Control+Enter")
        page.wait_for_url("**/publish/*")
        expect(page.get_by_text("Lanterns on the mole, two from Latest")).to_be_visible()
        expect(page.locator(".r-path")).to_have_text("/en/")
        page.get_by_role("button", name="Publish the front").click()
        expect(page.locator(".messages")).to_contain_text("is published.")
    assert published == FRONT_ALONE
    assert on_the_front(newsroom) == ["two", "one"]
    with printing(newsroom) as scheduled:
        page.goto(COMPOSER)
        page.get_by_label("Take out: Lanterns on the mole, two").click()
        expect(page.locator(".r-front-said")).to_contain_text("“Lanterns on the mole, two” is taken out.")
        page.get_by_role("link", name="Schedule…").click()
        page.get_by_label("When").fill("2040-01-01T06:00")
        page.get_by_role("button", name="Schedule the front").click()
        expect(page.locator(".messages")).to_contain_text("The front goes out at 1 Jan 2040 06:00")
    assert scheduled == Change()
    with printing(newsroom) as due:
        assert publish_due_fronts(datetime(2040, 1, 1, 7, tzinfo=UTC)).out == ("en",)
    assert due == FRONT_ALONE
    assert on_the_front(newsroom) == ["one", "two"]  # which stands among the latest by itself
    with printing(newsroom) as taken_back:
        page.goto(COMPOSER)
        page.get_by_role("link", name="take back…").click()
        page.get_by_role("button", name="Take the front back").click()
        expect(page.locator(".messages")).to_contain_text("Readers have the previous front again.")
    assert taken_back == FRONT_ALONE
    assert on_the_front(newsroom) == ["two", "one"]
    assert mishaps == []


def test_two_editors_at_one_front(at_desk: AtDesk) -> None:
    """Who comes second is told, and the step waits for them; what the first one did stays."""
    told("Buoys by the mole, one", "Buoys by the mole, two")
    search = "/desk/fronts/en/?q=buoys+mole"
    first, second = at_desk("nadia"), at_desk("admin")
    for page in (first, second):
        page.goto(search)
    for page, name in ((first, "one"), (second, "two")):
        offered(page, f"mole, {name}").focus()
        press(page, "Space", "Space")
        expect(page.locator(".r-front-said")).to_contain_text("stands in" if page == first else "Not done:")
    second.get_by_role("button", name="Do my step now").click()
    breaking = second.locator("[data-zone=breaking]")
    expect(breaking.locator("[data-story]").first).to_contain_text("mole, two")
    expect(breaking).to_contain_text("mole, one")
    assert front_now("en").saved_by == person("admin").actor_name


def test_a_story_is_carried_through_places_that_exist_and_stays_in_hand_where_one_is_refused(at_desk: AtDesk) -> None:
    told("Ropes on the quay, one", "Ropes on the quay, two")
    page = at_desk("nadia")
    page.goto("/desk/fronts/en/?q=ropes+quay")
    said, lead = page.locator(".r-front-said"), page.locator("[data-zone=lead] [data-story]")
    offered(page, "quay, one").focus()
    press(page, "Space", "ArrowDown", "Space")
    expect(said).to_contain_text("“Ropes on the quay, one” stands in “Lead” now, place 1.")
    offered(page, "quay, two").focus()
    press(page, "Space", "ArrowDown")
    expect(said).to_have_text("“Ropes on the quay, two”: Lead, place 1.")
    press(page, "ArrowDown")
    expect(said).to_have_text("“Ropes on the quay, two”: More on the lead, place 1.")
    press(page, "ArrowUp")
    expect(said).to_have_text("“Ropes on the quay, two”: Lead, place 1.")
    press(page, "2")
    expect(said).to_contain_text("Not done: “Lead” is full.")
    carried = page.locator("[data-picked]")
    expect(carried).to_be_focused()
    expect(carried).to_contain_text("quay, two")
    press(page, "Delete")  # of a story that stands there only on the screen
    expect(said).to_have_text("“Ropes on the quay, two” stays where it was.")
    expect(lead).to_have_count(1)
    expect(lead).to_contain_text("quay, one")
    expect(offered(page, "quay, two")).to_be_focused()


def test_the_menu_of_a_place_moves_no_button(at_desk: AtDesk) -> None:
    told("Nets on the pier, one")
    page = at_desk("nadia")
    page.goto("/desk/fronts/en/?q=nets+pier")
    offered(page, "pier, one").focus()
    press(page, "1")
    place = page.locator("[data-zone=breaking] [data-story]").first
    expect(place).to_contain_text("pier, one")
    buttons = place.locator(".r-front-tools > button, summary")
    boxes = "all => all.map(one => one.getBoundingClientRect()).map(one => [one.x, one.y, one.width, one.height])"
    before = buttons.evaluate_all(boxes)
    assert len({(width, height) for _x, _y, width, height in before}) == 1, "all are of one size"
    place.locator("summary").click()
    expect(place.get_by_label("Place for “Nets on the pier, one”")).to_be_visible()
    assert buttons.evaluate_all(boxes) == before
    press(page, "Escape")
    expect(place.locator("summary")).to_be_focused()
    expect(place.get_by_label("Place for")).to_be_hidden()
