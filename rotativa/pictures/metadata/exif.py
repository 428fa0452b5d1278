"""The few words of EXIF that are offered. A TIFF of tags, some of which lead to tables of more tags."""

import struct
from dataclasses import dataclass, field

_MOST_TAGS = 300
_MOST_BYTES = 4_000_000
_MOST_WORDS = 20_000
_WORDS, _BYTES, _UNDEFINED, _NUMBERS = 2, 1, 7, {3: "H", 4: "I"}
_SIZES = {_BYTES: 1, _WORDS: 1, 3: 2, 4: 4, _UNDEFINED: 1}
_MORE, _POSITION = 0x8769, 0x8825
_XMP, _IPTC, _RESOURCES = 700, 33723, 34377
NAMES = {
    0x010E: "description",
    0x013B: "creator",
    0x8298: "copyright",
    0x9003: "taken",
    0x9004: "digitised",
    0x9C9D: "author",  # of Windows, in UTF-16
}
_UTF16 = frozenset({0x9C9D})


@dataclass
class Exif:
    """What was found."""

    words: dict[str, str] = field(default_factory=dict)
    has_position: bool = False
    xmp: bytes = b""
    iptc: bytes = b""
    resources: bytes = b""


def read(data: bytes) -> Exif:
    """The words of a TIFF or of an EXIF block. Raises nothing."""
    found = Exif()
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:  # noqa: PLR2004 the head of a TIFF
        return found
    try:
        tables, seen = [struct.unpack(f"{order}I", data[4:8])[0]], set[int]()
        while tables and len(seen) < 4:  # noqa: PLR2004 the first, and the one of the camera; never in a circle
            start = tables.pop(0)
            if start not in seen:
                seen.add(start)
                tables += _table(data, order, start, found)
    except (struct.error, IndexError):
        pass  # what was found before the rubbish counts
    return found


def _table(data: bytes, order: str, start: int, found: Exif) -> list[int]:
    (count,) = struct.unpack(f"{order}H", data[start : start + 2])
    more = []
    for at in range(start + 2, start + 2 + 12 * min(count, _MOST_TAGS), 12):
        tag, kind, amount = struct.unpack(f"{order}HHI", data[at : at + 8])
        if tag == _POSITION:
            found.has_position = True
        elif tag == _MORE and kind in _NUMBERS:
            more.append(struct.unpack(f"{order}I", data[at + 8 : at + 12])[0])
        elif tag in (_XMP, _IPTC, _RESOURCES, *NAMES):
            _keep(tag, _value(data, order, at + 8, min(_MOST_BYTES, _SIZES.get(kind, 0) * amount)), found)
    return more


def _value(data: bytes, order: str, at: int, size: int) -> bytes:
    if size <= 4:  # noqa: PLR2004 then it stands in the place of where it is
        return data[at : at + size]
    (start,) = struct.unpack(f"{order}I", data[at : at + 4])
    return data[start : start + size]


def _keep(tag: int, value: bytes, found: Exif) -> None:
    if tag == _XMP:
        found.xmp = value
    elif tag == _IPTC:
        found.iptc = value
    elif tag == _RESOURCES:
        found.resources = value
    else:
        encoding = "utf-16-le" if tag in _UTF16 else "utf-8"
        words = value[:_MOST_WORDS]
        try:
            text = words.decode(encoding)
        except UnicodeDecodeError:
            text = words.decode("utf-16-le" if tag in _UTF16 else "cp1252", "replace")
        found.words.setdefault(NAMES[tag], text.split("\0")[0])
