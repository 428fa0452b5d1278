"""The pattern page: every component of the theme, in both directions and schemes."""

from dataclasses import dataclass

from rotativa.reader.pages.article import Cell, Imprint, Sharing
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Frame, Head, Link, Stamp
from rotativa.reader.pages.front import FrontPage
from rotativa.reader.pages.lists import Calendar, Year
from rotativa.reader.pages.pictures import View
from rotativa.reader.pages.pieces import Entry, Piece


@dataclass(frozen=True)
class Patterns:
    """One of everything, in one language."""

    frame: Frame
    imprint: Imprint
    day: Stamp
    strip: tuple[Cell, ...]
    view: View
    authors: tuple[Link, ...]
    cards: tuple[Card, ...]  # one of each kind
    pieces: tuple[Piece, ...]  # one of each shape
    entries: tuple[Entry, ...]
    topics: tuple[Link, ...]
    sharing: Sharing
    years: tuple[Year, ...]
    front: FrontPage  # something in each zone
    calendar: Calendar
    gone: str  # what the page of a withdrawn article is called


@dataclass(frozen=True)
class Hall:
    """All components in one direction and one scheme."""

    name: str  # "English, dark"
    anchor: str
    language: str
    direction: str
    script: str
    scheme: str  # "light" or "dark", whatever the reader's browser prefers
    html: str


@dataclass(frozen=True)
class PatternsPage:
    """The whole page."""

    frame: Frame
    head: Head
    schemes: str  # path of the style sheet that sets a scheme apart from the browser's
    halls: tuple[Hall, ...]
