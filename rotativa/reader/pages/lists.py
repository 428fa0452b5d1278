"""Lists of articles: of a section, a kind, a topic, an author, of one month of each, and of a day."""

from dataclasses import dataclass

from rotativa.reader.pages.cards import Card, Line
from rotativa.reader.pages.frame import Frame, Head, Link, Stamp
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
    of: str  # "section", "kind", "topic" or "author"
    topic_type: str  # "place", "person", "organisation", "subject"; topics only
    title: str
    role: str  # of an author
    description: str
    portrait: View | None
    contact: str  # where a link to an author leads
    key: str  # where their key for encrypted mail lies
    elsewhere: tuple[Link, ...]  # the same list in other editions, by its name there or by the language
    near: tuple[Link, ...]  # topics that its newest articles share; topics only
    lead: Card | None  # sections only
    secondary: tuple[Card, ...]
    cards: tuple[Card, ...]
    years: tuple[Year, ...]
    earlier: Link | None  # the month in which the list goes on


@dataclass(frozen=True)
class Weekday:
    """The head of a column of a calendar."""

    short: str
    name: str


@dataclass(frozen=True)
class CalendarDay:
    """One day: a link where the edition published anything on it."""

    iso: str
    words: str  # its number, in the numerals of the edition
    full: str  # the whole date
    path: str  # empty: no page
    current: bool


@dataclass(frozen=True)
class Calendar:
    """One month of an edition, in weeks from its first weekday; None where a day belongs to another month."""

    title: Stamp
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True)
class DayPage:
    """Everything that an edition published on one day, newest first."""

    frame: Frame
    head: Head
    year: str
    month: str
    title: str  # "Tuesday 28 June"
    lines: tuple[Line, ...]
    calendar: Calendar
    before: Link | None  # the nearest days with stories
    after: Link | None


@dataclass(frozen=True)
class DayOfMonth:
    """What a list got on one day."""

    iso: str
    title: Link  # "Tuesday 28 June"; a link where the day has a page, in an edition's own list
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class MonthPage:
    """One month of a list: a fixed bucket, which never shifts. It has cards, or days where it is too long for them."""

    frame: Frame
    head: Head
    parent: Link  # the front of the list
    title: str  # "Politics, March 2026"
    cards: tuple[Card, ...]
    days: tuple[DayOfMonth, ...]
    earlier: Link | None
    later: Link | None
    calendar: Calendar | None  # of an edition's own list
