"""Reads of the bylines."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AuthorCard:
    """An author in one edition."""

    identity: str
    name: str
    role: str  # "Middle East correspondent"
    biography: str
    portrait: str  # identity of a picture, or empty
