"""Reads of sections, kinds and topics. An identity is the row's, an at sign, and the edition: ``5@es``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SectionCard:
    """A section in one edition."""

    identity: str
    name: str


@dataclass(frozen=True)
class KindCard:
    """A kind of story in one edition; ``code`` ("news", "analysis", "opinion", "explainer", "interview", "live") decides its type."""

    identity: str
    code: str
    name: str


@dataclass(frozen=True)
class TopicCard:
    """A topic in one edition; ``type`` is "place", "person", "organisation" or "subject"."""

    identity: str
    type: str
    name: str
    description: str
