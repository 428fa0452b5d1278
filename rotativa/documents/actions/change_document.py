from datetime import timedelta
from uuid import uuid4

from django.db import transaction as database
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.search.index import insert_or_update_object

from rotativa.daybook.writing import note, transaction
from rotativa.documents import uses
from rotativa.documents.actions.add_document import SALT
from rotativa.documents.intake import Received
from rotativa.documents.models import FormerFile, ReaderDocument
from rotativa.kit.actor import Actor, Refused, require
from rotativa.pictures.files import placing, remove

FORMER_FILES_STAY = timedelta(hours=1)
"""Far longer than one page takes to print."""

PUBLIC = "document.change-public"


def change_document(
    actor: Actor,
    document: ReaderDocument,
    *,
    received: Received | None = None,
    title: str | None = None,
    collection: Collection | None = None,
    tags: tuple[str, ...] | None = None,
) -> ReaderDocument:
    """Changes what is named, or puts another file in its place, wherever it is used: one act, one fact.

    A file that readers are offered is changed by who answers for an edition where it is. Raises ``Refused`` and
    ``ValidationError``; then everything stays as it was.
    """
    require(actor, "document.change")
    with placing() as placed:
        name = placed.put(f"documents/{received.public_name(uuid4().hex[:SALT])}", received.data) if received else ""
        with transaction(actor):
            kept: ReaderDocument = ReaderDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
            changed = _words(kept, title, collection)
            if received and received.fingerprint != kept.file_hash:
                _ask(actor, kept)
                FormerFile.objects.create(name=str(kept.file.name))
                kept.file.name, kept.file_size, kept.file_hash = name, len(received.data), received.fingerprint
                changed.append("file")
            elif name:
                database.on_commit(lambda: remove([str(name)]))
            if changed:
                kept.save()
            if tags is not None and sorted(tags) != sorted(kept.tags.names()):
                kept.tags.set(tags)
                changed.append("tags")
            if changed:
                insert_or_update_object(kept)
                note("document.changed", [kept.thing], details={"title": kept.title, "changed": changed})
            _sweep()
    return kept


def _words(document: ReaderDocument, title: str | None, collection: Collection | None) -> list[str]:
    changed = []
    if title is not None and title.strip() != document.title:
        document.title = title.strip()
        document.clean_title()
        changed.append("title")
    if collection is not None and collection != document.collection:
        document.collection = collection
        changed.append("collection")
    return changed


def _ask(actor: Actor, document: ReaderDocument) -> None:
    editions = uses.seen(document)
    if editions and not any(actor.may(PUBLIC, edition) for edition in editions):
        raise Refused(_("Readers are offered this document now. Ask a desk editor there to change it."))


def _sweep() -> None:
    old = FormerFile.objects.filter(since__lt=timezone.now() - FORMER_FILES_STAY)
    names = list(old.values_list("name", flat=True))
    if names:
        old.delete()
        database.on_commit(lambda: remove(names))
