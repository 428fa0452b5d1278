"""Lists of articles: of a section, a topic, an author, and of one month of each."""

from dataclasses import dataclass

from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Frame, Head, Link
from rotativa.reader.pages.pictures import View


@dataclass(frozen=True)
class Year:
    """The months of one year that have a page, newest first."""

    name: str
    months: tuple[Link, ...]


@dataclass(frozen=True)
class ListPage:
    """The front of a list: the newest thirty at most, and links to its months where there are more."""

    frame: Frame
    head: Head
    of: str  # "section", "topic" or "author"
    topic_type: str  # "place", "person", "organisation", "subject"; topics only
    title: str
    role: str  # of an author
    description: str
    portrait: View | None
    elsewhere: tuple[Link, ...]  # the same list in other editions
    lead: Card | None  # sections only
    secondary: tuple[Card, ...]
    cards: tuple[Card, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True)
class MonthPage:
    """One month of a list: a fixed bucket, which never shifts."""

    frame: Frame
    head: Head
    parent: Link  # the front of the list
    title: str  # "Politics, March 2026"
    cards: tuple[Card, ...]
    earlier: Link | None
    later: Link | None
