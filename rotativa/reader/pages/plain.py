"""A page of the newsroom about itself: who we are, how we correct."""

from dataclasses import dataclass

from rotativa.reader.pages.frame import Frame, Head, Link, Stamp
from rotativa.reader.pages.pieces import Piece


@dataclass(frozen=True)
class PlainPage:
    """A plain page in one edition."""

    frame: Frame
    head: Head
    title: str
    elsewhere: tuple[Link, ...]  # the same page in other editions
    body: tuple[Piece, ...]
    changed: Stamp | None  # when readers got this text; None in a preview
