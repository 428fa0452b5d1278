#!/usr/bin/env python3
"""Compiles every template of the public theme; names the file and the line of each mistake."""

import sys

from jinja2 import TemplateError

from rotativa.reader.templating import ENVIRONMENT

mistakes = 0
for name in ENVIRONMENT.list_templates():
    try:
        ENVIRONMENT.get_template(name)
    except TemplateError as error:
        mistakes += 1
        print(f"{name}:{getattr(error, 'lineno', 1)}: {error.message}", file=sys.stderr)
sys.exit(mistakes > 0)
