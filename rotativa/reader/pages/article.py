"""The article: a story in one edition."""

from dataclasses import dataclass
from typing import ClassVar

from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Frame, Head, Link, Stamp
from rotativa.reader.pages.pictures import View


@dataclass(frozen=True)
class Cell:
    """One edition in the editions strip; without an article of the story it leads to the front, and says so."""

    name: str  # the language in itself
    name_here: str  # the language in the page's own, as the sentence needs it
    language: str
    direction: str
    path: str
    is_current: bool
    has_story: bool


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


Piece = Prose | Subhead | Figure | Statement | Reading


@dataclass(frozen=True)
class Imprint:
    """What paper says of where the article stands: seen in print only."""

    day: Stamp
    address: str  # as people read it: "atlas.example/en/2022/06/28/storm/"


@dataclass(frozen=True)
class ArticlePage:
    """Everything that an article shows."""

    frame: Frame
    head: Head
    imprint: Imprint
    strip: tuple[Cell, ...]
    section: Link | None
    kind: str  # code: decides the type
    kind_name: str
    kicker: str
    headline: str
    standfirst: str
    lead: View | None
    authors: tuple[Link, ...]
    translators: tuple[Link, ...]
    reviewers: tuple[Link, ...]
    place: str  # of the dateline
    published: Stamp
    updated: Stamp | None
    minutes: int  # to read it: decides the plural
    minutes_words: str  # the same in the numerals of the edition
    body: tuple[Piece, ...]
    topics: tuple[Link, ...]
