#!/usr/bin/env python3
"""Prints the papers of the demo (``rotativa/demo/content/documents/*.html``) as the PDFs that its readers are offered.

Needs Chromium and the environment of the tests. The PDFs are kept in the repository: to build a demo needs neither.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DEMO = Path(__file__).resolve().parent.parent / "rotativa" / "demo"

chromium = shutil.which("chromium") or sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page()
    for paper in sorted((DEMO / "content" / "documents").glob("*.html")):
        page.goto(paper.as_uri())
        page.pdf(path=DEMO / "documents" / f"{paper.stem}.pdf", prefer_css_page_size=True, tagged=True, outline=True)
        print(f"{paper.stem}.pdf")
    browser.close()
