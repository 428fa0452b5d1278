"""The desk's texts as the modules and templates of all packages say them; a test holds the catalogues against them."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

import rotativa

HOUSE = Path(rotativa.__file__).parent
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_CALL = re.compile(r"""\b(?:_|[np]*gettext)\((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)""")
_SILENT = {"tests", "demo", "migrations"}
"""Folders that say nothing to editors, or speak the language of the demonstration."""


def texts() -> Catalog:
    """Every text that the desk may say, with its places."""
    catalogue = Catalog()
    for file, source in _sources():
        found = extract(
            "python", BytesIO(source), _KEYWORDS, comment_tags=["Translators:"], options={"encoding": "utf-8"}
        )
        for line, message, comments, context in found:
            place = (file.relative_to(HOUSE).as_posix(), line)
            catalogue.add(message, None, [place], auto_comments=comments, context=context)
    return catalogue


def _sources() -> Iterator[tuple[Path, bytes]]:
    """Modules as they are, and templates as the calls that they come to."""
    for file in sorted(HOUSE.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or _SILENT & set(file.relative_to(HOUSE).parts):
            continue
        if file.suffix == ".py" and (file.name == "checks.py" or not _is_theirs(file)):
            yield file, file.read_bytes()
        elif "templates" in file.parts:
            yield file, _calls(templatize(file.read_text("utf-8"), origin=str(file)))


def _calls(template: str) -> bytes:
    # What Django makes of a template is for xgettext, which overlooks the noise between the calls: line by line, so
    # that places stay right.
    return "\n".join("; ".join(_CALL.findall(line)) for line in template.splitlines()).encode()


def _is_theirs(file: Path) -> bool:
    """Whether it is part of the theme, whose texts readers see in catalogues of its own."""
    return file.is_relative_to(HOUSE / "reader")
