"""The picture on top of an article is asked for once, before the styles are known, in whatever window."""

import gzip
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import Opening
from tests.browser.printing import address
from tests.support.newsroom import Newsroom

WIDTHS = (320, 390, 768, 1024, 1280, 1600)
PRELOADED = b'<link rel="preload" as="image"'
OFFERED = """[...document.querySelectorAll("link[rel=preload][as=image]")].flatMap(
    link => link.imageSrcset.split(", ").map(one => one.split(" ")[0]))"""
SHOWN = "new URL(document.querySelector('figure.lead img').currentSrc).pathname"
ELSEWHERE = """[...document.querySelectorAll("img")].filter(img => img.currentSrc && !img.closest("figure.lead"))
    .map(img => new URL(img.currentSrc).pathname)"""


def with_leads(newsroom: Newsroom) -> list[str]:
    """The first article with a lead picture of each edition."""
    found: dict[str, str] = {}
    for name, content in sorted(newsroom.printed().items()):
        path = address(name)
        if path.endswith("/") and PRELOADED in gzip.decompress(content):
            found.setdefault(path.split("/")[1], path)
    return list(found.values())


@pytest.mark.parametrize("density", [1, 2, 3])
def test_the_lead_is_asked_for_once(newsroom: Newsroom, open_context: Opening, density: int) -> None:
    """What is preloaded is what is shown: its sizes and files are those of the picture.

    Every width has a browser that was nowhere yet. One that has a wider file in memory shows that one, and what it
    preloads is for nothing: so does a reader who makes a window narrower, which no page can mend.
    """
    paths = with_leads(newsroom)
    assert len(paths) == 4
    for width in WIDTHS:
        context = open_context(viewport={"width": width, "height": 800}, device_scale_factor=density)
        page = context.new_page()
        for path in paths:
            asked = asked_for(page, path)
            shown = page.evaluate(SHOWN)
            of_others = set(page.evaluate(ELSEWHERE)) - {shown}  # one picture may stand twice, small below
            offered = set(page.evaluate(OFFERED)) - of_others
            assert [one for one in asked if one in offered] == [shown], f"{path}, {width} px"
        context.close()


def asked_for(page: Page, path: str) -> list[str]:
    """The paths that a page asks for until it is loaded."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url).path)

    page.on("request", note)
    page.goto(quote(path))
    page.remove_listener("request", note)
    return asked
