"""Files that mean harm, in a fixed order: lying heads, bombs, damage, two files in one, and what is no picture at all.

The beginning of a name says what must become of it: ``refused`` in words, ``taken`` and packed anew, or ``either``.
"""

import gzip
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PIL import Image

from rotativa.pictures.tests import corpus, making

Case = tuple[str, Callable[[], bytes]]
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
_LARGE = 30_000


def cases() -> Iterator[Case]:
    """Every file: a name, and how it is made, because not all of them fit into memory at once."""
    yield from _lying_heads()
    yield from _bombs()
    yield from _metadata()
    yield from _two_in_one()
    yield from _no_pictures()
    yield from _odd_pictures()
    yield from _damage()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *more: bytes, depth: int = 8, colour: int = 2, pixels: bytes = b"") -> bytes:
    """A PNG whose head says what it likes."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(pixels))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + body + chunk(b"IEND", b"")


def _lying_heads() -> Iterator[Case]:
    for side in (0, 20_000, 65_535, 0x7FFFFFFF, 0xFFFFFFFF):
        for other in (0, 1, 20_000, 0x7FFFFFFF):
            yield f"refused-head-{side}x{other}.png", partial(png, side, other)
    for depth, colour in ((1, 0), (16, 0), (16, 2), (8, 3), (16, 4), (8, 6), (16, 6), (3, 2), (8, 9)):
        yield (
            f"refused-empty-{depth}-{colour}.png",
            partial(png, 90, 90, depth=depth, colour=colour),
        )
    for width, height in ((65_500, 65_500), (20_000, 20_000), (0, 0), (65_535, 1)):
        yield f"refused-frame-{width}x{height}.jpg", partial(_jpeg_saying, height, width)
        yield f"refused-screen-{width}x{height}.gif", partial(_gif_saying, width, height)
        yield f"refused-canvas-{width}x{height}.webp", partial(_webp_saying, width, height)
        yield f"refused-sheet-{width}x{height}.tif", partial(_tiff_saying, width, height)


def _blank(mode: str, width: int, height: int, kind: str, **options: Any) -> bytes:
    return making.packed(Image.new(mode, (width, height)), kind, **options)


def _gif_saying(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height)


def _jpeg_saying(height: int, width: int) -> bytes:
    data = bytearray(making.jpeg(64, 64))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def _webp_saying(width: int, height: int) -> bytes:
    head = b"\0\0\0\0" + max(0, width - 1).to_bytes(3, "little") + max(0, height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + head


def _tiff_saying(width: int, height: int, count: int = 1) -> bytes:
    tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 10**9))
    body = b"".join(struct.pack("<HHII", tag, 4, count, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + body + bytes(4)


def _bombs() -> Iterator[Case]:
    for side in (11_000, 20_000, _LARGE):
        yield f"refused-bomb-{side}.png", partial(making.bomb, side)
    yield "either-bomb-8000.png", lambda: making.bomb(8000)
    for mode in ("L", "P", "RGB", "RGBA", "I;16", "1"):
        yield f"either-blank-8900-{mode}.png", partial(_blank, mode, 8900, 8900, "PNG")
    for packing in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "group4"):
        mode = "1" if packing == "group4" else "RGB"
        yield (
            f"either-blank-{packing}.tif",
            partial(_blank, mode, 8900, 8900, "TIFF", compression=packing),
        )
    yield "either-blank-4900.webp", lambda: making.packed(Image.new("RGB", (4900, 4900)), "WEBP", method=0)
    yield "either-blank-5500.avif", lambda: making.packed(Image.new("RGB", (5500, 5500)), "AVIF", speed=10)
    yield "either-blank-8900.gif", lambda: making.packed(Image.new("P", (8900, 8900)), "GIF")
    yield "refused-scans.jpg", lambda: _many_scans(3000)
    yield "either-segments.jpg", lambda: making.jpeg()[:2] + b"\xff\xfe\0\x02" * 500_000 + making.jpeg()[2:]
    yield "refused-chunks.png", lambda: png(9, 9, *[chunk(b"tEXt", b"a\0b")] * 100_000)
    yield "either-sheets.tif", _circle_of_sheets
    yield "refused-tags.tif", lambda: b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 270, 2, 0xFFFFFFFF, 8) * 65_535
    for kind in ("GIF", "WEBP", "PNG", "TIFF", "AVIF"):
        yield f"refused-moving.{kind.lower()}", partial(making.moving, kind)
    yield "refused-thousand-frames.gif", lambda: _frames(1000)


def _many_scans(count: int) -> bytes:
    data = making.jpeg(64, 64, progressive=True)
    scan = data.rindex(b"\xff\xda")
    return data[:scan] + data[scan:-2] * count + data[-2:]


def _circle_of_sheets() -> bytes:
    sheet = _tiff_saying(9, 9)
    return sheet[:-4] + struct.pack("<I", 8)


def _frames(count: int) -> bytes:
    frames = [Image.new("RGB", (60, 40), (number % 256, number // 4 % 256, 0)) for number in range(count)]
    return making.packed(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=10)


def _metadata() -> Iterator[Case]:
    packed = zlib.compress(bytes(200_000_000), 9)
    laughs = b"<!DOCTYPE x [" + b"".join(
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 20 if number else b"ha") for number in range(12)
    )
    laughs += b"]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&a11;</x:xmpmeta>"
    yield "either-words.png", lambda: png(9, 9, chunk(b"zTXt", b"Description\0\0" + packed), pixels=bytes(252))
    yield (
        "either-xmp.png",
        lambda: png(9, 9, chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed), pixels=bytes(252)),
    )
    yield "either-profile.png", lambda: png(9, 9, chunk(b"iCCP", b"x\0\0" + packed), pixels=bytes(252))
    yield "taken-laughs.jpg", lambda: making.jpeg(xmp=laughs)
    yield "taken-deep.jpg", lambda: making.jpeg(xmp=b"<a>" * 15_000)
    yield "taken-rubbish-profile.jpg", lambda: making.jpeg(icc_profile=making.noise(1, 900_000))
    for orientation in (0, 9, 255, 65_535):
        yield f"taken-turned-{orientation}.jpg", partial(_turned, orientation)
    circle = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + struct.pack("<HHII", 0x8769, 4, 1, 8) * 2 + struct.pack("<I", 8)
    yield "taken-circle.jpg", lambda: making.jpeg(exif=circle)
    for seed in range(10):
        yield f"taken-noise-{seed}.jpg", partial(_noisy, seed)


def _turned(orientation: int) -> bytes:
    return making.jpeg(exif=making.exif(orientation))


def _noisy(seed: int) -> bytes:
    return making.jpeg(exif=b"Exif\0\0" + making.noise(seed, 60_000))


def _two_in_one() -> Iterator[Case]:
    tails = {
        "html": b"<script>alert(1)</script>",
        "php": b"<?php system($_GET[0]); ?>",
        "zip": b"PK\x03\x04" + making.noise(7, 2000),
        "pdf": b"%PDF-1.4 /JavaScript (app.alert(1))",
        "elf": b"\x7fELF" + making.noise(8, 2000),
    }
    for name, tail in tails.items():
        for kind in ("JPEG", "PNG", "GIF", "WEBP"):
            suffix = kind.lower()
            yield (
                f"taken-and-{name}.{suffix}",
                partial(_followed, kind, tail),
            )
    yield (
        "taken-script-inside.gif",
        lambda: making.packed(making.scene().quantize(9), "GIF", comment=b"*/=1;alert(1)//"),
    )
    yield "taken-page-inside.jpg", lambda: making.jpeg(comment=b"<html><script>alert(1)</script>")


def _followed(kind: str, tail: bytes) -> bytes:
    return making.packed(making.scene().quantize(64) if kind == "GIF" else making.scene(), kind) + tail


def _no_pictures() -> Iterator[Case]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    texts = {
        "page.jpg": b"<!DOCTYPE html><script>alert(1)</script>",
        "page-behind-blanks.jpg": b" \r\n\t" * 200 + b"<html><body>",
        "page-behind-a-mark.png": b"\xef\xbb\xbf<HTML>",
        "drawing.svg": svg,
        "drawing.jpg": b'<?xml version="1.0"?>' + svg,
        "drawing-behind-a-comment.png": b"<!-- " + b"x" * 600 + b" -->" + svg,
        "packed-drawing.svgz": gzip.compress(svg, mtime=0),
        "entities.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "paper.pdf": b"%PDF-1.7\n" + making.noise(1, 500),
        "phone.heic": b"\0\0\0\x18ftypheic" + making.noise(2, 900),
        "archive.zip": b"PK\x03\x04" + making.noise(3, 900),
        "program.exe": b"MZ" + making.noise(4, 900),
        "program": b"\x7fELF" + making.noise(5, 900),
        "postscript.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) run",
        "bitmap.bmp": making.packed(making.scene(90, 60), "BMP"),
        "layers.psd": b"8BPS\0\x01" + making.noise(6, 900),
        "old.jp2": b"\0\0\0\x0cjP  \r\n\x87\n" + making.noise(7, 900),
        "icon.ico": making.packed(making.scene(48, 48), "ICO"),
        "plain.txt": b"only words",
        "nothing": b"\0",
        "nulls.png": bytes(100_000),
        "path.mvg": b"push graphic-context\nfill 'url(https://example.org/x|touch /tmp/x)'",
    }
    for name, data in texts.items():
        yield f"refused-{name}", partial(bytes, data)
    yield "refused-forty-megabytes-of-nothing.jpg", lambda: b"\xff\xd8\xff" + bytes(39 * 1024 * 1024)


def _odd_pictures() -> Iterator[Case]:
    for width, height, said in ((1, 1, "taken"), (1, 20_000, "refused"), (20_000, 1, "taken"), (20_000, 20, "taken")):
        yield f"{said}-{width}x{height}.png", partial(_blank, "L", width, height, "PNG")
    yield "taken-twenty-thousand-wide.jpg", lambda: making.packed(Image.new("RGB", (20_000, 4000)), "JPEG")
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F", "LAB", "YCbCr"):
        yield f"taken-{mode.replace(';', '')}.tif", partial(_blank, mode, 90, 60, "TIFF")
    yield "taken-cmyk.jpg", lambda: making.packed(making.scene().convert("CMYK"), "JPEG")
    for name, data in corpus.files().items():
        yield f"taken-{name}", partial(bytes, data)


def _damage() -> Iterator[Case]:
    for kind in KINDS:
        whole = making.telling(kind)
        for part in (1, 3, 5, 7, 9):
            yield f"either-cut-{part}.{kind.lower()}", partial(_cut, whole, part)
        for seed in range(8):
            yield f"either-hit-{seed}.{kind.lower()}", partial(_hit, whole, seed)


def _cut(whole: bytes, part: int) -> bytes:
    return whole[: len(whole) * part // 10]


def _hit(whole: bytes, seed: int) -> bytes:
    dice, data = random.Random(seed), bytearray(whole)
    for _turn in range(20):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)
