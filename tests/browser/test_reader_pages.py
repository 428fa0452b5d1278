"""The printed demo as readers' browsers show it: every kind of page, in four languages, two schemes, two sizes.

``rotativa/reader/tests`` looks at samples with everything in them; here the real thing comes from the real server.
"""

import gzip
import os
import re
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import quote

import pytest
from lxml import html
from playwright.sync_api import Page

from rotativa.demo.pages import read_pages
from tests.browser.conftest import Opening
from tests.browser.printing import address
from tests.browser.seeing import Barrier, barriers
from tests.support.newsroom import Newsroom

EDITIONS = ("en", "es", "pt", "ar")
PLAIN = {version.slug for page in read_pages() for version in page.versions}
OF_NO_EDITION = ("/", "/404.html")
Scheme = Literal["light", "dark"]
NARROW, PHONE, DESKTOP = 320, 360, 1440
PAIRS: tuple[tuple[int, Scheme], ...] = ((PHONE, "light"), (PHONE, "dark"), (DESKTOP, "dark"), (DESKTOP, "light"))
"""Every second of them is each width and each scheme once."""
ALL = os.environ.get("ROTATIVA_TEST_PAGES") == "all"
"""Every page of the demo in every pair, which takes a while: ``make faces``."""
EXECUTABLE = "//script[not(@type='application/ld+json')] | //iframe | //object | //embed"
HANDLERS = "//@*[starts-with(name(), 'on')]"
PATTERNS, EMBED = "/pattern-page.html", "iframe"
"""The page on which every component stands, so that the one that waits for a reader's click stands there too."""
OURS = re.compile(r"/(?!/)")
"""A path of our own host."""
LOADING = "//@src | //link[@rel!='canonical' and @rel!='alternate']/@href | //form/@action | //@srcset"


def kinds(newsroom: Newsroom, edition: str) -> list[str]:
    """One address of each kind of page of an edition; of articles and lists, the longest."""
    found: dict[str, tuple[int, str]] = {}
    for name, content in newsroom.printed().items():
        path = address(name)
        kind = kind_of(path, edition)
        if kind:
            found[kind] = max(found.get(kind, (0, "")), (len(content), path))
    lists = {"section", "kind", "topic", "author", "day"}
    assert found.keys() == {"front", "article", "plain", *lists, "404.html", "410.html", "503.html"}
    return [path for _size, path in found.values()]


def kind_of(path: str, edition: str) -> str:
    """What kind of page stands at an address of an edition; nothing where none does."""
    match path.strip("/").split("/"):
        case [code] if code == edition:
            return "front"
        case [code, "topics" | "authors" | "kinds" as kind, name] if code == edition and not name.endswith(".html"):
            return kind[:-1]
        case [code, year, _, _, *slug] if code == edition and year.isdecimal():
            return "article" if slug else "day"
        case [code, name] if code == edition and name.endswith(".html"):
            return name
        case [code, name] if code == edition and not name.endswith((".xml", ".json")):
            return "plain" if name in PLAIN else "section"
    return ""


@pytest.mark.timeout(3600 if ALL else 600)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_kind_of_page(newsroom: Newsroom, open_context: Opening, edition: str) -> None:
    """Nobody is shut out, on phones and desktops, by day and by night; and nothing scrolls sideways.

    No colour depends on the width, and no size on the scheme: each kind of page is seen in each pair of them in
    some edition. Each page is opened in a wide window: in a narrower one than that of the page before, Chromium shows
    a wider file that it still has in memory, where there is one, and says that the one it preloaded was not used.
    """
    pairs = PAIRS if ALL else PAIRS[EDITIONS.index(edition) % 2 :: 2]
    page = open_context(reduced_motion="reduce").new_page()  # a colour half way to another is none that anybody reads
    found: list[str] = []
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}"))
    for path in [*(every if ALL else kinds)(newsroom, edition), *(OF_NO_EDITION if edition == EDITIONS[0] else ())]:
        page.set_viewport_size({"width": DESKTOP, "height": 800})
        page.goto(quote(path))
        found += [f"{path} at {place}: {barrier}" for place, barrier in everywhere(page, pairs)]
        page.set_viewport_size({"width": NARROW, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            found.append(f"{path} is wider than {NARROW} px")
    assert found == []


def every(newsroom: Newsroom, edition: str) -> list[str]:
    """All pages of an edition."""
    found = (address(name) for name in newsroom.printed() if name.endswith(".html.gz"))
    return sorted(path for path in found if path.startswith(f"/{edition}/"))


def everywhere(page: Page, pairs: Iterable[tuple[int, Scheme]]) -> Iterator[tuple[str, Barrier]]:
    """What shuts people out of a page, in each of these widths and schemes."""
    for width, scheme in pairs:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for barrier in barriers(page):
            yield f"{width} px, {scheme}", barrier


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_edition_that_one_reads_stays_in_sight(open_context: Opening, edition: str) -> None:
    """Where the names of all editions do not fit on one line above its front, as six do not on a phone: on a second."""
    page = open_context().new_page()
    page.set_viewport_size({"width": 240, "height": 800})
    page.goto(f"/{edition}/")
    names = page.locator(".bar ul li")
    assert len({box["y"] for box in (one.bounding_box() for one in names.all()) if box}) > 1, (
        "all fit: this says nothing"
    )
    current = page.locator(".bar ul [aria-current]").bounding_box()
    assert current is not None
    assert current["x"] >= 0
    assert current["x"] + current["width"] <= 240


def test_nothing_runs_and_nobody_else_is_asked(newsroom: Newsroom) -> None:
    """In every page of the demo."""
    pages = {address(name): gzip.decompress(file) for name, file in newsroom.printed().items() if ".html" in name}
    assert len(pages) > 100
    for path, content in pages.items():
        parsed = html.document_fromstring(content.decode())
        allowed = {EMBED} if path == PATTERNS else set()
        assert {each.tag for each in parsed.xpath(EXECUTABLE)} <= allowed, path
        assert not parsed.xpath(HANDLERS), path
        asked = {part.split()[0] for words in parsed.xpath(LOADING) for part in words.split(",")}
        assert {one for one in asked if not OURS.match(one)} == set(), path
