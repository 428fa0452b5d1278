from contextlib import suppress
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
from rotativa.documents.files import read
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
    public_name: str | None = None,
    collection: Collection | None = None,
    tags: tuple[str, ...] | None = None,
) -> ReaderDocument:
    """Changes what is named, or puts another file in its place, wherever it is used: one act, one fact.

    A file that readers are offered, or that goes out with what is scheduled, is changed by who answers for an edition
    where it is. What is out keeps its address where only its name is another: the new one counts from the next file on.
    Raises ``Refused`` and ``ValidationError``; then everything stays as it was.
    """
    require(actor, "document.change")
    words = document.public_name if public_name is None else public_name.strip()
    file = received or (_under_another_name(document) if words != document.public_name else None)
    told = received.told.as_json() if received else {}
    with placing() as placed:
        name = placed.put(f"documents/{file.public_name(uuid4().hex[:SALT], words)}", file.data) if file else ""
        with transaction(actor):
            kept: ReaderDocument = ReaderDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
            changed = _words(kept, title, public_name, collection)
            if received and received.fingerprint != kept.file_hash:
                _ask(actor, kept)
                _put(kept, str(name), received)
                kept.told = told
                changed.append("file")
            elif file and "public_name" in changed and file.fingerprint == kept.file_hash and not uses.seen(kept):
                _put(kept, str(name), file)
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


def _under_another_name(document: ReaderDocument) -> Received | None:
    with suppress(FileNotFoundError):  # then there is nothing that could lie elsewhere
        return Received("", document.file_extension.lower(), read(document.path))
    return None


def _put(document: ReaderDocument, name: str, file: Received) -> None:
    FormerFile.objects.create(name=str(document.file.name))
    document.file.name, document.file_size, document.file_hash = name, len(file.data), file.fingerprint


def _words(
    document: ReaderDocument, title: str | None, public_name: str | None, collection: Collection | None
) -> list[str]:
    changed = []
    for field, words in (("title", title), ("public_name", public_name)):
        if words is not None and words.strip() != getattr(document, field):
            setattr(document, field, words.strip())
            document.clean_names()
            changed.append(field)
    if collection is not None and collection != document.collection:
        document.collection = collection
        changed.append("collection")
    return changed


def _ask(actor: Actor, document: ReaderDocument) -> None:
    """Who schedules an article says what goes out: nobody else puts another file into it meanwhile."""
    for editions, why in (
        (uses.seen(document), _("Readers are offered this document now. Ask a desk editor there to change it.")),
        (uses.planned(document), _("It goes out with what is scheduled. Ask a desk editor there to change it.")),
    ):
        if editions and not any(actor.may(PUBLIC, edition) for edition in editions):
            raise Refused(why)


def _sweep() -> None:
    old = FormerFile.objects.filter(since__lt=timezone.now() - FORMER_FILES_STAY)
    names = list(old.values_list("name", flat=True))
    if names:
        old.delete()
        database.on_commit(lambda: remove(names))
