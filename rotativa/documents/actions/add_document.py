from typing import Any
from uuid import uuid4

from wagtail.models import Collection
from wagtail.search.index import insert_or_update_object

from rotativa.daybook.writing import note, transaction
from rotativa.documents.intake import Received
from rotativa.documents.models import ReaderDocument
from rotativa.kit.actor import Actor, require
from rotativa.pictures.files import placing

SALT = 8
"""Signs that nobody guesses: whoever has the same file must not be able to ask whether we have it, too."""


def add_document(
    actor: Actor,
    received: Received,
    *,
    title: str = "",
    public_name: str = "",
    collection: Collection | None = None,
    tags: tuple[str, ...] = (),
    uploader: Any = None,
) -> ReaderDocument:
    """Adds a document that passed ``intake.receive``. Nobody but the desk sees it until a page names it.

    ``public_name`` is what readers see of its name; without one it is called “document”, never as the file was.
    Raises ``Refused`` and ``ValidationError``; then no file stays behind.
    """
    require(actor, "document.add")
    document = ReaderDocument(
        title=title.strip() or received.name, public_name=public_name.strip(), uploaded_by_user=uploader
    )
    if collection is not None:
        document.collection = collection
    document.clean_names()
    document.told = received.told.as_json()
    with placing() as placed:
        name = placed.put(f"documents/{received.public_name(uuid4().hex[:SALT], document.public_name)}", received.data)
        with transaction(actor):
            document.file.name, document.file_size, document.file_hash = name, len(received.data), received.fingerprint
            document.save(force_insert=True)
            document.tags.set(tags)
            insert_or_update_object(document)
            note("document.added", [document.thing], details={"title": document.title})
    return document
