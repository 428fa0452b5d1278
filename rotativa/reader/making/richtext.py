"""Rich text of an article as readers get it: links to stories lead to this edition's articles, or are plain words.

Only text, emphasis, lists and links come through; whatever else might have slipped into a text is dropped here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

PLAIN = frozenset({"p", "ul", "ol", "li", "b", "i"})
OUTSIDE = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True)
class Rich:
    """A text taken apart: pieces of HTML, and between them the links to stories."""

    pieces: "tuple[str | StoryLink, ...]"
    plain: str
    stories: tuple[str, ...]  # that it links to


@dataclass(frozen=True)
class StoryLink:
    """Where a link to a story opens, or closes."""

    story: str
    closes: bool = False


def stories_in(html: str) -> tuple[str, ...]:
    """The stories that the text links to."""
    return read(html).stories


def resolve(html: str, paths: Mapping[str, str], opening: str = "") -> str:
    """The text with its links resolved. ``opening`` is HTML of ours that begins the first paragraph (the dateline)."""
    written = []
    for piece in read(html).pieces:
        if isinstance(piece, StoryLink):
            written.append(_anchor(piece, paths.get(piece.story)))
        else:
            written.append(piece)
            if opening and piece == "<p>":
                written.append(opening)
                opening = ""
    return "".join(written)


def words_in(html: str) -> int:
    """How many words the text has."""
    return len(read(html).plain.split())


def plain(html: str) -> str:
    """The words of the text alone."""
    return read(html).plain


@lru_cache(maxsize=4096)
def read(html: str) -> Rich:
    """Takes a text apart; every page that shows it takes it from memory."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    stories = dict.fromkeys(piece.story for piece in reader.pieces if isinstance(piece, StoryLink))
    return Rich(tuple(reader.pieces), "".join(reader.words), tuple(stories))


class _Reader(HTMLParser):
    """Writes again what it reads, tag by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str | StoryLink] = []
        self.words: list[str] = []
        self._ends: list[str | StoryLink] = []  # for each open link, what closes it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PLAIN:
            self.pieces.append(f"<{tag}>")
        elif tag == "br":
            self.pieces.append("<br>")
        elif tag == "a":
            opens, closes = _link(dict(attrs))
            self.pieces.append(opens)
            self._ends.append(closes)

    def handle_endtag(self, tag: str) -> None:
        if tag in PLAIN:
            self.pieces.append(f"</{tag}>")
            self.words.append(" " if tag in ("p", "li") else "")
        elif tag == "a" and self._ends:
            self.pieces.append(self._ends.pop())

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self.pieces.append(escape(data, quote=False))


def _link(attributes: Mapping[str, str | None]) -> tuple[str | StoryLink, str | StoryLink]:
    """What opens a link and what closes it; one that leads nowhere is only its words."""
    story = attributes.get("data-story")
    if story:
        return StoryLink(story), StoryLink(story, closes=True)
    target = attributes.get("href") or ""
    if not target.startswith(OUTSIDE):
        return "", ""
    rel = ' rel="noreferrer"' if target.startswith("http") else ""
    return f'<a href="{escape(target)}"{rel}>', "</a>"


def _anchor(link: StoryLink, path: str | None) -> str:
    if not path:
        return ""
    return "</a>" if link.closes else f'<a href="{escape(path)}">'
