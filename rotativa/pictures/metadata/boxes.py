"""The boxes of an AVIF, as far as its metadata need them: where each item lies, and where that is written."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_BOXES = 1000
_INSIDE = {b"meta": 4, b"iinf": 6}
"""Bytes before the first inner box, of the boxes that we look into."""


@dataclass(frozen=True)
class Box:
    """A box by its name and where its body begins and ends."""

    name: bytes
    start: int
    end: int


@dataclass(frozen=True)
class Item:
    """One item: what it is, where its bytes lie, and where ``iloc`` says so."""

    kind: bytes
    offset: int
    length: int
    offset_at: int
    """Where the offset is written, four bytes; the length follows in four more."""


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes from one place to another."""
    at, end = start, len(data) if end is None else min(end, len(data))
    for _count in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, name = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1 and at + 16 <= end:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        elif size == 0:
            size = end - at
        if size < head:
            return
        yield Box(name, at + head, min(at + size, end))
        at += size


def items(data: bytes) -> tuple[Item, ...]:
    """The items with one extent each, which is how metadata are kept; other layouts are left out."""
    meta = next((box for box in boxes(data) if box.name == b"meta"), None)
    if meta is None:
        return ()
    inner = {box.name: box for box in boxes(data, meta.start + _INSIDE[b"meta"], meta.end)}
    if b"iinf" not in inner or b"iloc" not in inner:
        return ()
    kinds = dict(_kinds(data, inner[b"iinf"]))
    return tuple(_places(data, inner[b"iloc"], kinds))


def _kinds(data: bytes, iinf: Box) -> Iterator[tuple[int, bytes]]:
    """The kind of each item by its number; of those in the layout that AVIF has (``infe`` version 2)."""
    for entry in boxes(data, iinf.start + _INSIDE[b"iinf"], iinf.end):
        if entry.name == b"infe" and data[entry.start] == 2:  # noqa: PLR2004 the version
            number, _protection, kind = struct.unpack(">HH4s", data[entry.start + 4 : entry.start + 12])
            yield number, kind


def _places(data: bytes, iloc: Box, kinds: dict[int, bytes]) -> Iterator[Item]:
    version, sizes = data[iloc.start], data[iloc.start + 4 : iloc.start + 6]
    # Offsets and lengths of four bytes, no base: what encoders of AVIF write.
    if version > 1 or sizes[:1] != b"\x44" or sizes[1] & 0xF0:
        return
    at = iloc.start + 8
    for _item in range(int.from_bytes(data[iloc.start + 6 : iloc.start + 8])):
        number = int.from_bytes(data[at : at + 2])
        at += 2 + (2 if version == 1 else 0) + 2
        extents = int.from_bytes(data[at : at + 2])
        at += 2
        if at + 8 * extents > iloc.end:
            return
        for _extent in range(extents):
            offset, length = struct.unpack(">II", data[at : at + 8])
            yield Item(kinds.get(number, b""), offset, length, at)
            at += 8
