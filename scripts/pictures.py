"""Takes the pictures of the documentation from a running demo: ``.venv/bin/python scripts/pictures.py http://127.0.0.1:8000``.

Needs the development environment (``make check`` makes it) and Chromium.
"""

import re
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"
STORY = "/2022/06/28/"
PASSWORD = "atlas-demo"  # noqa: S105 the demo's, printed by it
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
COLOURS = 128


def main(address: str) -> None:
    """Public pages first, then the desk as one of its editors sees it."""
    OUT.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        english, arabic = (_story(browser, address, edition) for edition in ("en", "ar"))
        _public(browser, "front", f"{address}/en/", (1440, 1000))
        _public(browser, "article", english, (1440, 1500))
        _public(browser, "article-dark", english, (1440, 1500), dark=True)
        _public(browser, "article-arabic", arabic, (1440, 1500))
        _public(browser, "article-phone", english, (390, 1800))
        _desk(browser, address)
        browser.close()


def _story(browser: Browser, address: str, edition: str) -> str:
    page = browser.new_page()
    page.goto(f"{address}/{edition}/")
    path = page.locator(f"a[href*='{STORY}']").first.get_attribute("href") or ""
    page.close()
    return f"{address}{path}"


def _public(browser: Browser, name: str, url: str, size: tuple[int, int], *, dark: bool = False) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    _keep(page, name)
    context.close()


def _desk(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}/desk/login/")
    page.fill("input[name=login]", "nadia")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.goto(f"{address}/desk/stories/", wait_until="networkidle")
    _keep(page, "stories")
    link = page.locator("a", has_text=re.compile("Hamas decides")).first.get_attribute("href") or ""
    page.goto(f"{address}{link}", wait_until="networkidle")
    page.get_by_role("button", name=re.compile("Can this go out")).first.click()
    page.wait_for_timeout(600)
    _keep(page, "editor")
    number = re.search(r"/(\d+)/", link)
    page.goto(f"{address}/desk/articles/{number.group(1) if number else ''}/send-out/", wait_until="networkidle")
    _keep(page, "send-out")


def _keep(page: Page, name: str) -> None:
    file = OUT / f"{name}.png"
    page.screenshot(path=file)
    with Image.open(file) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{name}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
