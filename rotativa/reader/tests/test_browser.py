"""Pages as a browser sees them: accessible, never wider than the window, in both directions, schemes and sizes.

Nothing listens on a port: the browser's requests are answered from memory.
"""

import mimetypes
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from rotativa.press.policy import carried
from rotativa.reader import assets
from rotativa.reader.making import months
from rotativa.reader.site import site
from rotativa.reader.tests.every_block import HOST, with_every_block
from rotativa.reader.tests.paper import printed
from rotativa.reader.tests.samples import sample_paper

SITE = "http://atlas.test"
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600" viewBox="0 0 8 5"/>'
PLACES = {
    "/": ("editions", "/"),
    "/404.html": ("lost", "/404.html"),
    "/503.html": ("closed", "/503.html"),
    "/en/": ("front", "en"),
    "/ar/": ("front", "ar"),
    "/en/article/": ("article", "1"),
    "/ar/article/": ("article", "4"),
    "/en/blocks/": ("article", "2001"),
    "/ar/blocks/": ("article", "2004"),
    "/en/section/": ("section", "2@en"),
    "/ar/topic/": ("topic", "1@ar"),
    "/en/author/": ("author", "6@en"),
    "/en/list/": ("section", "8@en"),
    "/en/month/": ("month", "en/section/8/2022-04"),
    "/en/long-month/": ("month", "en/2022-06"),
    "/ar/kind/": ("kind", "1@ar"),
    "/en/day/": ("day", "en/2022-06-28"),
    "/ar/day/": ("day", "ar/2022-06-28"),
    "/ar/404.html": ("not-found", "ar"),
    "/es/410.html": ("gone", "es"),
    "/ar/503.html": ("unavailable", "ar"),
    "/pattern-page.html": ("patterns", ""),
}


@pytest.fixture
def pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """One page of each kind, and what they name; readers may load the sample's video."""
    settings.ROTATIVA_EMBED_HOSTS = (HOST,)
    site.cache_clear()
    paper = with_every_block(sample_paper())
    found = {path: printed(paper, *place).encode() for path, place in PLACES.items()}
    monkeypatch.setattr(months, "AS_CARDS", 1)
    found["/en/long-month/"] = printed(paper, *PLACES["/en/long-month/"]).encode()
    yield {**found, **assets.bundle().all}
    site.cache_clear()


def opened(browser: Any, pages: dict[str, bytes], width: int, scheme: Any = "light", *, scripts: bool = True) -> Page:
    """A window that reads these pages, as servers send them, and nothing else."""

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        content = PIXEL if path.startswith("/pictures/") else pages.get(path)
        kind = mimetypes.guess_type(path)[0] or "text/html; charset=utf-8"
        if content is None or not route.request.url.startswith(SITE):
            route.fulfill(status=404)
        else:
            kind = "image/svg+xml" if content is PIXEL else kind
            route.fulfill(body=content, headers=dict([*carried((HOST, "other.example")), ("Content-Type", kind)]))

    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page: Page = context.new_page()
    page.route("**/*", answer)
    return page


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_accessible(browser: Any, pages: dict[str, bytes], width: int, scheme: str) -> None:
    """No colour depends on the width, and no size on the scheme."""
    page, axe = opened(browser, pages, width, scheme), Axe()
    for path in PLACES:
        page.goto(SITE + quote(path))
        found = [
            (path, broken["id"], [node["html"][:160] for node in broken["nodes"][:3]])
            for broken in axe.run(page).response["violations"]
        ]
        assert not found
    page.context.close()


def test_never_wider_than_the_window(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 320)
    for path in PLACES:
        page.goto(SITE + quote(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.context.close()


FEET = """words => {
    const [top, plate] = ['.top', '.beside .plate'].map(one => document.querySelector(one))
    const foot = one => Math.round(top.querySelector(one).getBoundingClientRect().bottom)
    top.querySelectorAll('.beside .summary').forEach(one => one.textContent = 'Word '.repeat(words))
    const found = {picture: plate.querySelector('img').offsetHeight, with: top.offsetHeight}
    found.feet = ['.leading', '.beside .card:last-child', '.opinion'].map(foot)
    plate.hidden = true
    found.without = top.offsetHeight
    plate.hidden = false
    return found
}"""


def test_picture_beside_a_lead_takes_the_height_that_words_leave(browser: Any, pages: dict[str, bytes]) -> None:
    """So the columns of a front end together, whatever the length of what stands in them."""
    page = opened(browser, pages, 1280)
    page.goto(f"{SITE}/en/")
    for words, pictured in ((4, True), (60, False)):
        found = page.evaluate(FEET, words)
        assert (found["picture"] > 0) == pictured
        assert found["with"] == found["without"]
        assert len(set(found["feet"])) == 1, found
    page.context.close()


def test_four_editions_stand_in_a_row_or_two_by_two(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 360)
    rows = "() => [...document.querySelectorAll('.strip li')].map(one => Math.round(one.getBoundingClientRect().top))"
    for path in ("/en/article/", "/ar/article/"):
        page.goto(SITE + path)
        for width, most in ((360, 4), (290, 4), (276, 2), (260, 2)):
            page.set_viewport_size({"width": width, "height": 800})
            tops = page.evaluate(rows)
            assert {tops.count(top) for top in tops} == {most}, (path, width)
            assert page.evaluate("document.querySelector('.strip').offsetWidth") == width, "from edge to edge"
    page.context.close()


SHARES = """() => {
    const card = '<article class="card"><div class="plate"></div><div class="words"></div></article>'
    const share = (box, one) => one.getBoundingClientRect().width / box.getBoundingClientRect().width
    const related = [1, 2, 4].map(count => {
        document.querySelector('main').insertAdjacentHTML('beforeend',
            `<section class="related"><div class="related-cards">${card.repeat(count)}</div></section>`)
        const box = document.querySelector('.related:last-child .related-cards')
        return share(box, box.firstChild)
    })
    document.querySelectorAll('.end > :nth-child(n + 2)').forEach(one => one.remove())
    return [...related, share(document.querySelector('.end'), document.querySelector('.end li'))]
}"""


def test_few_stories_share_the_width(browser: Any, pages: dict[str, bytes]) -> None:
    """An empty column looks like a fault."""
    page = opened(browser, pages, 1280)
    page.goto(f"{SITE}/en/")
    one, two, four, latest = page.evaluate(SHARES)
    assert min(one, two) > 0.45
    assert max(four, latest / 2) < 0.25
    page.context.close()


BETWEEN = """() => {
    const lists = '<div><article class="card"></article><article class="card"></article></div>'.repeat(3)
    document.querySelector('main').insertAdjacentHTML('beforeend', `<section class="zone three">${lists}</section>`)
    const ruled = one => getComputedStyle(one).borderBlockStartWidth != '0px'
    return [...document.querySelectorAll('.three > div')].map(one => [one, ...one.children].map(ruled))
}"""


@pytest.mark.parametrize(("width", "between"), [(360, True), (1280, False)])
def test_a_hairline_between_the_stories_of_a_quiet_day(
    browser: Any, pages: dict[str, bytes], width: int, between: bool
) -> None:
    """On a phone the three columns are one list; side by side they have theirs between them."""
    page = opened(browser, pages, width)
    page.goto(f"{SITE}/en/")
    assert page.evaluate(BETWEEN) == [[False, False, True], [between, False, True], [between, False, True]]
    page.context.close()


POSITIONED = """() => [...document.querySelectorAll('.text *')].filter(one => one.checkVisibility()).flatMap(one =>
    [undefined, '::before', '::after'].map(part => [one.className, part, getComputedStyle(one, part)])
).filter(([name, part, style]) => (!part || style.content != 'none') && ['absolute', 'fixed'].includes(style.position)
).map(([name, part]) => [name, part])"""


def test_paper_positions_nothing_in_its_columns(browser: Any, pages: dict[str, bytes]) -> None:
    """Chromium fills the first column and leaves the second empty where something in them is positioned."""
    page = opened(browser, pages, 820)
    page.emulate_media(media="print")
    for path in ("/en/article/", "/en/blocks/", "/ar/blocks/"):
        page.goto(SITE + path)
        assert page.evaluate(POSITIONED) == [], path
    page.context.close()


HANDS = """() => {
    document.querySelector('.byline .authors').insertAdjacentHTML('afterend', '<p>Traducido por</p><p>Revisado por</p>')
    document.querySelector('.text').insertAdjacentHTML('beforeend', '<figure class="wide"></figure>')
    const ground = one => getComputedStyle(one).backgroundColor
    return {tops: [...document.querySelectorAll('.byline > p:not(.authors)')].map(one => one.offsetTop),
        across: ground(document.querySelector('.text > .wide')), page: ground(document.documentElement)}
}"""


def test_paper_names_translators_and_reviewers_in_one_line(browser: Any, pages: dict[str, bytes]) -> None:
    """And no hairline between the columns goes through what stands across them."""
    page = opened(browser, pages, 820)
    page.emulate_media(media="print")
    page.goto(f"{SITE}/ar/blocks/")
    found = page.evaluate(HANDS)
    assert len(set(found["tops"])) == 1
    assert found["across"] == found["page"]
    page.context.close()


UNDER = """() => {
    const text = document.querySelector('.text')
    return ['h2', 'p', 'section class="statement"', 'aside class="factbox"'].map(one => {
        text.insertAdjacentHTML('beforeend', `<figure class="wide"></figure><${one}></${one.split(' ')[0]}>`)
        return getComputedStyle(text.lastElementChild).marginTop
    })
}"""


def test_paper_begins_both_columns_under_a_wide_picture_on_one_line(browser: Any, pages: dict[str, bytes]) -> None:
    """What begins the second has no margin above it, for a column begins there."""
    page = opened(browser, pages, 820)
    page.emulate_media(media="print")
    page.goto(f"{SITE}/en/blocks/")
    assert page.evaluate(UNDER) == ["0px"] * 4
    page.context.close()


MILLIMETRE = 96 / 25.4
"""In pixels of a style."""
FRONT = """() => {
    const most = (selector, of) => Math.max(0, ...[...document.querySelectorAll(selector)].map(of))
    const shape = one => one.offsetHeight / one.offsetWidth
    return {row: most('.four .plate img, .begins .plate img', shape),
        beside: most('.beside .plate', one => Number(one.offsetHeight > 0)),
        lead: most('.first .plate img', one => one.offsetHeight)}
}"""


def test_pictures_of_a_front_are_low_on_paper(browser: Any, pages: dict[str, bytes]) -> None:
    """Or what does not fit at the foot of a sheet leaves a third of it white: no browser breaks a picture."""
    page = opened(browser, pages, 820)
    page.goto(f"{SITE}/en/")
    screen = page.evaluate(FRONT)
    page.emulate_media(media="print")
    found = page.evaluate(FRONT)
    assert screen["row"] > 0.6, "3:2"
    assert 0 < found["row"] < 0.45
    assert (screen["beside"], found["beside"]) == (1, 0)
    assert 0 < found["lead"] < 73 * MILLIMETRE
    page.context.close()


WHOLE = """() => [...document.querySelectorAll('.story > .lead img, .first .plate img')].map(
    one => [one.offsetWidth / one.offsetHeight, one.naturalWidth / one.naturalHeight])"""


def test_paper_shows_the_whole_picture_and_says_of_which_edition_it_is(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 680)
    page.emulate_media(media="print")
    for path in ("/en/", "/ar/", "/en/article/", "/en/section/"):
        page.goto(SITE + path)
        shapes = page.evaluate(WHOLE)
        assert shapes, path
        assert all(abs(shown - natural) < 0.02 for shown, natural in shapes), (path, shapes)
    editions = {"/en/section/": "English edition", "/ar/topic/": "الطبعة العربية", "/en/day/": "English edition"}
    for path, said in editions.items():
        page.goto(SITE + path)
        assert page.locator(".masthead .imprint").inner_text().strip() == said
    page.goto(f"{SITE}/en/section/")
    assert "Latest story:" in page.locator(".page-head .imprint").inner_text()
    page.emulate_media(media="screen")
    assert not page.locator(".imprint:visible").count()
    page.context.close()


FOOT = """() => ['.foot .mark', '.foot h2'].map(
    one => document.querySelector(one).getBoundingClientRect().top)"""


def test_the_name_at_the_foot_stands_where_its_lists_begin(browser: Any, pages: dict[str, bytes]) -> None:
    """And not half way down the longest of them."""
    page = opened(browser, pages, 1440)
    for path in ("/en/", "/ar/"):
        page.goto(SITE + path)
        mark, heading = page.evaluate(FOOT)
        assert abs(mark - heading) < 16, path
    page.context.close()


def test_asks_nobody_else_and_runs_nothing(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 1440)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PLACES:
        page.goto(SITE + quote(path))
        types = page.evaluate("[...document.scripts].map(script => script.type)")
        assert set(types) <= {"application/ld+json"}
    assert asked
    assert all(url.startswith(SITE) for url in asked)
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_video_is_loaded_when_a_reader_asks_for_it_and_never_before(
    browser: Any, pages: dict[str, bytes], scripts: bool
) -> None:
    page = opened(browser, pages, 820, scripts=scripts)
    asked: list[tuple[str, str | None]] = []
    page.route(
        f"https://{HOST}/**", lambda route: route.fulfill(body="<p>A video plays.</p>", content_type="text/html")
    )
    page.on("request", lambda request: asked.append((request.url, request.headers.get("referer"))))
    page.goto(f"{SITE}/en/blocks/")
    link = page.locator(".embed .load")
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    assert all(url.startswith(SITE) for url, _referer in asked)
    link.press("Enter")
    page.frame_locator(".embed iframe").get_by_text("A video plays.").wait_for()
    assert [one for one in asked if not one[0].startswith(SITE)] == [(f"https://{HOST}/1", f"{SITE}/")], (
        "no more than the site"
    )
    assert page.url == f"{SITE}/en/blocks/"
    page.context.close()


@pytest.mark.parametrize("width", [360, 820])
def test_an_embed_is_as_high_as_its_words_until_somebody_turns_to_it(
    browser: Any, pages: dict[str, bytes], width: int
) -> None:
    page = opened(browser, pages, width)
    page.goto(f"{SITE}/en/blocks/")
    link = page.locator(".embed .load").first
    heights = "() => ['.embed iframe', '.embed .asked'].map(one => document.querySelector(one).offsetHeight)"
    frame, words = page.evaluate(heights)
    assert frame == words
    link.focus()
    assert page.evaluate(heights) == [frame, words], "a link that moves away at once is not pressed"
    page.wait_for_timeout(600)
    high, _words = page.evaluate(heights)
    assert high >= 0.55 * page.evaluate("document.querySelector('.embed iframe').offsetWidth")
    link.evaluate("one => one.blur()")
    page.wait_for_timeout(600)
    assert page.evaluate(heights)[0] == high, "what plays keeps its room"
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    assert page.evaluate(heights)[0] == high, "where nothing may change by itself, it has its room from the beginning"
    page.context.close()


def test_a_frame_shows_nobody_else(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 820)
    asked: list[str] = []
    page.route("https://**", lambda route: route.abort())
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("https:") else None)
    page.goto(f"{SITE}/en/blocks/")
    for host in ("evil.example", "other.example"):
        page.evaluate(f"document.querySelector('.embed iframe').src = 'https://{host}/'")
    page.wait_for_timeout(300)
    assert asked == [], "neither whom no page may show, nor whom only others may"
    page.context.close()


def test_reader_reaches_everything_by_keyboard(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 1440)
    page.goto(f"{SITE}/en/article/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.locator(".statement details blockquote").is_visible()
    page.context.close()


CUT = """() => {
    const [one, list] = [document.activeElement, document.activeElement.closest('.sections ul')]
    if (!list) return null
    const [inner, outer] = [one, list].map(each => each.getBoundingClientRect())
    return Math.round(Math.max(outer.left - inner.left, inner.right - outer.right))
}"""


@pytest.mark.parametrize("path", ["/en/", "/ar/"])
def test_what_scrolls_sideways_shows_the_whole_ring(browser: Any, pages: dict[str, bytes], path: str) -> None:
    """Browsers leave a link where it is that is half in sight."""
    page = opened(browser, pages, 360)
    page.goto(SITE + path)
    cut = []
    for key in ["Tab"] * 24 + ["Shift+Tab"] * 24:
        page.keyboard.press(key)
        cut.append(page.evaluate(CUT))
    assert max(found for found in cut if found is not None) <= 0
    page.context.close()


NEAR_MENU = """() => {
    const menu = document.querySelector('.bar .menu').getBoundingClientRect()
    return [...document.querySelectorAll('.bar li a')].map(link => {
        const box = link.getBoundingClientRect()
        const beside = Math.max(menu.left - box.right, box.left - menu.right)
        const inside = box.left >= 0 && box.right <= innerWidth
        return inside && (beside >= 8 || box.top >= menu.bottom - 4)
    })
}"""


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_fifth_edition_is_named_whole_on_a_phone(
    browser: Any, pages: dict[str, bytes], width: int, code: str
) -> None:
    paper = sample_paper()
    paper.mastheads["sw"] = replace(paper.mastheads["en"], code="sw", prefix="sw", language="Kiswahili")
    page = opened(browser, {**pages, f"/{code}/": printed(paper, "front", code).encode()}, width)
    page.goto(f"{SITE}/{code}/")
    assert page.evaluate(NEAR_MENU) == [True] * 5
    page.context.close()


BROKEN = """direction => {
    document.dir = direction
    document.querySelector('main').innerHTML = '<p class="kicker">'
        + '<a class="section" href="/">Environment</a><span>Coverage has ended</span></p>'
    const kicker = document.querySelector('.kicker')
    kicker.style.inlineSize = '9rem'
    const [first, last] = [...kicker.children].map(one => one.getBoundingClientRect())
    const [box, dot] = [kicker.getBoundingClientRect(), getComputedStyle(kicker.lastChild, '::before')]
    const start = direction == 'ltr' ? last.left - box.left : box.right - last.right
    return {lines: last.top >= first.bottom ? 2 : 1, start, out: -parseFloat(dot.marginInlineStart),
        clip: getComputedStyle(kicker).overflowX, shown: parseFloat(getComputedStyle(kicker).overflowClipMargin)}
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_line_of_a_kicker_begins_with_the_dot(browser: Any, pages: dict[str, bytes], direction: str) -> None:
    page = opened(browser, pages, 768)
    page.goto(f"{SITE}/en/")
    found = page.evaluate(BROKEN, direction)
    assert found["lines"] == 2
    assert found["start"] == 0
    assert found["clip"] == "clip"
    assert found["out"] / 2 > found["shown"] + 2, "the dot stands in the middle of what hangs out"
    page.context.close()


LOW = """() => [...document.querySelectorAll('a, button, summary')].filter(one => one.checkVisibility()
    && !one.closest('p:not(.kicker), dd, figcaption, .skip') && getComputedStyle(one, '::after').position != 'absolute'
    && one.getBoundingClientRect().height < (one.closest('.kicker') ? 24 : 44)
).map(one => one.textContent)"""


def test_what_stands_in_no_sentence_is_high_enough_for_a_thumb(browser: Any, pages: dict[str, bytes]) -> None:
    page = opened(browser, pages, 360)
    for path in ("/", "/en/", "/ar/article/", "/en/section/", "/en/author/", "/en/day/", "/ar/404.html"):
        page.goto(SITE + path)
        assert page.evaluate(LOW) == [], path
    page.context.close()
