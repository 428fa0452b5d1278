"""Pictures as pages show them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """One file of a picture."""

    path: str
    width: int  # pixels


@dataclass(frozen=True)
class Source:
    """The files of a picture for who reads one format, from narrow to wide: the widest may be of one that is older."""

    type: str  # "image/webp"
    candidates: tuple[Candidate, ...]

    @property
    def srcset(self) -> str:
        """The candidates, as the attribute ``srcset`` has them."""
        return ", ".join([f"{one.path} {one.width}w" for one in self.candidates])


@dataclass(frozen=True)
class View:
    """A picture in one place: its files, what it shows, and what is said under it."""

    sources: tuple[Source, ...]  # best first, without the last resort
    fallback: Source  # what every browser reads
    path: str  # of the file for browsers that know no candidates
    width: int
    height: int
    alt: str  # empty: decoration, or a link's picture
    caption: str
    credit: str  # "Rui Azevedo / Atlas", without brackets
    across: int  # of what matters, in quarters from the left: 0 to 4
    down: int  # and from the top
    phone: "View | None" = None  # what stands in its place on screens narrower than 40rem
