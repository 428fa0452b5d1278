"""The door for files: what comes in is checked, unpacked once, and packed again for readers and for the desk.

Everything slow about a picture happens here, before any transaction opens, and in a process apart. What a person sent
is kept in memory until a verb (``actions``) puts it in place.
"""

from dataclasses import dataclass
from hashlib import sha1
from typing import Protocol

from django.conf import settings

from rotativa.pictures.apart import unpack
from rotativa.pictures.decoding import NoPicture
from rotativa.pictures.metadata.told import Told
from rotativa.pictures.packing import Packed
from rotativa.pictures.refusals import unusable

SETS = ("usual", "better")
MOST_SHOWN = 60
_MEGABYTE = 1024 * 1024


class Upload(Protocol):
    """A file that was sent: Django's uploads, and its files made from content or from a path."""

    name: str | None

    @property
    def size(self) -> int | None:
        """Its length in bytes."""

    def read(self) -> bytes:
        """All of it."""

    def seek(self, offset: int) -> object:
        """Goes to a byte."""


@dataclass(frozen=True)
class Received:
    """A file that passed the door, and all that is made of it."""

    name: str
    suffix: str
    data: bytes
    width: int
    height: int
    public: tuple[Packed, ...]
    thumbnails: tuple[tuple[str, Packed], ...]
    told: Told
    """What the file says of itself, to be offered."""
    packed: bool
    """Whether all is made of it that ever will be."""

    @property
    def fingerprint(self) -> str:
        """The hash by which Wagtail finds that a file was sent before."""
        return sha1(self.data, usedforsecurity=False).hexdigest()


def receive(file: Upload, *, whole: bool = False) -> Received:
    """Checks a file that somebody sent and makes of it what every page needs. Raises ``refusals.Unusable``.

    The better files are made later by the worker (``jobs``); or at once, where it is ``whole``.
    """
    name = short_name(file.name or "")
    size, most = file.size or 0, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if size > most:
        raise unusable(name, "large", {"size": round(size / _MEGABYTE), "most": most // _MEGABYTE})
    file.seek(0)
    data = file.read()
    file.seek(0)
    if not data:
        raise unusable(name, "empty", {})
    try:
        made = unpack(
            data,
            settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS,
            settings.ROTATIVA_PICTURE_SECONDS,
            SETS if whole else SETS[:1],
        )
    except NoPicture as refused:
        raise unusable(name, refused.reason, refused.values) from refused
    return Received(
        name=name,
        suffix=made.suffix,
        data=data,
        width=made.width,
        height=made.height,
        public=made.public,
        thumbnails=made.thumbnails,
        told=made.told,
        packed=whole,
    )


def short_name(name: str) -> str:
    """The name of a file as messages show it: without folders, cut in the middle where it is very long."""
    last = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    return last if len(last) <= MOST_SHOWN else f"{last[:40]}…{last[-15:]}"
