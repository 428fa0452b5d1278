from collections.abc import Mapping
from typing import Any, Unpack

from wagtail.search.index import insert_or_update_object

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.pictures.actions.columns import Columns, apply, plain, set_alts, set_tags
from rotativa.pictures.actions.rows import add_public, add_thumbnails, place_thumbnails
from rotativa.pictures.files import placing
from rotativa.pictures.intake import Received
from rotativa.pictures.jobs import pack_later
from rotativa.pictures.models import Picture


def add_picture(
    actor: Actor,
    received: Received,
    *,
    alts: Mapping[str, str] | None = None,
    uploader: Any = None,
    **columns: Unpack[Columns],
) -> Picture:
    """Adds a picture from a file that passed ``intake.receive``, with its files for readers and for the desk.

    ``alts`` are alt texts by the codes of editions; ``uploader`` is the user who sent the file. Raises ``Refused`` and
    ``ValidationError``; then no file stays behind.
    """
    require(actor, "picture.add")
    words = {code: text for code, text in (alts or {}).items() if text.strip()}
    for code in words:
        require(actor, "picture.describe", code)
    values = {"title": received.name, **plain(columns, (received.width, received.height))}
    picture = Picture(
        width=received.width, height=received.height, file_size=len(received.data), uploaded_by_user=uploader
    )
    apply(picture, values)
    with placing() as placed:
        original = placed.put(
            picture.get_upload_to(f"{received.name.rpartition('.')[0]}.{received.suffix}"), received.data
        )
        thumbnails = place_thumbnails(placed, received)
        public = placed.publish(received.public, picture.named)
        with transaction(actor):
            picture.file.name, picture.file_hash = original, received.fingerprint
            picture.told, picture.packed = received.told.as_json(), received.packed
            picture.save(force_insert=True)
            set_tags(picture, columns.get("tags", ()))
            set_alts(picture, words)
            add_public(picture, public)
            add_thumbnails(picture, thumbnails)
            insert_or_update_object(picture)
            size = f"{received.width} × {received.height}"
            details = {"title": picture.title, "size": size, "editions": sorted(words)}
            pack_later(picture)
            note("picture.added", [picture.thing], details=details)
    return picture
