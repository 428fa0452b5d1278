"""The rows that stand for a picture's files; called inside a verb's transaction."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rotativa.pictures import files
from rotativa.pictures.files import Placing, Public
from rotativa.pictures.intake import Received
from rotativa.pictures.models import Picture, PublicRendition, Rendition
from rotativa.pictures.packing import Packed

RETIRED_FILES_STAY = timedelta(hours=1)
"""Far longer than one page takes to print."""
_MOST_SWEPT = 500

Thumbnails = tuple[tuple[str, str, Packed], ...]
"""Of each thumbnail: Wagtail's name of its size, the name of its file, and what is in it."""


def place_thumbnails(placed: Placing, received: Received) -> Thumbnails:
    """Puts the desk's thumbnails in place."""
    name = Rendition().get_upload_to
    return tuple((spec, placed.put(name(f"{spec}.webp"), one.data), one) for spec, one in received.thumbnails)


def add_thumbnails(picture: Picture, thumbnails: Thumbnails) -> None:
    """Writes down the thumbnails, so that no screen of the desk makes them."""
    Rendition.objects.bulk_create(
        Rendition(image=picture, filter_spec=spec, focal_point_key="", file=name, width=one.width, height=one.height)
        for spec, name, one in thumbnails
    )


def add_public(picture: Picture, public: Iterable[Public]) -> None:
    """Writes down the files for readers."""
    PublicRendition.objects.bulk_create(
        PublicRendition(
            picture=picture,
            format=one.format,
            width=one.width,
            height=one.height,
            path=one.path,
            sha256=one.sha256,
            bytes=one.bytes,
        )
        for one in public
    )


def retire_public(picture: Picture) -> None:
    """Takes the present files for readers out of use, and sweeps what was taken out long ago."""
    PublicRendition.objects.filter(picture=picture, retired=None).update(retired=timezone.now())
    old = PublicRendition.objects.filter(retired__lt=timezone.now() - RETIRED_FILES_STAY)[:_MOST_SWEPT]
    swept = {row.pk: row.path for row in old}
    PublicRendition.objects.filter(pk__in=swept).delete()
    drop_public(set(swept.values()))


def drop_public(paths: set[str]) -> None:
    """Removes files for readers once the transaction has committed, unless another row stands for the same bytes."""
    if paths:
        transaction.on_commit(lambda: files.remove_unwanted(paths))


def drop_private(names: Iterable[str]) -> None:
    """Removes originals or thumbnails once the transaction has committed."""
    gone = tuple(names)
    transaction.on_commit(lambda: files.remove(gone))
