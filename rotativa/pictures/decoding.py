"""From bytes of unknown origin to pixels that may be shown, or to the reason why not.

Nothing of the file itself is trusted: its type is told by its content, its size is limited before and after unpacking,
and only the pixels leave this module: upright, flat, eight bits a channel, in sRGB, without what the file says.

It runs in a process of its own (``unpacking``), which knows neither Django nor anything of the newsroom.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageCms, UnidentifiedImageError

FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif", "TIFF": "tif"}
"""What is taken, by Pillow's names, and the suffix that each gets. A phone's JPEG with a second frame is an MPO."""

_ASKED = tuple(name for name in FORMATS if name != "MPO")  # found by the JPEG reader
MOST_TIMES_TALLER = 8
MOST_SCANS = 200
MOST_PROFILE_BYTES = 4_000_000
_COPIES = {"WEBP": 4.0, "AVIF": 3.0, "PNG": 1.25, "TIFF": 1.25, "GIF": 1.25}
"""How many copies of all pixels their readers keep at once: of these formats so much less is taken."""
_ROWS = 128
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = frozenset({5, 6, 7, 8})


class NoPicture(ValueError):
    """This file is no picture that can be taken. ``refusals`` has a sentence for each reason."""

    def __init__(self, reason: str, **values: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True)
class Pixels:
    """A picture as people see it."""

    image: Image.Image
    """RGB, upright, at most as wide as asked for, without any information of the file."""
    suffix: str
    width: int
    """Of the whole picture, upright."""
    height: int
    few_colours: bool
    """Whether the file keeps a palette: a drawing, a chart or a map, which lossless packing suits better."""


def size_as_seen(file: IO[bytes]) -> tuple[int, int]:
    """Width and height with the camera's orientation applied; reads the head of the file only."""
    with Image.open(file, formats=_ASKED) as image:
        width, height = image.size
        return (height, width) if _orientation(image) in _LYING else (width, height)


def decode(data: bytes, *, most_pixels: int, most_width: int) -> Pixels:
    """The pixels of a file, at most ``most_width`` wide. Raises ``NoPicture``."""
    _refuse_by_head(data[:1024])
    image = _open(data, most_pixels)
    width, height = image.size
    orientation, few_colours = _orientation(image), image.mode == "P"
    if orientation in _LYING:
        width, height = height, width
    if height > width * MOST_TIMES_TALLER:
        raise NoPicture("tall", width=width, height=height)
    # A JPEG can be unpacked at a half, a quarter or an eighth of its size: enough for us, and far cheaper.
    image.draft(None, (1, most_width) if orientation in _LYING else (most_width, 1))
    try:
        image.load()
        side = image.height if orientation in _LYING else image.width
        upright = _flat_and_near(image, max(1, side // (2 * most_width)))
        if orientation in _TURNS:
            upright = upright.transpose(_TURNS[orientation])
        if upright.width > most_width:
            size = (most_width, max(1, round(height * most_width / width)))
            upright = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        shown = _in_srgb(upright, image.info.get("icc_profile"))
    except MemoryError as error:
        raise NoPicture("memory") from error
    except Exception as error:  # decoders fail in many ways on hostile files, and every one means the same to people
        raise NoPicture("incomplete") from error
    shown.info = {}
    return Pixels(shown, FORMATS[str(image.format)], width, height, few_colours)


def _refuse_by_head(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start and not start.startswith((b"\x89png", b"\xff\xd8", b"gif8", b"riff")):
        raise NoPicture("svg")
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<script")):
        raise NoPicture("page")
    if start.startswith(b"%pdf"):
        raise NoPicture("pdf")
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"):
        raise NoPicture("heic")


def _open(data: bytes, most_pixels: int) -> Image.Image:
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MOST_SCANS:
        raise NoPicture("scans")
    try:
        image = Image.open(BytesIO(data), formats=_ASKED)
        animated = image.format != "MPO" and getattr(image, "is_animated", False)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPicture("pixels", most=most_pixels // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise NoPicture("unknown") from error
    except MemoryError as error:
        raise NoPicture("memory") from error
    except Exception as error:  # see ``decode``
        raise NoPicture("damaged") from error
    most = int(most_pixels / _COPIES.get(str(image.format), 1.0))
    if image.width * image.height > most:
        raise NoPicture("pixels", most=most // 1_000_000)
    if animated:
        raise NoPicture("moves")
    return image


def _orientation(image: Image.Image) -> int:
    if image.format == "TIFF":
        return 1  # Pillow turns TIFF by itself
    try:
        # Not ``image.getexif()``: for a PNG without EXIF that unpacks the whole picture.
        exif = Image.Exif()
        exif.load(image.info.get("exif", b""))
        return int(exif.get(_ORIENTATION, 1))
    except Exception:  # what cannot be read turns nothing
        return 1


def _flat_and_near(image: Image.Image, factor: int) -> Image.Image:
    """The picture at a whole part of its size, eight bits a channel, without transparency.

    A large one goes strip by strip: its own pixels need hundreds of megabytes, a second whole copy would double them.
    """
    spread = _spread(image)
    if factor == 1:
        return _flat(image, spread)
    near: Image.Image | None = None
    for top in range(0, image.height, factor * _ROWS):
        strip = image.crop((0, top, image.width, min(top + factor * _ROWS, image.height)))
        part = _flat(strip, spread).reduce(factor)
        if near is None:
            near = Image.new(part.mode, (part.width, -(-image.height // factor)))
        near.paste(part, (0, top // factor))
    return near if near is not None else image


def _spread(image: Image.Image) -> tuple[float, float]:
    """What is black and what is white in a picture of numbers."""
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    if image.mode in ("I", "F"):
        low, high = image.getextrema()
        return float(low), float(high)  # type: ignore[arg-type]
    return 0.0, 255.0


def _flat(image: Image.Image, spread: tuple[float, float]) -> Image.Image:
    # Readers' pages have two colour schemes, a picture has one: what is transparent becomes white.
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        low, high = spread
        scale = 255 / (high - low or 1)
        numbers = image.convert("I").convert("F") if image.mode.startswith("I;16") else image.convert("F")
        return numbers.point(lambda value: value * scale - low * scale).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= MOST_PROFILE_BYTES:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if not ImageCms.getProfileDescription(source).lower().startswith("srgb"):
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
                return converted if converted is not None else image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that does not fit: plain conversion, as a browser does
    return image.convert("RGB")
