"""A browser to walk through the running demo newsroom with, which may talk to nobody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from rotativa.demo.furnishing import PASSWORD
from tests.support import databases
from tests.support.newsroom import Newsroom

Opening = Callable[..., BrowserContext]
PICTURES = databases.ROOT / "var" / "browser-failures"


@dataclass
class Watch:
    """What a browser did that it may not do."""

    addresses: set[str]
    strangers: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def asked(self, request: Request) -> None:
        """Notes a request that leaves for another host."""
        own = (f"{address}/" for address in self.addresses)
        if not request.url.startswith((*own, "data:", "blob:", "about:")):
            self.strangers.append(f"{request.method} {request.url}")

    def said(self, message: ConsoleMessage) -> None:
        """Notes what the policy of a page of the desk did not let run: a part of the desk that does not work."""
        if "Content Security Policy" in message.text and "/desk/" in message.location["url"]:
            self.stopped.append(f"{message.location['url']}: {message.text}")


@pytest.fixture
def open_context(newsroom: Newsroom, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opening]:
    """Opens browser windows that know nothing of each other. A request to another host fails the test."""
    failed_before = request.session.testsfailed
    watch, opened = Watch({newsroom.address}), list[BrowserContext]()

    def opening(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"base_url": newsroom.address, "locale": "en", **options})
        watch.addresses.add(options.get("base_url", newsroom.address))
        context.set_default_timeout(20_000)
        context.on("request", watch.asked)
        context.on("console", watch.said)
        opened.append(context)
        return context

    yield opening
    failed = request.session.testsfailed > failed_before
    for number, page in enumerate(page for context in opened for page in context.pages):
        if failed:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{request.node.name}-{number}.png", full_page=True)
    for context in opened:
        context.close()
    assert not watch.strangers, "the browser was sent to other hosts"
    assert not watch.stopped, "the policy of the desk stops what the desk needs"


@pytest.fixture
def reader(open_context: Opening) -> Page:
    """A reader's window."""
    return open_context().new_page()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Who has logged in already: a person logs in once in a run."""
    return {}


@pytest.fixture
def at_desk(open_context: Opening, sessions: dict[str, Any]) -> Callable[..., Page]:
    """``at_desk("maria")`` gives the window of that person of the demo, logged in at the desk; ``locale`` is what their
    browser asks for, and the desk speaks."""

    def enter(username: str, locale: str = "en") -> Page:
        page = open_context(storage_state=sessions.get(username), locale=locale).new_page()
        if username not in sessions:
            page.goto("/desk/login/")
            page.locator("input[name=login]").fill(username)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("input[name=password]").press("Enter")
            page.wait_for_url(lambda url: "/login/" not in url)
            sessions[username] = page.context.storage_state()
        return page

    return enter
