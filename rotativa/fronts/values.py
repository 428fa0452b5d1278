"""What pages are told of plain pages and navigations; an identity of a plain page is ``5@es``."""

from dataclasses import dataclass
from datetime import datetime

from rotativa.stories.text import ContextText


@dataclass(frozen=True)
class PageCard:
    """A plain page as what links to it calls it."""

    identity: str  # with its edition
    name: str


@dataclass(frozen=True)
class PublishedPage:
    """A plain page as readers get it."""

    identity: str  # without edition
    edition: str
    machine_type: str  # of schema.org: "AboutPage", "ContactPage" or "WebPage"
    text: ContextText
    changed: datetime  # aware: when it was published last


@dataclass(frozen=True)
class Entry:
    """Where one line of the navigation leads.

    ``section``, ``kind``, ``topic`` and ``page`` have an identity as their target, ``outside`` an address. What stands
    for several lines, or for what the edition says of itself, has none: ``front``, ``contact``, ``sections``,
    ``pages``, ``editions``.
    """

    kind: str
    target: str = ""
    words: str = ""  # of its own, in the place of the thing's name


@dataclass(frozen=True)
class FootList:
    """A list of the foot under its heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Navigation:
    """What the bar under the masthead and the lists of the foot lead to. Of two empty parts, each follows by itself."""

    bar: tuple[Entry, ...] = ()
    foot: tuple[FootList, ...] = ()
