"""The door for files: what comes in is checked, unpacked once, and packed again for readers and for the desk.

Everything slow about a picture happens here, before any transaction opens. What a person sent is kept in memory until a
verb (``actions``) puts it in place.
"""

from dataclasses import dataclass
from hashlib import sha1
from io import BytesIO
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from rotativa.pictures.decoding import Pixels, Unusable, decode
from rotativa.pictures.metadata import told
from rotativa.pictures.metadata.told import Told

WIDTHS = (320, 640, 960, 1280, 1920)
JPEG_WIDTHS = (640, 1280)
"""For link previews and for browsers that know no WebP."""
THUMBNAILS = {"max-165x165": (165, 165), "max-800x600": (800, 600)}
"""What the desk's own screens show, by the names that Wagtail gives these sizes."""
_WEBP_QUALITY = 80
_JPEG_QUALITY = 82
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
class Packed:
    """A picture at one size, in one format, without any information about where it comes from."""

    format: str
    width: int
    height: int
    data: bytes


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

    @property
    def fingerprint(self) -> str:
        """The hash by which Wagtail finds that a file was sent before."""
        return sha1(self.data, usedforsecurity=False).hexdigest()


def receive(file: Upload) -> Received:
    """Checks a file that somebody sent and makes everything of it. Raises ``decoding.Unusable``."""
    name = short_name(file.name or "")
    size, most = file.size or 0, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if size > most:
        raise Unusable(
            _("“%(name)s” has %(size)s MB; at most %(most)s MB can be taken. Please send a smaller version.")
            % {"name": name, "size": round(size / _MEGABYTE), "most": most // _MEGABYTE}
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    if not data:
        raise Unusable(_("“%(name)s” is empty. Please send the file again.") % {"name": name})
    pixels = decode(data, name, most_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, most_width=WIDTHS[-1])
    return Received(
        name=name,
        suffix=pixels.suffix,
        data=data,
        width=pixels.width,
        height=pixels.height,
        public=_public(pixels),
        thumbnails=tuple((spec, _thumbnail(pixels.image, room)) for spec, room in THUMBNAILS.items()),
        told=told.read(data),
    )


def short_name(name: str) -> str:
    """The name of a file as messages show it: without folders, cut in the middle where it is very long."""
    last = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    return last if len(last) <= MOST_SHOWN else f"{last[:40]}…{last[-15:]}"


def _public(pixels: Pixels) -> tuple[Packed, ...]:
    widths = sorted({min(width, pixels.image.width) for width in WIDTHS}, reverse=True)
    packed: list[Packed] = []
    for width in widths:
        lossless = pixels.few_colours and width == pixels.width
        one = _webp(_sized(pixels.image, width), lossless=lossless)
        # A drawing at its own size can weigh less than its smaller versions; nobody is served by those.
        if not packed or len(one.data) < len(packed[-1].data):
            packed.append(one)
    jpegs = sorted({min(width, pixels.image.width) for width in JPEG_WIDTHS})
    return (*reversed(packed), *(_jpeg(_sized(pixels.image, width)) for width in jpegs))


def _sized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    size = (width, max(1, round(image.height * width / image.width)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _thumbnail(image: Image.Image, room: tuple[int, int]) -> Packed:
    scale = min(1.0, room[0] / image.width, room[1] / image.height)
    return _webp(_sized(image, max(1, int(image.width * scale))))


def _webp(image: Image.Image, *, lossless: bool = False) -> Packed:
    buffer = BytesIO()
    if lossless:
        image.save(buffer, "WEBP", lossless=True, quality=50, method=3)
    else:
        image.save(buffer, "WEBP", quality=_WEBP_QUALITY, method=4)
    return Packed("webp", image.width, image.height, buffer.getvalue())


def _jpeg(image: Image.Image) -> Packed:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return Packed("jpeg", image.width, image.height, buffer.getvalue())
