from django.db import transaction as database
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.documents import uses
from rotativa.documents.models import ReaderDocument
from rotativa.kit.actor import Actor, require
from rotativa.pictures.files import remove
from rotativa.pictures.uses import InUse, named


def why_not_remove(document: ReaderDocument) -> str:
    """Why this document cannot be deleted, in words; empty where it can."""
    places = uses.places(document)
    if not places:
        return ""
    return _("“%(title)s” cannot be deleted: it is or was used in %(places)s.") % {
        "title": document.title,
        "places": named(places),
    }


def remove_document(actor: Actor, document: ReaderDocument) -> None:
    """Deletes a document that stands nowhere and that no reader was offered. Raises ``InUse`` and ``Refused``."""
    require(actor, "document.change")
    with transaction(actor):
        document = ReaderDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
        reason = why_not_remove(document)
        if reason:
            raise InUse(reason)
        note("document.removed", [document.thing], details={"title": document.title})
        name = document.file.name
        database.on_commit(lambda: remove([str(name)]))
        document.delete()
