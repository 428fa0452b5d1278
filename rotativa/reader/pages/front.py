"""The front of an edition."""

from dataclasses import dataclass

from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Frame, Head, Stamp
from rotativa.reader.pages.lists import Year


@dataclass(frozen=True)
class FrontPage:
    """Zones in reading order; an empty zone is not printed. No story stands in two of them."""

    frame: Frame
    head: Head
    day: Stamp | None  # of the newest article
    lead: Card | None
    secondary: tuple[Card, ...]
    opinion: tuple[Card, ...]
    four: tuple[Card, ...]  # four, all with or all without picture
    latest: tuple[Card, ...]
    years: tuple[Year, ...]  # the months that have a page of their own
