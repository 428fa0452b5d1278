"""Takes a picture of every screen of the desk, to be looked at: ``.venv/bin/python scripts/screens.py FOLDER``.

Each in English and Arabic, light and dark, on a desk and on a phone. ``--address`` names a demo that runs already;
``--only`` takes those whose name has all of these words, such as ``--only send-out ar dark``.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from typing import Any, Literal

from pictures import PASSWORD, PHONE, running_demo
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1440, "height": 900}, "phone": PHONE}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("en", "ar")
LONGEST = 2400
"""Pixels of a picture."""
ALONE = (
    *(
        "",
        "stories/",
        "stories/write/",
        "daybook/",
        "press/",
        "background/",
        "background/add/",
        "images/",
        "images/add/",
    ),
    *("fronts/", "fronts/en/", "fronts/en/history/", "plain-pages/", "plain-pages/add/", "navigation/en/"),
    *("documents/", "sections/", "topics/", "topics/add/", "kinds/", "authors/", "editions/", "editions/add/"),
    *("editions/ar/", "staff/", "staff/add/", "staff/invite/", "account/", "account/sessions/"),
)
"""Screens that are about nothing else."""
OF_ONE = {
    # where the first of a list is found, the beginning of its address, and its screens
    "topics/": ("topics", ("", "merge/", "remove/")),
    "sections/": ("sections", ("", "merge/")),
    "authors/": ("authors", ("",)),
    "staff/": ("staff", ("",)),
    "background/": ("background", ("", "name/", "delete/", "en/versions/")),
    "plain-pages/": ("plain-pages", ("en/", "en/name/", "en/withdraw/", "delete/")),
    "images/": ("images", ("",)),
    "stories/?tab=out": ("pages", ("edit/",)),
}
ARTICLE = ("", "send-out/", "ask/", "schedule/", "withdraw/", "share/", "undo/", "versions/", "address/")


def main() -> None:
    """Takes those that were asked for."""
    told = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    told.add_argument("folder", type=Path, help="where the pictures are put")
    told.add_argument("--address", help="of a demo that runs already; else one is built")
    told.add_argument("--only", nargs="*", default=[], help="words that a name must have")
    options = told.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
    with (
        nullcontext(options.address) if options.address else running_demo() as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        known = _signed_in(browser, address)
        paths = _screens(known)
        state: Any = known.context.storage_state()
        for size, language, scheme in product(SIZES, LANGUAGES, SCHEMES):
            context = browser.new_context(
                base_url=address, viewport=SIZES[size], locale=language, color_scheme=scheme, storage_state=state
            )
            page = context.new_page()
            for path in paths:
                name = f"{_name(path)}-{size}-{language}-{scheme}"
                if all(f"-{word}-" in f"-{name}-" for word in options.only):
                    _take(page, path, options.folder / f"{name}.png")
            context.close()
        browser.close()


def _signed_in(browser: Browser, address: str) -> Page:
    """An editor-in-chief, who sees every screen."""
    page = browser.new_context(base_url=address, locale="en").new_page()
    page.goto("/desk/")
    page.get_by_label("Login name").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/")
    return page


def _screens(page: Page) -> list[str]:
    return [*(f"/desk/{path}" for path in ALONE), *_of_one(page)]


def _of_one(page: Page) -> Iterator[str]:
    for where, (kind, screens) in OF_ONE.items():
        page.goto(f"/desk/{where}")
        found = re.search(rf'"/desk/{kind}/(\d+)/', page.locator("main").inner_html())
        if found is None:
            print(f"no screen of one: {where} is empty")
            continue
        yield from (f"/desk/{kind}/{found[1]}/{screen}" for screen in screens)
        if kind == "pages":
            yield from (f"/desk/articles/{found[1]}/{screen}" for screen in ARTICLE)


def _name(path: str) -> str:
    words = [word for word in path.split("/")[2:] if word and not word.isdecimal()]
    return "-".join([*words, *(["one"] if re.search(r"/\d+/$", path) else [])]) or "home"


def _take(page: Page, path: str, picture: Path) -> None:
    answer = page.goto(path)
    page.wait_for_timeout(400)  # what opens slides and fades
    size = page.viewport_size or SIZES["desktop"]
    # Below its furniture, a screen scrolls by itself: the whole of it is in a window as long as it is.
    longer = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main')].map(it => it.scrollHeight - it.clientHeight), 0)"
    )
    page.set_viewport_size({**size, "height": min(size["height"] + longer, LONGEST)})
    page.screenshot(path=picture, animations="disabled", full_page=True)
    page.set_viewport_size(size)
    print(f"{picture.name} {answer.status if answer else ''}", flush=True)


if __name__ == "__main__":
    main()
