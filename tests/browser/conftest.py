"""The real thing to walk through: ``rotativa serve`` on the demo newsroom, and a browser that talks to nobody else."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from rotativa.demo.furnishing import PASSWORD
from tests.support import databases

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Opening = Callable[..., BrowserContext]
PICTURES = databases.ROOT / "var" / "browser-failures"


@dataclass(frozen=True)
class Newsroom:
    """A running Rotativa with the demo in it."""

    address: str
    database: str
    tree: Path
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Runs ``rotativa COMMAND`` in this newsroom and gives what it says."""
        line = [sys.executable, "-m", "rotativa", *command]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, check=True).stdout

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and bytes of a path, as a reader's first request gets them; no redirect is followed."""
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(f"{self.address}{path}", timeout=20) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as answered:
            return answered.code, answered.read()

    def printed(self) -> dict[str, bytes]:
        """Every file of the printed tree, by its path: what a test compares before and after an act."""
        return {str(path.relative_to(self.tree)): path.read_bytes() for path in self.tree.rglob("*") if path.is_file()}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass
class Watch:
    """What a browser did that it may not do."""

    address: str
    strangers: list[str] = field(default_factory=list)

    def asked(self, request: Request) -> None:
        """Notes a request that leaves for another host."""
        if not request.url.startswith((f"{self.address}/", "data:", "blob:", "about:")):
            self.strangers.append(f"{request.method} {request.url}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one newsroom, so one process walks them all, in their order."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def newsroom(
    tmp_path_factory: pytest.TempPathFactory, database_source: databases.Source, worker_database: str
) -> Iterator[Newsroom]:
    """The demo newsroom, printed and served, with a database, a tree and a port of its own."""
    folder, name = tmp_path_factory.mktemp("newsroom"), f"{worker_database}_newsroom"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    database = database_source.copy(name)
    made = Newsroom(
        f"http://127.0.0.1:{port}",
        database,
        folder / "tree",
        {
            "PATH": os.environ["PATH"],
            "ROTATIVA_MODE": "demo",
            "ROTATIVA_DATA": str(folder),
            "DATABASE_URL": database_source.url(name),
            "PORT": str(port),
        },
    )
    made.run("demo")
    log = (folder / "log").open("wb")
    server = subprocess.Popen([sys.executable, "-m", "rotativa", "serve"], env=made.environment, stdout=log, stderr=log)
    try:
        _wait_for(made, server, folder / "log")
        yield made
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)
        log.close()
        database_source.remove(name)


def _wait_for(newsroom: Newsroom, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        try:
            if newsroom.get("/desk/login/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.3)
    pytest.fail(f"Rotativa did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture
def newsroom_rows(newsroom: Newsroom, django_db_blocker: Any) -> Iterator[None]:
    """Lets the test itself read the newsroom's database with our models."""
    with django_db_blocker.unblock(), databases.pointed_at(newsroom.database):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Tests that need it are skipped where it is not installed."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for asynchronous code of ours.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        expect.set_options(timeout=20_000)
        yield chromium
        chromium.close()


@pytest.fixture
def open_context(newsroom: Newsroom, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opening]:
    """Opens browser windows that know nothing of each other. A request to another host fails the test."""
    failed_before = request.session.testsfailed
    watch, opened = Watch(newsroom.address), list[BrowserContext]()

    def opening(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=newsroom.address, locale="en", **options)
        context.set_default_timeout(20_000)
        context.on("request", watch.asked)
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


@pytest.fixture
def reader(open_context: Opening) -> Page:
    """A reader's window."""
    return open_context().new_page()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Who has logged in already: a person logs in once in a run."""
    return {}


@pytest.fixture
def at_desk(open_context: Opening, sessions: dict[str, Any]) -> Callable[[str], Page]:
    """``at_desk("maria")`` gives the window of that person of the demo, logged in at the desk."""

    def enter(username: str) -> Page:
        page = open_context(storage_state=sessions.get(username)).new_page()
        if username not in sessions:
            page.goto("/desk/login/")
            page.locator("input[name=login]").fill(username)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("input[name=password]").press("Enter")
            page.wait_for_url(lambda url: "/login/" not in url)
            sessions[username] = page.context.storage_state()
        return page

    return enter
