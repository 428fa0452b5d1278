"""Reads of the pictures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicFile:
    """One file that readers can get: a width of a picture in one format."""

    path: str  # "/pictures/0f3c….webp"; carries the hash of the bytes
    format: str  # "webp", "jpeg"
    width: int  # pixels
    height: int


@dataclass(frozen=True)
class PictureCard:
    """A picture as pages use it; facet ``picture.card``, identity ``7``."""

    identity: str
    width: int  # pixels of the original, after orientation
    height: int
    focus: tuple[float, float]  # of what matters, 0 to 1 from the upper left
    credit: str  # "Rui Azevedo"
    agency: str  # "Atlas"; printed as [credit / agency]
    place: str
    taken: str  # ISO date, may be only a year; may be empty
    files: tuple[PublicFile, ...]  # per format from narrow to wide


@dataclass(frozen=True)
class AltText:
    """What a picture shows, in one language; facet ``picture.alt``, identity ``7@es``."""

    text: str
