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
RULE = 'a wordmark is an SVG with viewBox="0 0 WIDTH HEIGHT" (whole numbers) and exactly one path.'


@dataclass(frozen=True)
class Site:
    """The newsroom's site as its pages must know it."""

    address: str  # "https://atlas.example", without a slash
    is_demonstration: bool
    wordmarks: tuple[tuple[str, Wordmark], ...]  # by edition code, from ``<data>/wordmarks/<code>.svg``
    editions: tuple[tuple[str, str], ...] = ()  # addresses of editions that have one of their own, by prefix
    embed_hosts: tuple[str, ...] = ()  # whose pages may be shown inside ours

    def absolute(self, path: str) -> str:
        """The address of a path, as machines write it."""
        return f"{self._address_of(path)}{_quoted(path)}"

    def readable(self, path: str) -> str:
        """The address of a path, as people read it on paper."""
        return f"{self._address_of(path).partition('://')[2]}{path}"

    def written(self, path: str) -> str:
        """The address of a path, as people copy it."""
        return f"{self._address_of(path)}{path}"

    def _address_of(self, path: str) -> str:
        return dict(self.editions).get(f"{path}/".split("/", 2)[1], self.address)

    def wordmark(self, code: str) -> Wordmark | None:
        """The wordmark of an edition; None where the name is set in type."""
        return dict(self.wordmarks).get(code)


# Lists name the same articles again and again.
@lru_cache(maxsize=4096)
def _quoted(path: str) -> str:
    return quote(path)


@lru_cache
def site() -> Site:
    """The site, as the settings are."""
    return Site(
        address=settings.ROTATIVA_PUBLIC_ADDRESS,
        is_demonstration=settings.ROTATIVA_MODE == "demo",
        wordmarks=tuple(read_wordmarks(settings.ROTATIVA_DATA / "wordmarks")[0]),
        editions=tuple(sorted(settings.ROTATIVA_EDITION_ADDRESSES.items())),
        embed_hosts=tuple(settings.ROTATIVA_EMBED_HOSTS),
    )


def read_wordmarks(folder: Path) -> tuple[list[tuple[str, Wordmark]], list[str]]:
    """The drawings ``<edition code>.svg`` of a folder, and what is wrong with those that cannot be used.

    Of each only its box and its one path are taken. The name of an edition without a usable one is set in type: a bad
    drawing may spoil the look, never the printing.
    """
    marks, faults = [], []
    for path in sorted(folder.glob("*.svg")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: {error}")
            continue
        box, outlines = _BOX.search(text), _OUTLINE.findall(text)
        if box is None or len(outlines) != 1:
            faults.append(f"{path.name}: {RULE}")
            continue
        marks.append((path.stem, Wordmark(int(box[1]), int(box[2]), outlines[0])))
    return marks, faults
