#!/usr/bin/env python3
"""Prints pages of months for the HTML checker, from the theme's sample newsroom: ``months.py FOLDER``.

No list of the demo is long enough to have any.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotativa.project.settings")
django.setup()

from rotativa.reader.tests.long_lists import months, with_long_lists  # noqa: E402  they read the settings
from rotativa.reader.tests.samples import sample_paper  # noqa: E402

pages = months(with_long_lists(sample_paper()))
for name, text in pages.items():
    target = Path(sys.argv[1], name, "index.html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
print(f"{len(pages)} pages of months")
