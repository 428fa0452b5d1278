"""Pages that say why there is no page."""

from dataclasses import dataclass

from rotativa.reader.pages.cards import Line
from rotativa.reader.pages.frame import Frame, Head, Stamp


@dataclass(frozen=True)
class Withdrawn:
    """An article that was withdrawn, where whoever did so lets readers know which one it was."""

    headline: str  # as it stands between quotation marks
    published: Stamp
    withdrawn: Stamp


@dataclass(frozen=True)
class NotFoundPage:
    """404, in one edition's language."""

    frame: Frame
    head: Head
    latest: tuple[Line, ...]  # the newest stories of the edition, a few


@dataclass(frozen=True)
class GonePage:
    """410: what was here was withdrawn."""

    frame: Frame
    head: Head
    of: str  # "article", "topics", "authors", "section", "page"
    article: Withdrawn | None  # None where readers are not told which one
    latest: tuple[Line, ...]  # the newest stories of the edition, a few


@dataclass(frozen=True)
class UnavailablePage:
    """503: what was asked for does not work at the moment."""

    frame: Frame
    head: Head
