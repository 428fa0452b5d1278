"""The article: a story in one edition."""

from dataclasses import dataclass

from rotativa.reader.pages.cards import Card
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
class Way:
    """A place to share the article at: a plain link, which tells nobody anything before it is followed."""

    name: str  # empty: by e-mail, which each edition calls in its own words
    address: str


@dataclass(frozen=True)
class Sharing:
    """How to pass the article on."""

    address: str  # as people copy it: "https://atlas.example/en/2022/06/28/storm/"
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class ArticlePage:
    """Everything that an article shows."""

    frame: Frame
    head: Head
    imprint: Imprint | None
    strip: tuple[Cell, ...]
    section: Link | None
    kind: str  # code: decides the type
    kind_name: str
    kind_link: Link | None  # to the list of all stories of this kind
    is_over: bool  # a live story whose coverage has ended
    kicker: str
    headline: str
    standfirst: str
    lead: View | None
    authors: tuple[Link, ...]
    translators: tuple[Link, ...]
    reviewers: tuple[Link, ...]
    place: str  # of the dateline
    published: Stamp | None  # a draft that was never out has none
    day: str  # path of the day's page; a draft has none
    updated: Stamp | None
    minutes: int  # to read it: decides the plural
    minutes_words: str  # the same in the numerals of the edition
    body: tuple[Piece, ...]
    entries: tuple[Entry, ...]  # of a live story, newest first; they stand behind the body
    topics: tuple[Link, ...]
    sharing: Sharing | None  # of a draft there is none
    related: tuple[Card, ...]  # at most four
    more: Link | None  # the first topic that has a page: where there is more like this


@dataclass(frozen=True)
class Sample:
    """Blocks alone, as the desk's list of blocks shows them."""

    frame: Frame
    body: tuple[Piece, ...]
    entries: tuple[Entry, ...]
