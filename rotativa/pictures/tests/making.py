"""Files for tests, made on the spot: honest pictures, and every kind of bad one."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any

import piexif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

PRIVATE = (
    b"SERIAL-90210",
    b"OWNER-Ana-Privada",
    b"SOFTWARE-SecretEdit",
    b"CAMERA-Spyglass",
    b"COMMENT-meet-at-dawn",
    b"TEXT-home-address",
    b"XMP-private-words",
    b"PROFILE-of-my-screen",
)
"""What test files carry and no public file may."""

HERE = {
    piexif.GPSIFD.GPSLatitudeRef: b"N",
    piexif.GPSIFD.GPSLatitude: ((33, 1), (30, 1), (4711, 100)),
    piexif.GPSIFD.GPSLongitudeRef: b"E",
    piexif.GPSIFD.GPSLongitude: ((36, 1), (17, 1), (4242, 100)),
}


def scene(width: int = 600, height: int = 400) -> Image.Image:
    """A picture whose four corners differ: red, green, blue and white, clockwise from the upper left."""
    image = Image.new("RGB", (width, height), "grey")
    for at, colour in (((0, 0), "red"), ((1, 0), "lime"), ((1, 1), "blue"), ((0, 1), "white")):
        left, top = at[0] * (width - width // 3), at[1] * (height - height // 3)
        image.paste(colour, (left, top, left + width // 3, top + height // 3))
    return image


def drawing(width: int = 1280, height: int = 800) -> Image.Image:
    """Close lines in a palette, as an engraving has them."""
    image = Image.new("L", (width, height), 240)
    pen, gap = ImageDraw.Draw(image), 5
    for row in range(0, height, gap):
        pen.line([(x, row + x * x // (row + 900) % gap) for x in range(0, width, 3)], fill=24, width=2)
    return image.quantize(16)


def packed(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a file."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(width: int = 400, height: int = 300) -> bytes:
    """A JPEG with as much in it as a photograph has."""
    ground = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    grain = Image.frombytes("L", (width, height), noise(3, width * height)).convert("RGB")
    return packed(Image.blend(ground, grain, 0.2), "JPEG", quality=90)


def jpeg(width: int = 600, height: int = 400, **options: Any) -> bytes:
    """A plain JPEG."""
    return packed(scene(width, height), "JPEG", **{"quality": 90, **options})


def sent(data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, data, kind)


def exif(orientation: int = 1) -> bytes:
    """EXIF as cameras write it, with everything that must not go out."""
    thumbnail = packed(scene(160, 120), "JPEG", comment=PRIVATE[4])
    return bytes(
        piexif.dump(
            {
                "0th": {
                    piexif.ImageIFD.Make: PRIVATE[3],
                    piexif.ImageIFD.Software: PRIVATE[2],
                    piexif.ImageIFD.Artist: PRIVATE[1],
                    piexif.ImageIFD.Orientation: orientation,
                },
                "Exif": {piexif.ExifIFD.BodySerialNumber: PRIVATE[0], piexif.ExifIFD.CameraOwnerName: PRIVATE[1]},
                "GPS": HERE,
                "1st": {piexif.ImageIFD.Compression: 6},
                "thumbnail": thumbnail,
            }
        )
    )


def telling(kind: str) -> bytes:
    """A picture of that kind with as much private information as it can carry."""
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    xmp += b"<rdf:Description>" + PRIVATE[6] + b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    image = scene()
    if kind == "JPEG":
        return packed(image, "JPEG", exif=exif(), comment=PRIVATE[4], xmp=xmp, icc_profile=_profile())
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", PRIVATE[5].decode())
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return packed(image, "PNG", exif=exif(), pnginfo=words, icc_profile=_profile())
    if kind in ("WEBP", "AVIF"):
        return packed(image, kind, exif=exif(), xmp=xmp, icc_profile=_profile())
    if kind == "TIFF":
        return packed(image, "TIFF", tiffinfo={305: PRIVATE[2].decode(), 315: PRIVATE[1].decode(), 700: xmp})
    return packed(image.quantize(64), "GIF", comment=PRIVATE[4])


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to ``side`` × ``side`` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 2)
    body = b"".join(rows.compress(row) for _row in range(side)) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    """An animation."""
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    return packed(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def noise(seed: int, size: int) -> bytes:
    """Bytes of no sense."""
    return random.Random(seed).randbytes(size)


def corners(image: Image.Image) -> str:
    """The colours of the corners, by their first letters, clockwise from the upper left."""
    width, height = image.size
    at = [(5, 5), (width - 6, 5), (width - 6, height - 6), (5, height - 6)]
    names = {"red": "r", "lime": "g", "blue": "b", "white": "w"}
    values = {name: Image.new("RGB", (1, 1), name).getpixel((0, 0)) for name in names}
    found = [image.convert("RGB").getpixel(point) for point in at]
    return "".join(names[min(values, key=lambda name: _distance(values[name], colour))] for colour in found)


def _distance(one: Any, other: Any) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _profile() -> bytes:
    """sRGB under another name, so that it is converted and not kept."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile + PRIVATE[7]
