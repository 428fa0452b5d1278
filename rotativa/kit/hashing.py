"""Hashes of frozen values: the same value gives the same bytes in every process and on every day."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
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
    if value is None:
        digest.update(b"n")
    elif isinstance(value, Enum):
        _feed(digest, value.value)
    elif isinstance(value, bool | int | float):
        digest.update(f"{type(value).__name__}{value!r};".encode())
    elif isinstance(value, str):
        raw = value.encode("utf-8", "surrogatepass")
        digest.update(b"s%d:" % len(raw) + raw)
    elif isinstance(value, bytes):
        digest.update(b"b%d:" % len(value) + value)
    elif isinstance(value, date | datetime):
        digest.update(f"d{value.isoformat()};".encode())
    elif isinstance(value, UUID):
        digest.update(b"u" + value.bytes)
    elif isinstance(value, tuple):
        digest.update(b"t%d:" % len(value))
        for item in value:
            _feed(digest, item)
    elif isinstance(value, frozenset):
        _feed(digest, tuple(sorted(fingerprint(item) for item in value)))
    elif isinstance(value, Mapping):
        digest.update(b"m%d:" % len(value))
        for key in sorted(value):
            _feed(digest, key)
            _feed(digest, value[key])
    elif is_dataclass(value) and not isinstance(value, type):
        digest.update(b"c")
        _feed(digest, type(value).__name__)
        for field in fields(value):
            _feed(digest, getattr(value, field.name))
    else:
        raise TypeError(f"a {type(value).__name__} has no fingerprint: reads return frozen values only")
