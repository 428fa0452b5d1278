"""What goes wrong in a window, and what a page keeps from people, by the rules of axe."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

RULES = Axe().axe_script
SERIOUS = frozenset({"serious", "critical"})
STILL = """() => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets.push(still);
}"""
"""A colour half way between two is none that anybody reads."""

Barrier = tuple[str, str, list[str]]
"""A rule that a page breaks: its name, its impact, where."""


class Mishaps(list[str]):
    """What went wrong in a window: errors on its console, exceptions of scripts, answers that are none."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.append(f"{page.url}: {error}"))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.append(f"{self._page.url}: {message.text}")

    def open(self, path: str) -> None:
        """Opens a page, which must be that one and no other."""
        answer: Response | None = self._page.goto(path)
        assert answer is not None
        if not answer.ok or not self._page.url.endswith(path):
            self.append(f"{path}: {answer.status} at {self._page.url}")


def barriers(page: Page, *, only: str = "", least: frozenset[str] = frozenset()) -> list[Barrier]:
    """The rules that a page breaks, as it is now. ``only`` names one rule, ``least`` the impacts that count."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(RULES)
        page.evaluate(STILL)
    options: dict[str, Any] = {"resultTypes": ["violations"], **({"runOnly": [only]} if only else {})}
    return [
        (broken["id"], broken["impact"], [node["html"][:200] for node in broken["nodes"][:3]])
        for broken in page.evaluate("options => axe.run(options)", options)["violations"]
        if not least or broken["impact"] in least
    ]
