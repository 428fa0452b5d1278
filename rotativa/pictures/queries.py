"""Reads of the pictures: what the facets ``picture.card``, ``phone`` and ``alt`` answer; what desk and gates ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from rotativa.pictures.models import AltText as AltTextRow, Picture


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
    focus: tuple[float, float]  # of what matters, 0 to 1 from the upper left
    credit: str  # "Rui Azevedo"
    agency: str  # "Atlas"; printed as [credit / agency]
    files: tuple[PublicFile, ...]  # per format from narrow to wide


@dataclass(frozen=True)
class AltText:
    """What a picture shows, in one language; facet ``picture.alt``, identity ``7@es``."""

    text: str


@dataclass(frozen=True)
class Readiness:
    """Whether a picture may stand on a page, as far as pictures know."""

    identity: str
    title: str
    has_credit: bool
    alt_editions: tuple[str, ...]  # codes of the editions in whose language it is described, in order

    def lacks(self, edition: str) -> tuple[str, ...]:
        """What is missing for that edition: ``credit``, ``alt``, both, or nothing."""
        missing = () if self.has_credit else ("credit",)
        return missing if edition in self.alt_editions else (*missing, "alt")


def files_of(identities: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The hash of the file that each of these pictures is now."""
    wanted = {identity for identity in identities if identity.isdecimal()}
    if not wanted:
        return ()
    rows = Picture.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "file_hash")
    return tuple((str(pk), kept) for pk, kept in rows)


def readiness(identities: Iterable[str]) -> tuple[Readiness, ...]:
    """What each picture has of what every page needs; pictures that do not exist are left out."""
    wanted = [identity for identity in identities if identity.isdecimal()]
    codes: dict[int, list[str]] = {}
    for row in AltTextRow.objects.filter(picture_id__in=wanted).order_by("edition_id"):
        codes.setdefault(row.picture_id, []).append(row.edition_id)
    pictures = Picture.objects.filter(pk__in=wanted).only("id", "title", "credit").order_by("pk")
    return tuple(
        Readiness(str(picture.pk), picture.title, bool(picture.credit), tuple(codes.get(picture.pk, ())))
        for picture in pictures
    )


def alt_texts(identity: str) -> dict[str, str]:
    """The alt texts of one picture, by the codes of editions."""
    if not identity.isdecimal():
        return {}
    return {row.edition_id: row.text for row in AltTextRow.objects.filter(picture_id=identity).order_by("edition_id")}
