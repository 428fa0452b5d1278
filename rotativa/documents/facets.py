"""The face of a document that pages use: where its file is, of which type, and how large."""

from collections.abc import Mapping

from rotativa.documents.models import ReaderDocument
from rotativa.documents.queries import DocumentCard
from rotativa.kit.trace import Facet


def _cards(identities: tuple[str, ...]) -> Mapping[str, DocumentCard]:
    wanted = [identity for identity in identities if identity.isdecimal()]
    found = ReaderDocument.objects.filter(pk__in=wanted).only("id", "file", "file_size")
    return {
        str(one.pk): DocumentCard(str(one.pk), one.path, one.file_extension.lower(), one.file_size or 0)
        for one in found
    }


card: Facet[DocumentCard] = Facet("document.card", load=_cards, rows={"documents.ReaderDocument": "id"})
