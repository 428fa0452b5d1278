"""The few words of IPTC's older notation (IIM) that are offered."""

import struct

_MOST_SETS = 2000
_MOST_WORDS = 20_000
_IPTC = 0x0404
_MARK = 0x1C
_UTF8 = b"\x1b%G"
NAMES = {
    55: "taken",
    80: "creator",
    90: "city",
    92: "sublocation",
    95: "state",
    101: "country",
    110: "credit",
    115: "source",
    116: "copyright",
    120: "description",
}


def inside(resources: bytes) -> bytes:
    """The IPTC among Photoshop's resources; empty where there is none. Raises nothing."""
    at = 0
    while resources[at : at + 4] == b"8BIM":
        try:
            (kind,) = struct.unpack(">H", resources[at + 4 : at + 6])
            name = resources[at + 6]
            at += 6 + name + 1 + (name + 1) % 2
            (size,) = struct.unpack(">I", resources[at : at + 4])
        except (struct.error, IndexError):
            return b""
        if kind == _IPTC:
            return resources[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return b""


def read(data: bytes) -> dict[str, str]:
    """The words by our names; of what may stand several times, all, with commas. Raises nothing."""
    found: dict[str, list[bytes]] = {}
    at, utf8 = 0, False
    for _count in range(_MOST_SETS):
        if len(data) < at + 5 or data[at] != _MARK:
            break
        record, number, size = struct.unpack(">BBH", data[at + 1 : at + 5])
        if size & 0x8000:  # an extended set: none of the words that we ask for is so long
            break
        body = data[at + 5 : at + 5 + size][:_MOST_WORDS]
        if (record, number) == (1, 90):
            utf8 = body == _UTF8
        elif record == 2 and number in NAMES:  # noqa: PLR2004 the record of what is said of a picture
            found.setdefault(NAMES[number], []).append(body)
        at += 5 + size
    return {name: ", ".join(_text(body, utf8) for body in bodies) for name, bodies in found.items()}


def _text(body: bytes, utf8: bool) -> str:
    try:
        return body.decode("utf-8")  # also where it is not said: most programs forget to
    except UnicodeDecodeError:
        return body.decode("utf-8" if utf8 else "cp1252", "replace")
