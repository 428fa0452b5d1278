"""From pixels to the one fixed set of files: for readers, at once and later, and for the desk's own screens.

It runs in the process that unpacked them (``unpacking``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile

from PIL import Image

from rotativa.pictures.credit import PLACE
from rotativa.pictures.decoding import Pixels

WIDTHS = (384, 768, 1152, 1920)
"""For a small place on any screen, a phone of two pixels a point, one of three, and a wide screen: a browser takes the
narrowest that is wide enough, so a width that just misses a common phone costs it the next one.
"""
JPEG_WIDTHS = (640, 1280)
"""For link previews and for browsers that know no WebP."""
THUMBNAILS = {"max-165x165": (165, 165), "max-800x600": (800, 600)}
"""What the desk's own screens show, by the names that Wagtail gives these sizes."""
_WEBP_QUALITY = 80
_JPEG_QUALITY = 82
_PHOTO = {"quality": 60, "speed": 8}
"""In AVIF. Slower speeds save a hundredth of the bytes and take ten times as long."""
_DRAWING = {"quality": 40, "speed": 9}
"""Between lines nobody sees the difference to 50, which weighs half as much again, or to slower speeds."""


@dataclass(frozen=True)
class Packed:
    """A picture at one size, in one format, without any information about where it comes from."""

    format: str
    width: int
    height: int
    data: bytes


def public(pixels: Pixels, all_widths: Sequence[int]) -> tuple[Packed, ...]:
    """What readers get: never larger than the picture itself."""
    widths = sorted({min(width, pixels.image.width) for width in all_widths}, reverse=True)
    packed: list[Packed] = []
    for width in widths:
        one = _webp(_sized(pixels.image, width), lossless=width == pixels.width and _without_loss(pixels))
        # A drawing at its own size can weigh less than its smaller versions; nobody is served by those.
        if not packed or len(one.data) < len(packed[-1].data):
            packed.append(one)
    jpegs = sorted({min(width, pixels.image.width) for width in JPEG_WIDTHS})
    return (*reversed(packed), *(_jpeg(_sized(pixels.image, width)) for width in jpegs))


def better(pixels: Pixels, all_widths: Sequence[int], usual: Sequence[Packed] = ()) -> tuple[Packed, ...]:
    """The same widths in AVIF, which takes longer.

    Of a drawing only those that weigh less than its own size, which WebP keeps without loss: it is packed for that
    alone, where it is not among the ``usual`` files.
    """
    widths = sorted({min(width, pixels.image.width) for width in all_widths})
    if not _without_loss(pixels):
        return tuple(_avif(_sized(pixels.image, width), _PHOTO) for width in widths)
    whole = next((one for one in usual if (one.format, one.width) == ("webp", pixels.width)), None)
    most = len((whole or _webp(pixels.image, lossless=True)).data)
    narrower = (_avif(_sized(pixels.image, width), _DRAWING) for width in widths[:-1])
    return tuple(takewhile(lambda one: len(one.data) < most, narrower))


def _without_loss(pixels: Pixels) -> bool:
    """Whether WebP keeps every pixel of it, at its own size."""
    return pixels.few_colours and pixels.image.width == pixels.width


def _sized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    size = (width, max(1, round(image.height * width / image.width)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def thumbnails(pixels: Pixels) -> tuple[tuple[str, Packed], ...]:
    """What the desk shows, by Wagtail's names of the sizes."""
    return tuple((spec, _thumbnail(pixels.image, room)) for spec, room in THUMBNAILS.items())


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


def _avif(image: Image.Image, how: Mapping[str, int]) -> Packed:
    buffer = BytesIO()
    # On one thread: the same picture gives the same bytes on every machine.
    image.save(buffer, "AVIF", **how, max_threads=1, xmp=PLACE)
    return Packed("avif", image.width, image.height, buffer.getvalue())


def _jpeg(image: Image.Image) -> Packed:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return Packed("jpeg", image.width, image.height, buffer.getvalue())
