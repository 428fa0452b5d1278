"""Rich text of an article as readers get it: links to stories lead to this edition's articles, or are plain words.

Only text, emphasis, lists and links come through; whatever else might have slipped into a text is dropped here.
"""

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

PLAIN = frozenset({"p", "ul", "ol", "li", "b", "i"})
OUTSIDE = ("https://", "http://", "mailto:", "tel:")


def stories_in(html: str) -> tuple[str, ...]:
    """The stories that the text links to."""
    found = _Reader({})
    found.feed(html)
    return tuple(dict.fromkeys(found.stories))


def resolve(html: str, paths: Mapping[str, str], opening: str = "") -> str:
    """The text with its links resolved. ``opening`` is HTML of ours that begins the first paragraph (the dateline)."""
    reader = _Reader(paths, opening)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def words_in(html: str) -> int:
    """How many words the text has."""
    reader = _Reader({})
    reader.feed(html)
    return len("".join(reader.words).split())


class _Reader(HTMLParser):
    """Writes again what it reads, tag by tag."""

    def __init__(self, paths: Mapping[str, str], opening: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.paths, self.opening = paths, opening
        self.parts: list[str] = []
        self.words: list[str] = []
        self.stories: list[str] = []
        self._links: list[bool] = []  # for each open link, whether it was written

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PLAIN:
            self.parts.append(f"<{tag}>")
            if tag == "p" and self.opening:
                self.parts.append(self.opening)
                self.opening = ""
        elif tag == "br":
            self.parts.append("<br>")
        elif tag == "a":
            link = self._link(dict(attrs))
            self._links.append(bool(link))
            self.parts.append(link)

    def handle_endtag(self, tag: str) -> None:
        if tag in PLAIN:
            self.parts.append(f"</{tag}>")
            self.words.append(" " if tag in ("p", "li") else "")
        elif tag == "a" and self._links and self._links.pop():
            self.parts.append("</a>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self.parts.append(escape(data, quote=False))

    def _link(self, attributes: Mapping[str, str | None]) -> str:
        story = attributes.get("data-story")
        if story:
            self.stories.append(story)
            path = self.paths.get(story)
            return f'<a href="{escape(path)}">' if path else ""
        target = attributes.get("href") or ""
        if not target.startswith(OUTSIDE):
            return ""
        rel = ' rel="noreferrer"' if target.startswith("http") else ""
        return f'<a href="{escape(target)}"{rel}>'
