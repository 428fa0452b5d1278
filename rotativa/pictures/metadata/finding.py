"""Where the three notations lie in each format. Everything is bounded by the bytes that are there."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from rotativa.pictures.metadata import boxes

MOST_BYTES = 4_000_000
"""The largest block of metadata that is looked at."""
_MOST_PARTS = 10_000

_EXIF, _XMP, _PHOTOSHOP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"
_START_OF_SCAN, _APP1, _APP13 = 0xDA, 0xE1, 0xED
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_GIF_XMP = b"!\xff\x0bXMP DataXMP"
_PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORDS = re.compile(rb"Author|Description|Copyright|Source|Creation Time")


@dataclass
class Blocks:
    """The notations as they lie in a file."""

    exif: bytes = b""
    """A TIFF, from its byte order mark on."""
    resources: bytes = b""
    """Photoshop's resources, one of which holds IPTC."""
    iptc: bytes = b""
    """IPTC by itself."""
    xmp: bytes = b""
    words: dict[str, str] = field(default_factory=dict)
    """PNG's own keywords."""


def find(data: bytes) -> Blocks:
    """The blocks of a file of any kind that is taken; empty ones where there are none. Raises nothing."""
    blocks = Blocks()
    try:
        if data.startswith(b"\xff\xd8"):
            _jpeg(data, blocks)
        elif data.startswith(_PNG):
            _png(data, blocks)
        elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            _webp(data, blocks)
        elif data[4:8] == b"ftyp":
            _avif(data, blocks)
        elif data.startswith(b"GIF8"):
            _gif(data, blocks)
        elif data[:4] in (b"II*\0", b"MM\0*"):
            blocks.exif = data
    except (struct.error, IndexError, ValueError, zlib.error):
        pass  # what was found before the rubbish counts
    return blocks


def _jpeg(data: bytes, blocks: Blocks) -> None:
    at = 2
    for _part in range(_MOST_PARTS):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or data[at + 1] == _START_OF_SCAN:
            return
        marker = data[at + 1]
        if marker in _ALONE:
            at += 2
            continue
        end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
        body = data[at + 4 : end]
        if marker == _APP1 and body.startswith(_EXIF):
            blocks.exif = blocks.exif or body[len(_EXIF) :]
        elif marker == _APP1 and body.startswith(_XMP):
            blocks.xmp = blocks.xmp or body[len(_XMP) :]
        elif marker == _APP13 and body.startswith(_PHOTOSHOP) and len(blocks.resources) < MOST_BYTES:
            blocks.resources += body[len(_PHOTOSHOP) :]
        at = end


def _png(data: bytes, blocks: Blocks) -> None:
    at = len(_PNG)
    for _part in range(_MOST_PARTS):
        if at + 8 > len(data):
            return
        size, name = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size] if size <= MOST_BYTES else b""
        if name == b"eXIf":
            blocks.exif = body
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            _png_words(name, body, blocks)
        at += 12 + size


def _png_words(name: bytes, body: bytes, blocks: Blocks) -> None:
    keyword, _null, rest = body.partition(b"\0")
    if name == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        packed, rest = name == b"zTXt", rest[1:] if name == b"zTXt" else rest
    if keyword == b"XML:com.adobe.xmp":
        blocks.xmp = _unpacked(rest) if packed else rest
    elif _KEYWORDS.fullmatch(keyword):
        words = _unpacked(rest) if packed else rest
        blocks.words[keyword.decode()] = words.decode("utf-8" if name == b"iTXt" else "latin-1", "replace")


def _unpacked(data: bytes) -> bytes:
    """At most ``MOST_BYTES`` of what was packed."""
    return zlib.decompressobj().decompress(data, MOST_BYTES)


def _webp(data: bytes, blocks: Blocks) -> None:
    for name, body in riff_chunks(data):
        if name == b"EXIF":
            blocks.exif = body.removeprefix(_EXIF)
        elif name == b"XMP ":
            blocks.xmp = body


def riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and bodies of the chunks of a WebP."""
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _avif(data: bytes, blocks: Blocks) -> None:
    for item in boxes.items(data):
        body = data[item.offset : item.offset + item.length]
        if item.kind == b"Exif" and len(body) > 4:  # noqa: PLR2004 the length before the TIFF's own beginning
            blocks.exif = body[4 + int.from_bytes(body[:4]) :]
        elif item.kind == b"mime":
            blocks.xmp = blocks.xmp or body


def _gif(data: bytes, blocks: Blocks) -> None:
    at = data.find(_GIF_XMP)
    if at >= 0:  # as it is, and behind it 258 bytes that lead readers of blocks over it
        blocks.xmp = data[at + len(_GIF_XMP) :][:MOST_BYTES].partition(b"\x01\xff\xfe\xfd")[0]
