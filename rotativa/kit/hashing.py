"""Hashes of frozen values: the same value gives the same bytes in every process and on every day."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

Fingerprint = bytes
"""Sixteen bytes that stand for a value."""


def fingerprint(value: object) -> Fingerprint:
    """Sixteen bytes (BLAKE2b) that are equal exactly where the frozen values are.

    Takes what reads return: None, numbers, text, bytes, dates, enums, UUIDs, tuples, mappings and frozen dataclasses of
    these. Raises ``TypeError`` for anything else, because a value that can change has no fingerprint.
    """
    pieces: list[bytes] = []
    _feed(pieces, value)
    return blake2b(b"".join(pieces), digest_size=16).digest()


def _feed(pieces: list[bytes], value: object) -> None:
    # Each value is told apart by a letter and, where its end is not plain, by its length: no two values feed alike.
    kind: Any = type(value)  # which mypy takes for nothing that a memory can have as a key
    if type(value) is str:  # most are
        raw = value.encode("utf-8", "surrogatepass")
        pieces.append(b"s%d:%s" % (len(raw), raw))
    elif value is None:
        pieces.append(b"n")
    elif (names := fields_of(kind)) is not None:
        pieces.append(_opening_of(kind))
        for name in names:
            _feed(pieces, getattr(value, name))
    elif isinstance(value, Enum):
        _feed(pieces, value.value)
    elif isinstance(value, tuple):
        _feed_all(pieces, b"t", value)
    elif isinstance(value, frozenset):
        _feed_all(pieces, b"f", sorted(fingerprint(item) for item in value))
    elif isinstance(value, Mapping):
        _feed_all(pieces, b"m", [(key, value[key]) for key in sorted(value)])
    else:
        pieces.append(_plain(value))


@cache
def fields_of(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass's fields; None for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


@cache
def _opening_of(kind: type) -> bytes:
    """What a dataclass begins with: how much follows, and its name."""
    raw = kind.__name__.encode()
    return b"c%d:s%d:%s" % (len(fields_of(kind) or ()) + 1, len(raw), raw)


def _feed_all(pieces: list[bytes], letter: bytes, items: Sequence[object]) -> None:
    pieces.append(b"%s%d:" % (letter, len(items)))
    for item in items:
        _feed(pieces, item)


def _plain(value: object) -> bytes:
    if isinstance(value, bool | int | float):
        return f"{type(value).__name__}{value!r};".encode()
    if isinstance(value, str):
        raw = value.encode("utf-8", "surrogatepass")
        return b"s%d:" % len(raw) + raw
    if isinstance(value, bytes):
        return b"b%d:" % len(value) + value
    if isinstance(value, date | datetime):
        return f"d{value.isoformat()};".encode()
    if isinstance(value, UUID):
        return b"u" + value.bytes
    raise TypeError(f"a {type(value).__name__} has no fingerprint: reads return frozen values only")
