"""Reads of the documents: what the facet ``document.card`` answers, and what files say of whoever made them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rotativa.documents.metadata.told import Told
from rotativa.documents.models import ReaderDocument


@dataclass(frozen=True)
class DocumentCard:
    """A document as pages use it; facet ``document.card``, identity ``7``.

    A page that names ``path`` says so (``kit.trace.uses_file``): then the press puts it in place before the page, and
    takes it away after the last page that names it.
    """

    identity: str
    path: str  # "/documents/0f3c…-report.pdf"; carries the hash of the bytes
    type: str  # "pdf", "csv", "odt"
    bytes: int


def files_of(identities: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The hash of the file that each of these documents is now, for people of the desk."""
    wanted = [identity for identity in identities if identity.isdecimal()]
    if not wanted:
        return ()
    rows = ReaderDocument.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "file_hash")
    return tuple((str(pk), kept) for pk, kept in rows)


def told_by(identities: Iterable[str]) -> Mapping[str, Told]:
    """What each of these documents says of whoever made it, for people of the desk; none of those that say nothing."""
    wanted = [identity for identity in identities if identity.isdecimal()]
    if not wanted:
        return {}
    rows = ReaderDocument.objects.filter(pk__in=wanted).exclude(told={}).values_list("pk", "told")
    return {str(pk): told for pk, kept in rows if (told := Told.from_json(kept))}
