from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from django.utils.translation import gettext as _
from wagtail.search.index import insert_or_update_object

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.pictures import files
from rotativa.pictures.actions.columns import FOCAL, Columns, apply, plain, set_alts, set_tags
from rotativa.pictures.actions.rows import (
    Thumbnails,
    add_public,
    add_thumbnails,
    drop_private,
    place_thumbnails,
    retire_public,
)
from rotativa.pictures.credit import Named
from rotativa.pictures.files import Placing, Public, placing
from rotativa.pictures.guarding import guard
from rotativa.pictures.intake import Received
from rotativa.pictures.jobs import pack_later
from rotativa.pictures.keeping import require_keeping
from rotativa.pictures.models import Picture
from rotativa.pictures.packing import Packed
from rotativa.pictures.uses import hold

_TRIES = 3


class Overtaken(RuntimeError):
    """Somebody else changed the picture at the same moment, again and again. Nothing was changed."""


@dataclass(frozen=True)
class _Wanted:
    received: Received | None
    alts: Mapping[str, str]
    values: Mapping[str, Any]
    tags: Sequence[str] | None


def change_picture(
    actor: Actor,
    picture: Picture,
    *,
    received: Received | None = None,
    alts: Mapping[str, str] | None = None,
    **columns: Unpack[Columns],
) -> Picture:
    """Changes what is said of a picture, its alt texts, or its file (``received``): one act, one fact.

    Only what is named is touched, so two colleagues who change different things both keep their change. With another
    file the focal point goes, unless it is named. A new credit writes new files for readers, without compressing them
    anew. What changes nothing writes nothing.

    Alt texts are written by who may describe it in their edition, all else by who keeps it (``keeping``). What readers
    see of one is changed by who answers for an edition where it is out, and is never taken away. Raises ``Refused``,
    ``ValidationError``, ``Overtaken``; then everything stays as it was.
    """
    if columns or received:
        require_keeping(actor, picture)
    for code in alts or ():
        require(actor, "picture.describe", code)
    if received and columns.keys().isdisjoint(("focus", *FOCAL)):
        columns["focus"] = None  # it meant a place in the former file
    for _attempt in range(_TRIES):
        seen = Picture.objects.get(pk=picture.pk)
        size = (received.width, received.height) if received else (seen.width, seen.height)
        try:
            return _change(actor, seen, _Wanted(received, alts or {}, plain(columns, size), columns.get("tags")))
        except Overtaken:
            continue
    raise Overtaken(_("“%(title)s” is being changed by somebody else. Please try again.") % {"title": picture.title})


def _change(actor: Actor, seen: Picture, wanted: _Wanted) -> Picture:
    with placing() as placed:
        public = _place_public(placed, seen, wanted)
        private = _place_private(placed, seen, wanted.received) if wanted.received else None
        with transaction(actor):
            # With the one that it shall have on phones, or each of two could become that of the other.
            hold(str(one.pk) for one in (seen, wanted.values.get("phone")) if one is not None)
            picture: Picture = Picture.objects.select_for_update(no_key=True).get(pk=seen.pk)
            if _stands_in_files(picture) != _stands_in_files(seen):
                raise Overtaken
            changed = list(apply(picture, wanted.values))
            if wanted.received and private:
                _replace_file(picture, wanted.received, *private)
                changed.append("file")
            if changed:
                picture.save()
            if wanted.tags is not None and set_tags(picture, wanted.tags):
                changed.append("tags")
            alt_codes = set_alts(picture, wanted.alts)
            guard(actor, picture, changed, {code: wanted.alts[code] for code in alt_codes})
            if public:
                retire_public(picture)
                add_public(picture, public)
            _note(picture, changed, alt_codes)
    return picture


def _stands_in_files(picture: Picture) -> tuple[str, Named]:
    return picture.file.name, picture.named


def _place_public(placed: Placing, seen: Picture, wanted: _Wanted) -> tuple[Public, ...]:
    """New files for readers, where pixels or credit differ; before the transaction, so checked again inside it."""
    named = Named(*(wanted.values.get(name, getattr(seen, name)) for name in ("credit", "agency", "copyright")))
    if wanted.received:
        return placed.publish(wanted.received.public, named)
    return placed.publish(_present(seen), named) if named != seen.named else ()


def _note(picture: Picture, changed: list[str], alt_codes: tuple[str, ...]) -> None:
    if not changed and not alt_codes:
        return
    insert_or_update_object(picture)
    edition = alt_codes[0] if len(alt_codes) == 1 and not changed else ""
    said = [*changed, *(f"alt:{code}" for code in alt_codes)]
    note("picture.changed", [picture.thing], edition=edition, details={"title": picture.title, "changed": said})


def _present(picture: Picture) -> Iterable[Packed]:
    for row in picture.public.filter(retired=None):
        yield Packed(row.format, row.width, row.height, files.read(row.path))


def _place_private(placed: Placing, picture: Picture, received: Received) -> tuple[str, Thumbnails]:
    name = picture.get_upload_to(f"{received.name.rpartition('.')[0]}.{received.suffix}")
    return placed.put(name, received.data), place_thumbnails(placed, received)


def _replace_file(picture: Picture, received: Received, original: str, thumbnails: Thumbnails) -> None:
    drop_private([picture.file.name, *(row.file.name for row in picture.renditions.all())])
    picture.renditions.all().delete()
    picture.file.name = original
    picture.width, picture.height = received.width, received.height
    picture.file_size, picture.file_hash = len(received.data), received.fingerprint
    picture.told, picture.packed = received.told.as_json(), received.packed
    pack_later(picture)
    add_thumbnails(picture, thumbnails)
