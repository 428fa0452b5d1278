"""Cuts the rasters of the theme's icon from ``icon.svg``, with Chromium: ``.venv/bin/python scripts/icons.py``."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from rotativa.reader.assets import SIDES

STYLES = Path(__file__).parents[1] / "rotativa" / "reader" / "styles"
COLOURS = 32


def main() -> None:
    """Writes the files."""
    drawing = (STYLES / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium")
        for side in SIDES:
            page = browser.new_page(viewport={"width": side, "height": side})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{side}px}}</style>{drawing}")
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(STYLES / f"icon-{side}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
