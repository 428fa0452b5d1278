"""What the settings say about the newsroom's site. Part of the build: a change reprints everything."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from rotativa.reader.pages.frame import Wordmark

_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_OUTLINE = re.compile(r'<path[^>]* d="([MmLlHhVvCcSsQqTtAaZz0-9 ,.+-]+)"')


class BadWordmark(ValueError):
    """A wordmark that cannot be used. The message says which and why."""


@dataclass(frozen=True)
class Site:
    """The newsroom's site as its pages must know it."""

    address: str  # "https://atlas.example", without a slash
    is_demonstration: bool
    wordmarks: tuple[tuple[str, Wordmark], ...]  # by edition code, from ``<data>/wordmarks/<code>.svg``

    def absolute(self, path: str) -> str:
        """The address of a path, as machines write it."""
        return f"{self.address}{quote(path)}"

    def readable(self, path: str) -> str:
        """The address of a path, as people read it on paper."""
        return f"{self.address.partition('://')[2]}{path}"

    def wordmark(self, code: str) -> Wordmark | None:
        """The wordmark of an edition; None where the name is set in type."""
        return dict(self.wordmarks).get(code)


@lru_cache
def site() -> Site:
    """The site, as the settings are."""
    return Site(
        address=settings.ROTATIVA_PUBLIC_ADDRESS,
        is_demonstration=settings.ROTATIVA_MODE == "demo",
        wordmarks=tuple(read_wordmarks(settings.ROTATIVA_DATA / "wordmarks")),
    )


def read_wordmarks(folder: Path) -> list[tuple[str, Wordmark]]:
    """The drawings ``<edition code>.svg`` of a folder; of each only its box and its one path are used."""
    return [(path.stem, _read(path)) for path in sorted(folder.glob("*.svg"))]


def _read(path: Path) -> Wordmark:
    text = path.read_text(encoding="utf-8")
    box, outlines = _BOX.search(text), _OUTLINE.findall(text)
    if box is None or len(outlines) != 1:
        raise BadWordmark(
            f'{path.name}: a wordmark is an SVG with viewBox="0 0 WIDTH HEIGHT" (whole numbers) and exactly one path.'
        )
    return Wordmark(int(box[1]), int(box[2]), outlines[0])
