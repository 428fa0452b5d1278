"""Debian's Chromium, one for all tests of a process."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

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
COSTLY = ("newsroom", "browser")
"""Fixtures that there is one of in a process; who uses both is among those of the first."""


def pytest_configure(config: pytest.Config) -> None:
    """Names the mark by which a run leaves these tests out."""
    config.addinivalue_line("markers", "browser: walks through pages in Chromium; once is enough, on whatever database")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Asks for the tests of the newsroom in one process, in their order, and for those of a browser alone in one.

    xdist 3.8 grants it with pytest before 9.2 only: with later ones each process has a newsroom of its own.
    """
    for item in items:
        used = [name for name in COSTLY if is_costly(item, name)]
        if "browser" in used:
            item.add_marker(pytest.mark.browser)
        if used:
            item.add_marker(pytest.mark.xdist_group(used[0]))
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(600))


def is_costly(item: pytest.Item, name: str) -> bool:
    """Whether a test uses the costly fixture of this name: some packages call small newsrooms of their own so."""
    found = getattr(item, "_fixtureinfo", None)
    return bool(found and name in found.name2fixturedefs and found.name2fixturedefs[name][-1].scope == "session")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without its own errands. Tests that need it are skipped where it is not installed."""
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
