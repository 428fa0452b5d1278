"""Rich text on its way from the editor's HTML to the frozen text: clean, keyed, and without empty paragraphs.

The editor's HTML comes from Wagtail (``<a linktype="page" id="12">``) or from a paste or an import, so nothing in it is
trusted: nh3 keeps an allow-list of tags, then one small pass over the tree gives every paragraph a key of its own and
turns links to articles into links to stories.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from html import escape
from html.parser import HTMLParser
from re import compile as pattern
from uuid import UUID, uuid4

import nh3

from rotativa.kit.blank import is_blank

KEY = "data-block-key"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = frozenset({"p", "div", "blockquote", "pre", *_HEADINGS})
_LISTS = frozenset({"ul", "ol"})
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "a": "a", "br": "br"}
_OUTSIDE = ("https://", "http://", "mailto:", "tel:")
_CLEANER = nh3.Cleaner(
    tags={*_PARAGRAPHS, *_LISTS, "li", *_INLINE},
    attributes={
        **{tag: {KEY} for tag in (*_PARAGRAPHS, "li")},
        "a": {"href", "linktype", "id"},
    },
    url_schemes={scheme.rstrip(":/") for scheme in _OUTSIDE},
    link_rel=None,
)
_LINK = pattern(r'<a\b[^>]*\blinktype="page"[^>]*>')
_LINK_ID = pattern(r'\bid="(\d{1,18})"')
_UNKEYED = pattern(r"<(p|li|h2)>")
_SUBHEAD = pattern(r'<h2 data-block-key="([^"]+)">(.*?)</h2>')


@dataclass
class _Node:
    tag: str
    attributes: Mapping[str, str]
    parts: list["_Node | str"] = field(default_factory=list)

    def words(self) -> str:
        return "".join(part if isinstance(part, str) else part.words() for part in self.parts)


_DEEPEST = 100
"""So many tags may stand in each other. Those inside are passed over, and their words kept: nothing here ends a process
that reads what somebody imported.
"""


class _Tree(HTMLParser):
    """Reads HTML that nh3 has cleaned, so every tag is closed and known."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {})
        self._open = [self.root]
        self._passed_over = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br" and (self._passed_over or len(self._open) > _DEEPEST):
            self._passed_over += 1
            return
        node = _Node(_INLINE.get(tag, tag), {name: value or "" for name, value in attrs})
        self._open[-1].parts.append(node)
        if tag != "br":
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].parts.append(data)


def linked_articles(html: str) -> Iterator[int]:
    """The ids of the articles that an editor's HTML links to."""
    for link in _LINK.findall(html):
        found = _LINK_ID.search(link)
        if found:
            yield int(found[1])


def openable(html: str) -> str:
    """The HTML without links to pages that have no number: an editor stops at one, and the text is never open again."""
    return _LINK.sub(lambda link: link[0] if _LINK_ID.search(link[0]) else "<a>", html)


def with_keys(html: str) -> str:
    """Clean HTML with a new key on every paragraph and list item that has none, as the editor would write it.

    The editor opens nothing else: it stops at a tag that nobody closed, and at a line break that does not close itself.
    """
    clean = _CLEANER.clean(html).replace("<br>", "<br/>")
    return _UNKEYED.sub(lambda found: f'<{found[1]} {KEY}="{uuid4().hex[:5]}">', clean)


def emptied(html: str) -> str:
    """The paragraphs and list items of the HTML with their keys and without their words."""
    root = _Tree(_CLEANER.clean(html)).root
    return "".join(_skeleton(part) for part in root.parts if isinstance(part, _Node))


def tidy(html: str, block: str, stories: Mapping[int, UUID], taken: set[str]) -> str:
    """Clean HTML of ``p``, ``h2``, ``ul``, ``ol``, ``li``, ``b``, ``i``, ``br``, ``a``; empty where no words are left.

    ``block`` is the id of the block, ``stories`` names the story of each linked article, ``taken`` holds the keys that
    the article has used so far: a key that comes twice is replaced by one that follows from block and place, so
    the same draft always gives the same text.
    """

    def key_for(node: _Node) -> str:
        key = node.attributes.get(KEY, "")
        number = 0
        while not key or key in taken:
            key = blake2b(
                f"{block}/{node.attributes.get(KEY, '')}/{len(taken)}/{number}".encode(), digest_size=4
            ).hexdigest()
            number += 1
        taken.add(key)
        return key

    return "".join(_block(node, key_for, stories) for node in _as_blocks(_Tree(_CLEANER.clean(html)).root))


def plain(html: str) -> str:
    """The words of clean HTML; those of two paragraphs do not run together."""
    return _Tree(html.replace("</p>", " </p>").replace("</li>", " </li>")).root.words()


def split(html: str) -> Iterator[tuple[str, str]]:
    """Tidy HTML in pieces: what stands between subheads, with an empty key, and each subhead's words with its key."""
    pieces = _SUBHEAD.split(html)
    for number in range(0, len(pieces), 3):
        if pieces[number]:
            yield "", pieces[number]
        if number + 2 < len(pieces):
            yield pieces[number + 1], plain(pieces[number + 2])


def units(html: str) -> Iterator[tuple[str, str]]:
    """Each paragraph and list item of tidy HTML: its key and its own HTML, lists inside it left out."""
    yield from _units(_Tree(html).root)


def _units(node: _Node) -> Iterator[tuple[str, str]]:
    for part in node.parts:
        if isinstance(part, _Node):
            if KEY in part.attributes:
                own = (child for child in part.parts if isinstance(child, str) or child.tag not in _LISTS)
                yield part.attributes[KEY], "".join(_inline(child, {}) for child in own)
            yield from _units(part)


def _as_blocks(root: _Node) -> Iterator[_Node]:
    """The blocks of the root; words that stand loose between them become paragraphs."""
    loose = _Node("p", {})
    for part in root.parts:
        if isinstance(part, _Node) and (part.tag in _PARAGRAPHS or part.tag in _LISTS or part.tag == "li"):
            if loose.parts:
                yield loose
                loose = _Node("p", {})
            yield part
        else:
            loose.parts.append(part)
    if loose.parts:
        yield loose


def _block(node: _Node, key_for: Callable[[_Node], str], stories: Mapping[int, UUID]) -> str:
    if is_blank(node.words()):
        return ""
    if node.tag in _LISTS:
        items = "".join(_block(part, key_for, stories) for part in node.parts if isinstance(part, _Node))
        return f"<{node.tag}>{items}</{node.tag}>"
    tag = _tag(node)
    start = f'<{tag} {KEY}="{escape(key_for(node))}">'
    inner = "".join(
        _block(part, key_for, stories) if isinstance(part, _Node) and part.tag in _LISTS else _inline(part, stories)
        for part in node.parts
    )
    return f"{start}{inner.strip()}</{tag}>"


def _tag(node: _Node) -> str:
    if node.tag == "li":
        return "li"
    return "h2" if node.tag in _HEADINGS else "p"


def _inline(part: "_Node | str", stories: Mapping[int, UUID]) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    if part.tag == "br":
        return "<br>"
    inner = "".join(_inline(child, stories) for child in part.parts)
    if part.tag == "a":
        target = _target(part.attributes, stories)
        return f"<a {target}>{inner}</a>" if target and inner.strip() else inner
    return f"<{part.tag}>{inner}</{part.tag}>" if part.tag in ("b", "i") and inner else inner


def _target(attributes: Mapping[str, str], stories: Mapping[int, UUID]) -> str:
    if "data-story" in attributes:  # tidy HTML, read again for its units
        return f'data-story="{escape(attributes["data-story"])}"'
    if attributes.get("linktype") == "page":
        story = stories.get(int(attributes["id"])) if attributes.get("id", "").isdecimal() else None
        return f'data-story="{story}"' if story else ""
    href = attributes.get("href", "")
    return f'href="{escape(href)}"' if href.startswith(_OUTSIDE) else ""


def _skeleton(node: _Node) -> str:
    inside = "".join(_skeleton(part) for part in node.parts if isinstance(part, _Node))
    if node.tag in _LISTS:
        return f"<{node.tag}>{inside}</{node.tag}>"
    if node.tag == "li" or node.tag in _PARAGRAPHS:
        tag = _tag(node)
        key = node.attributes.get(KEY, "")
        return f'<{tag} {KEY}="{escape(key)}">{inside}</{tag}>' if key else f"<{tag}>{inside}</{tag}>"
    return inside
