"""Debian's Chromium, one for all tests of a run."""

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
COSTLY = frozenset({"browser", "newsroom"})
"""Fixtures that there is one of in a whole run."""


def pytest_configure(config: pytest.Config) -> None:
    """Names the mark by which a run leaves these tests out."""
    config.addinivalue_line("markers", "browser: walks through pages in Chromium; once is enough, on whatever database")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the tests of browser and newsroom in one process, in their order, and gives them time."""
    for item in items:
        used = COSTLY & set(getattr(item, "fixturenames", ()))
        if "browser" in used:
            item.add_marker(pytest.mark.browser)
        if used:
            item.add_marker(pytest.mark.xdist_group("browser"))
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(600))


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
