"""What goes wrong in a window, and what a page keeps from people, by the rules of axe."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

RULES = Axe().axe_script
SERIOUS = frozenset({"serious", "critical"})
ALL = SERIOUS | {"moderate", "minor"}
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

    def open(self, path: str, at: str = "") -> None:
        """Opens a page, which must be that one and no other; or the one ``at`` which it is known to lead on."""
        answer: Response | None = self._page.goto(path)
        assert answer is not None
        if not answer.ok or not self._page.url.endswith(at or path):
            self.append(f"{path}: {answer.status} at {self._page.url}")


def barriers(page: Page, least: frozenset[str] = ALL, but: str = "") -> list[Barrier]:
    """The rules that a page breaks, as it is now; ``least``: the impacts that count, ``but``: what is not looked at."""
    if not page.evaluate("'ours' in window"):  # Wagtail brings an axe too, of another version
        page.evaluate(RULES)
        page.evaluate("window.ours = true")
    look = "but => axe.run({exclude: but ? [but] : []}, {resultTypes: ['violations']})"
    broken = page.evaluate(look, but)["violations"]
    return [
        (rule["id"], rule["impact"], [node["html"][:200] for node in rule["nodes"][:3]])
        for rule in broken
        if rule["impact"] in least
    ]
