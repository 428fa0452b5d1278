"""The front of an edition."""

from dataclasses import dataclass

from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Frame, Head, Link, Stamp
from rotativa.reader.pages.lists import Year


@dataclass(frozen=True)
class Strip:
    """A section on a front."""

    section: Link  # a path where it has a page
    lead: Card
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Minute:
    """What was known at one moment of the live story that leads: a line of its minute by minute."""

    path: str  # of the entry, within the story
    time: Stamp
    headline: str


@dataclass(frozen=True)
class FrontPage:
    """Zones in reading order; an empty zone is not printed. No story stands in two of them."""

    frame: Frame
    head: Head
    arrangement: str  # "lead", "big" or "quiet"
    day: Stamp | None  # of the newest article
    breaking: tuple[Card, ...]
    lead: Card | None
    more: tuple[Card, ...]  # of the same story as the lead
    minutes: tuple[Minute, ...]  # of a live story that leads as big news
    secondary: tuple[Card, ...]
    opinion: tuple[Card, ...]
    four: tuple[Card, ...]  # all with or all without picture
    strips: tuple[Strip, ...]
    pictures: tuple[Card, ...]  # large: a picture, a map, a chart
    latest: tuple[Card, ...]
    years: tuple[Year, ...]  # the months that have a page of their own
