"""What a page keeps from people, by the rules of axe."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()


def barriers(page: Page, *, only: str = "", least: frozenset[str] = frozenset()) -> list[tuple[str, str, list[str]]]:
    """The rules that a page breaks: name, impact, where. ``only`` names one rule, ``least`` the impacts that count."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = [only]
    return [
        (broken["id"], broken["impact"], [node["html"][:200] for node in broken["nodes"][:3]])
        for broken in AXE.run(page, options=options).response["violations"]
        if not least or broken["impact"] in least
    ]
