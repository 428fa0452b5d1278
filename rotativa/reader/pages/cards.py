"""An article as lists show it: as a card, or as a line of a river."""

from dataclasses import dataclass

from rotativa.reader.pages.frame import Link, Stamp
from rotativa.reader.pages.pictures import View


@dataclass(frozen=True)
class Card:
    """One article in a list, a zone or a READ link."""

    path: str
    headline: str
    standfirst: str
    kicker: str  # behind the section: the article's own, or its kind where that is not plain news
    section: Link | None
    kind: str  # code of the kind: decides the type
    is_over: bool  # a live story whose coverage has ended
    authors: tuple[str, ...]
    published: Stamp  # day and time
    day: Stamp
    time: Stamp
    picture: View | None
    portrait: View | None  # of the first author, opinion only
    part: str = ""  # on the page of somebody who did not write it: "translator" or "reviewer"


@dataclass(frozen=True)
class Line:
    """One article in a river of headlines."""

    path: str
    headline: str
    section: Link | None
    kind: str  # code of the kind
    day: Stamp
    time: Stamp
    part: str = ""  # as on a card
