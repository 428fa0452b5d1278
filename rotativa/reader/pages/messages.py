"""Pages that say why there is no page."""

from dataclasses import dataclass

from rotativa.reader.pages.frame import Frame, Head


@dataclass(frozen=True)
class NotFoundPage:
    """404, in one edition's language."""

    frame: Frame
    head: Head


@dataclass(frozen=True)
class GonePage:
    """410: what was here was withdrawn."""

    frame: Frame
    head: Head
    of: str  # empty: an article; "topics", "authors", "section"


@dataclass(frozen=True)
class UnavailablePage:
    """503: what was asked for does not work at the moment."""

    frame: Frame
    head: Head
