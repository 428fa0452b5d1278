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
    digest = blake2b(digest_size=16)
    _feed(digest, value)
    return digest.digest()


def _feed(digest: Any, value: object) -> None:  # hashlib's object has no public type
    # Each value is told apart by a letter and, where its end is not plain, by its length: no two values feed alike.
    if type(value) is str:  # most are
        raw = value.encode("utf-8", "surrogatepass")
        digest.update(b"s%d:%s" % (len(raw), raw))
    elif value is None:
        digest.update(b"n")
    elif isinstance(value, Enum):
        _feed(digest, value.value)
    elif isinstance(value, tuple):
        _feed_all(digest, b"t", value)
    elif isinstance(value, frozenset):
        _feed_all(digest, b"f", sorted(fingerprint(item) for item in value))
    elif isinstance(value, Mapping):
        _feed_all(digest, b"m", [(key, value[key]) for key in sorted(value)])
    elif (names := _fields_of(type(value))) is not None:  # type: ignore[arg-type]  # mypy takes no type as hashable
        _feed_all(digest, b"c", [type(value).__name__, *(getattr(value, name) for name in names)])
    else:
        digest.update(_plain(value))


@cache
def _fields_of(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass's fields; None for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _feed_all(digest: Any, letter: bytes, items: Sequence[object]) -> None:
    digest.update(b"%s%d:" % (letter, len(items)))
    for item in items:
        _feed(digest, item)


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
