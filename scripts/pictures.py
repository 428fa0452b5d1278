"""Takes the pictures in ``docs/pictures/`` anew: ``.venv/bin/python scripts/pictures.py [ADDRESS]``.

Walks through ``docs/tutorial/first-story.md`` as its people do, and takes a picture where the tutorial shows one. A
step that the desk has no longer ends the walk: then the tutorial is wrong, too.

Without an address it builds and starts a demo of its own, which takes a minute or two. A running demo has to be fresh:
the walk withdraws what it writes, but renames a topic. It needs Chromium, and what ``make test`` installs.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast
from urllib.parse import quote, unquote, urlsplit

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "atlas-demo"  # noqa: S105 the demo prints it
PATIENCE = 30.0
COLOURS = 64
HEAVIEST = 300_000
"""Bytes of a picture."""

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
TALL: ViewportSize = {"width": 1280, "height": 1150}
PHONE: ViewportSize = {"width": 390, "height": 844}

ENGLISH, NEW_ENGLISH = (
    "The harbour clock of Esmar is a minute slow",
    "The harbour clock of Esmar is slow by a minute, no more",
)
SPANISH = "El reloj del puerto de Esmar atrasa un minuto"


def main() -> None:
    """Takes all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
    given = nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else running_demo()
    with given as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        walk = Walk(browser, address)
        for step in (
            walk.read,
            walk.compose,
            walk.write,
            walk.publish,
            walk.translate,
            walk.publish_translation,
            walk.change,
        ):
            print(f"{step.__name__.replace('_', ' ')} …", flush=True)
            step()
        browser.close()


@contextmanager
def running_demo() -> Iterator[str]:
    """A fresh demo, for as long as it is needed; gives its address."""
    rotativa = str(ROOT / ".venv" / "bin" / "rotativa")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with TemporaryDirectory() as data:
        settings = {"ROTATIVA_MODE": "demo", "ROTATIVA_DATA": data, "HOST": "127.0.0.1", "PORT": port}
        environment = {**os.environ, **settings}
        print("Building a demo …", flush=True)
        subprocess.run([rotativa, "migrate", "--verbosity", "0"], env=environment, check=True)
        subprocess.run([rotativa, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([rotativa, "serve"], env=environment)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


class Walk:
    """Through the demo, as its people; every step begins where the one before ended."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._people: dict[str, Page] = {}
        self._article = 0

    def reader(self, size: ViewportSize = TALL, *, dark: bool = False) -> Page:
        """A reader's window."""
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = self._browser.new_context(
            base_url=self._address, viewport=size, color_scheme=scheme, device_scale_factor=2 if size is PHONE else 1
        )
        return context.new_page()

    def person(self, username: str) -> Page:
        """The window of somebody of the demo, logged in."""
        if username not in self._people:
            page = self._browser.new_context(base_url=self._address, viewport=DESKTOP, locale="en").new_page()
            page.goto("/desk/")
            page.get_by_label("Login name").fill(username)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.wait_for_url("**/desk/")
            self._people[username] = page
        return self._people[username]

    def read(self) -> None:
        """What readers see before anything is written: the reference story, a front."""
        path = {edition: self._reference(edition) for edition in ("en", "ar")}
        for name, where, page in (
            ("article", path["en"], self.reader()),
            ("article-dark", path["en"], self.reader(dark=True)),
            ("article-arabic", path["ar"], self.reader()),
            ("article-phone", path["en"], self.reader(PHONE)),
            ("front", "/en/", self.reader()),
            ("front-big-news", "/pt/", self.reader()),
            ("front-arabic", "/ar/", self.reader()),
        ):
            page.goto(where)
            page.evaluate("document.fonts.ready")
            page.wait_for_load_state("networkidle")
            take(page, name)

    def _reference(self, edition: str) -> str:
        """Where the reference story is, found as a reader finds it."""
        page = self.reader()
        page.goto("/en/")
        page.get_by_role("link", name="Hamas decides to restore").first.click()
        page.locator(f"nav.strip a[hreflang={edition}]").or_(page.locator("h1")).first.wait_for()
        if edition != "en":
            page.locator(f"nav.strip a[hreflang={edition}]").click()
        return urlsplit(page.url).path

    def compose(self) -> None:
        """Nadia picks a story up and carries it into the front; she does not publish it."""
        page = self.person("nadia")
        page.set_viewport_size({"width": 1440, "height": 1000})
        page.goto("/desk/fronts/en/")
        page.locator("[data-offered] [data-story]:not([data-placed])").first.focus()
        for key in ("Space", "ArrowDown"):
            page.keyboard.press(key)
        page.locator(".r-front-said").scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        take(page, "compose")
        page.keyboard.press("Escape")
        page.set_viewport_size(DESKTOP)

    def write(self) -> None:
        """Leila writes, and asks another editor to read."""
        page = self.person("leila")
        page.get_by_role("link", name="Stories").first.click()
        page.get_by_role("link", name="Write a story").click()
        page.get_by_role("button", name="Write in English").click()
        article = Article(page)
        self._article = article.number
        article.fill(title=ENGLISH, standfirst="Nobody in the port has missed a ferry. Some have caught one.")
        article.fill(dateline="Esmar")
        article.line("By", "Person", "Leila Mansour")
        article.choose_picture("Night ferry in the strait")
        article.fill(picture_caption="The strait, seen from the clock tower.")
        article.add("Text").type(
            "The clock above the ferry pier of Esmar loses a minute a month. It was set in spring."
        )
        article.add("Subhead").fill("Who winds it")
        article.add("Text").type("The port has a budget for the tower and none for the clock.")
        page.get_by_label("Section", exact=True).select_option(label="Economy")
        page.get_by_label("Kind of story", exact=True).select_option(label="News")
        article.line("Topics", "Topic", "Esmar")
        article.save()
        page.reload()  # without the message on top
        article.panel("Can this go out?").get_by_text("It can go out").wait_for()
        take(page, "editor")
        article.press("Ask another editor to read")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_text("Another editor is asked to read it.").wait_for()

    def publish(self) -> None:
        """Nadia reads and sends it out."""
        page = self.person("nadia")
        page.goto("/desk/")
        take(page, "home")
        page.get_by_role("link", name=ENGLISH).first.click()
        Article(page).press("Send out…")
        button = page.get_by_role("button", name="Publish in English")
        button.wait_for()
        take(page, "send-out")
        button.click()
        page.get_by_text("Out in English. The press prints it now.").wait_for()

    def translate(self) -> None:
        """Lucía starts the Spanish edition and translates."""
        page = self.person("lucia")
        page.get_by_role("link", name="Stories").first.click()
        page.get_by_role("row").filter(has_text=ENGLISH).get_by_role("link", name="Start Spanish").click()
        page.get_by_role("button", name="Start Spanish").click()
        article = Article(page)
        article.fill(title=SPANISH, standfirst="Nadie ha perdido un ferri en el puerto. Alguno ha llegado a tiempo.")
        article.fill(dateline="Esmar", picture_caption="El estrecho, desde la torre del reloj.")
        article.line("By", "Person", "Lucía Ferrer", "translator")
        article.block(0).type("El reloj del muelle de Esmar atrasa un minuto al mes. Lo pusieron en hora en primavera.")
        article.block(1).fill("Quién le da cuerda")
        article.block(2).type("El puerto tiene presupuesto para la torre y ninguno para el reloj.")
        article.save()
        page.reload()
        article.panel("The original").get_by_text("The port has a budget").wait_for()
        take(page, "translation")
        article.press("Ask another editor to read")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_text("Another editor is asked to read it.").wait_for()

    def publish_translation(self) -> None:
        """Marta sends it out; the editions lead to each other."""
        page = self.person("marta")
        page.goto("/desk/")
        page.get_by_role("link", name=SPANISH).first.click()
        Article(page).press("Send out…")
        page.get_by_role("button", name="Publish in Spanish").click()
        page.get_by_text("Out in Spanish. The press prints it now.").wait_for()
        page.get_by_role("link", name="Stories").first.click()
        take(page, "stories")

    def change(self) -> None:
        """Nadia changes the headline, a topic's name, the address, and withdraws."""
        page = self.person("nadia")
        page.goto(f"/desk/pages/{self._article}/edit/")
        article = Article(page)
        article.fill(title=NEW_ENGLISH)
        article.press("Send out…")
        button = page.get_by_role("button", name="Publish the new version in English")
        button.wait_for()
        take(page, "new-version")
        button.click()
        page.get_by_text("Out in English. The press prints it now.").wait_for()

        page.get_by_role("button", name="Newsroom").click()
        page.get_by_role("link", name="Topics").click()
        page.get_by_role("link", name="Esmar", exact=True).first.click()
        take(page, "topic")
        page.locator("#id_en-name").fill("Esmar and its strait")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Saved. Pages that show it are printed again by themselves.").wait_for()

        self._move(page)
        page.goto(f"/desk/pages/{self._article}/edit/")
        Article(page).press("Withdraw…")
        page.get_by_label("Why?").fill("The clock was wound; the minute is back.")
        take(page, "withdraw")
        page.get_by_role("button", name="Withdraw in English").click()
        page.get_by_text("Withdrawn in English.").wait_for()
        page.get_by_role("link", name="Daybook").first.click()
        take(page, "daybook")

    def _move(self, page: Page) -> None:
        page.goto(f"/desk/pages/{self._article}/edit/")
        Article(page).press("Change the address…")
        path = unquote(page.locator(".r-facts dd").first.inner_text())
        page.get_by_label("New last part of the address").fill("esmar-clock")
        page.get_by_role("button", name="Change the address").click()
        page.get_by_text("is its address now").wait_for()
        end = time.monotonic() + PATIENCE
        reader = self.reader()
        while not reader.url.endswith("/esmar-clock/"):
            if time.monotonic() > end:
                sys.exit(f"{path} does not lead to its new address.")
            time.sleep(0.2)
            reader.goto(quote(path))


class Article:
    """The screen on which an article is written."""

    def __init__(self, page: Page) -> None:
        page.wait_for_url("**/edit/**")
        # What is typed before the form knows what was there would not seem new to it, and not be saved.
        page.locator("form[data-w-unsaved-has-edits-value]").wait_for()
        self._page = page
        self.number = int(page.url.partition("/pages/")[2].partition("/")[0])

    def fill(self, **fields: str) -> None:
        """Fills fields by their names."""
        for name, words in fields.items():
            self._page.locator(f"#id_{name}").fill(words)

    def line(self, title: str, what: str, *chosen: str) -> None:
        """Adds a line below a title, and chooses from its lists in their order."""
        names = {"By": "bylines", "Topics": "topics"}
        self._page.get_by_role("button", name=f"Add {what}").click()
        lists = self._page.locator(f"select[name^='{names[title]}-']:visible")
        width = 2 if title == "By" else 1
        for place, words in enumerate(chosen):
            lists.nth(lists.count() - width + place).select_option(label=words)

    def choose_picture(self, name: str) -> None:
        """Takes the lead picture from the gallery."""
        self._page.get_by_role("button", name="Choose a picture").first.click()
        gallery = self._page.locator(".modal-content")
        gallery.get_by_role("textbox", name="Search").fill(name)
        gallery.get_by_title(name, exact=True).click()
        self._page.locator("#id_picture-chooser [data-chooser-title]").get_by_text(name).wait_for()

    def add(self, kind: str) -> "Block":
        """Adds a block behind the others."""
        self._page.locator("#body-root button.c-sf-add-button").last.click()
        known = self._blocks.count()
        self._page.locator("[role=option]").and_(self._page.get_by_role("option", name=kind)).click()
        self._blocks.nth(known).wait_for()
        return Block(self._page, self._blocks.nth(known))

    def block(self, number: int) -> "Block":
        """A block, counted from 0."""
        return Block(self._page, self._blocks.nth(number))

    @property
    def _blocks(self) -> Locator:
        return self._page.locator("[data-streamfield-child]")

    def save(self) -> None:
        """Saves by the key. Wagtail's editor of texts hands what was typed to the form a quarter of a second later."""
        self._page.wait_for_timeout(500)
        with self._page.expect_navigation():
            self._page.keyboard.press("Control+s")
        self._page.locator("#body-root > [data-streamfield-stream-container]").wait_for()

    def panel(self, title: str) -> Locator:
        """Opens a panel beside the text."""
        names = {"Can this go out?": "gates", "The original": "original"}
        panel = self._page.locator(f"[data-side-panel='{names[title]}']")
        if not panel.is_visible():
            self._page.locator(f"[data-side-panel-toggle='{names[title]}']").click()
        panel.wait_for()
        return panel

    def press(self, name: str) -> None:
        """Presses an act in the foot of the screen, or in the menu of acts beside it."""
        foot = self._page.locator("footer")
        act = foot.get_by_role("button", name=name).or_(foot.get_by_role("link", name=name))
        if not act.is_visible():
            foot.get_by_role("button", name="More actions").click()
        act = self._page.get_by_role("button", name=name).or_(self._page.get_by_role("link", name=name))
        act.locator("visible=true").first.click()


class Block:
    """A block of the story."""

    def __init__(self, page: Page, place: Locator) -> None:
        self._page, self._place = page, place

    def type(self, words: str) -> None:
        """Types into a text."""
        self._place.locator(".public-DraftEditor-content").click()
        self._page.keyboard.type(words)

    def fill(self, words: str) -> None:
        """Fills a line."""
        self._place.locator("input[name$='-value']").fill(words)


def take(page: Page, name: str) -> None:
    """Takes what the window shows, in few colours."""
    page.wait_for_timeout(400)  # what opens slides and fades
    with Image.open(BytesIO(page.screenshot(animations="disabled"))) as shot:
        few = in_few_colours(shot.convert("RGB"))
    path = PICTURES / f"{name}.png"
    few.save(path, optimize=True)
    if path.stat().st_size > HEAVIEST:
        sys.exit(f"{path} has {path.stat().st_size} bytes; {HEAVIEST} are the most.")
    print(f"  {path.relative_to(ROOT)} ({path.stat().st_size // 1024} KB)", flush=True)


def in_few_colours(shot: Image.Image) -> Image.Image:
    """The same in few colours. Grounds, inks and the one red stay as they are; what lies between them is gathered."""
    counted = cast("list[tuple[int, tuple[int, int, int]]]", shot.getcolors(shot.width * shot.height))
    kept = [part for _times, colour in sorted(counted, reverse=True)[: COLOURS // 4] for part in colour]
    gathered = shot.quantize(COLOURS - COLOURS // 4).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*kept, *gathered][: COLOURS * 3])
    return shot.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
