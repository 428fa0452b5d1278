"""Reads of the stories that others may use. See ``text`` for what they return."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ArticleCard:
    """What lists show of an article; facet ``article.card``, identity ``12``."""

    identity: str
    story: str
    edition: str
    headline: str
    standfirst: str
    kicker: str
    section: str
    kind: str
    authors: tuple[str, ...]
    picture: str  # identity of the lead picture, or empty
    first_published: datetime
