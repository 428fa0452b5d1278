"""The pieces of an article's text. Each has a shape, by which templates know it, and an anchor."""

from dataclasses import dataclass
from typing import ClassVar

from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Link, Stamp
from rotativa.reader.pages.pictures import View


@dataclass(frozen=True)
class Prose:
    """Paragraphs and lists: HTML that holds nothing but text, emphasis and links that lead somewhere."""

    shape: ClassVar[str] = "prose"
    id: str
    html: str


@dataclass(frozen=True)
class Subhead:
    """A heading inside the text."""

    shape: ClassVar[str] = "subhead"
    id: str
    words: str


@dataclass(frozen=True)
class Figure:
    """A picture inside the text."""

    shape: ClassVar[str] = "figure"
    id: str
    view: View


@dataclass(frozen=True)
class Original:
    """The words as they were said, in their language."""

    words: str
    language: str
    language_here: str  # its name in the page's language
    direction: str


@dataclass(frozen=True)
class Statement:
    """What a named person said."""

    shape: ClassVar[str] = "statement"
    id: str
    words: str
    speaker: str
    role: str
    to_whom: str
    day: Stamp | None
    original: Original | None  # None where the original's language is the edition's


@dataclass(frozen=True)
class Reading:
    """READ: another story's article in this edition."""

    shape: ClassVar[str] = "reading"
    id: str
    card: Card


@dataclass(frozen=True)
class PullQuote:
    """Words of the text, lifted out of it."""

    shape: ClassVar[str] = "quote"
    id: str
    words: str
    speaker: str
    is_repeated: bool  # whether the text says the same, word for word: then it is not read out twice


@dataclass(frozen=True)
class Gallery:
    """Several pictures together."""

    shape: ClassVar[str] = "gallery"
    id: str
    title: str
    views: tuple[View, ...]


@dataclass(frozen=True)
class Moment:
    """An entry of a timeline."""

    start: Stamp
    end: Stamp | None
    words: str


@dataclass(frozen=True)
class Timeline:
    """What happened when, oldest first."""

    shape: ClassVar[str] = "timeline"
    id: str
    title: str
    moments: tuple[Moment, ...]
    is_long: bool  # too long to stand beside the text


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    heading: str
    numbers: bool


@dataclass(frozen=True)
class Table:
    """Rows under headings; each row has a cell for each column."""

    shape: ClassVar[str] = "table"
    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: bool  # whether the first cell of a row is its heading
    source: str


@dataclass(frozen=True)
class Factbox:
    """What readers should know: HTML as in ``Prose``."""

    shape: ClassVar[str] = "factbox"
    id: str
    title: str
    html: str


@dataclass(frozen=True)
class Download:
    """A document for readers."""

    shape: ClassVar[str] = "download"
    id: str
    title: str
    path: str
    about: str  # its type and size: "PDF, 1.2 MB"


@dataclass(frozen=True)
class Embed:
    """Something of another site. Nothing is loaded before a reader follows the link into its frame."""

    shape: ClassVar[str] = "embed"
    id: str
    kind: str  # "video", "audio", "map", "chart", "post", "page"
    title: str
    about: str  # how long, in which language
    address: str  # where it is seen on the other site
    host: str  # of that address
    player: str  # what the frame is filled with; empty where it may not be shown here
    teller: str  # the host that would learn of the reader
    transcript: str


@dataclass(frozen=True)
class Background:
    """A passage that many articles use: what readers should know of what was before."""

    shape: ClassVar[str] = "background"
    id: str
    title: str
    body: "tuple[Piece, ...]"
    keeper: Link | None
    checked: Stamp | None


@dataclass(frozen=True)
class Entry:
    """What was known at one moment of a live story."""

    shape: ClassVar[str] = "entry"
    id: str
    time: Stamp
    day: str
    headline: str
    body: "tuple[Piece, ...]"
    moment: str  # ISO, in universal time: by this they are ordered


Piece = (
    Prose
    | Subhead
    | PullQuote
    | Statement
    | Figure
    | Gallery
    | Timeline
    | Table
    | Factbox
    | Download
    | Embed
    | Background
    | Reading
    | Entry
)


def anchor(piece: str) -> str:
    """The anchor of a piece on its page, by the id of its block; it stays while the block does."""
    return f"b-{piece}"
