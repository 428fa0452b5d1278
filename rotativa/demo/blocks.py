"""The blocks of a manuscript: what its author wrote, before any of it is in a database."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

_LINK = re.compile(r"\[([^\]]+)\]\(story:([\w-]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")


@dataclass(frozen=True)
class Words:
    """Paragraphs that follow one another."""

    paragraphs: tuple[str, ...]

    def html(self, article_of: Callable[[str], int]) -> str:
        """As the editor's HTML; ``article_of`` says which article stands for a story that is linked."""
        return "".join(f"<p>{_inline(words, article_of)}</p>" for words in self.paragraphs)


@dataclass(frozen=True)
class Subhead:
    """A heading inside the text."""

    words: str


@dataclass(frozen=True)
class Quote:
    """Words of the text, lifted out of it."""

    words: str
    speaker: str


@dataclass(frozen=True)
class Picture:
    """A use of a picture, by the name of its file."""

    file: str
    caption: str


@dataclass(frozen=True)
class Gallery:
    """Several pictures together."""

    title: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Statement:
    """What somebody said."""

    words: str
    speaker: str
    role: str
    to_whom: str
    when: date | None
    original_words: str
    original_language: str


@dataclass(frozen=True)
class Moment:
    """An entry of a timeline; its dates are as exact as they are known."""

    when: str
    until: str
    words: str


@dataclass(frozen=True)
class Timeline:
    """What happened when."""

    title: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings; a column whose number is among ``figures`` holds figures."""

    caption: str
    headings: tuple[str, ...]
    figures: frozenset[int]
    rows: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True)
class Factbox:
    """What readers should know, beside the text."""

    title: str
    facts: Words


@dataclass(frozen=True)
class Document:
    """A file for readers, under the name of this use."""

    file: str
    title: str


@dataclass(frozen=True)
class Embed:
    """Something of another site."""

    address: str
    kind: str
    title: str
    length: str
    language: str
    transcript: str


@dataclass(frozen=True)
class Read:
    """A READ link, by the name of the story."""

    story: str


@dataclass(frozen=True)
class Context:
    """A passage of background, by its name."""

    passage: str


@dataclass(frozen=True)
class Live:
    """What was known at one moment, on the clocks of the edition."""

    at: datetime
    headline: str
    body: "tuple[Block, ...]"
    is_last: bool = False


Block = (
    Words
    | Subhead
    | Quote
    | Picture
    | Gallery
    | Statement
    | Timeline
    | Table
    | Factbox
    | Document
    | Embed
    | Read
    | Context
    | Live
)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """These blocks, and behind each those that stand inside it."""
    for block in blocks:
        yield block
        if isinstance(block, Gallery):
            yield from block.pictures
        elif isinstance(block, Factbox):
            yield block.facts
        elif isinstance(block, Live):
            yield from walk(block.body)


def stories_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The stories that these blocks lead to."""
    for block in walk(blocks):
        if isinstance(block, Read):
            yield block.story
        elif isinstance(block, Words):
            yield from (story for words in block.paragraphs for _shown, story in _LINK.findall(words))


def _inline(words: str, article_of: Callable[[str], int]) -> str:
    html = escape(words, quote=False)
    html = _BOLD.sub(r"<b>\1</b>", html)
    html = _ITALIC.sub(r"<i>\1</i>", html)
    return _LINK.sub(lambda found: f'<a linktype="page" id="{article_of(found[2])}">{found[1]}</a>', html)
