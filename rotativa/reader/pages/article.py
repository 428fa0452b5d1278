"""The article: a story in one edition."""

from dataclasses import dataclass

from rotativa.reader.pages.frame import Frame, Head, Link, Stamp
from rotativa.reader.pages.pictures import View
from rotativa.reader.pages.pieces import Entry, Piece


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
    entries: tuple[Entry, ...]  # of a live story, newest first; they stand behind the body
    topics: tuple[Link, ...]


@dataclass(frozen=True)
class Sample:
    """Blocks alone, as the desk's list of blocks shows them."""

    frame: Frame
    body: tuple[Piece, ...]
    entries: tuple[Entry, ...]
