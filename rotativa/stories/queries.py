"""Reads of the stories that others may use. See ``text`` for what they return."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ArticleCard:
    """What lists show of an article; facet ``article.card``, identity ``12``."""

    identity: str
    path: str  # where it is public now: lists that name an article lead to it, and need no second answer for each
    story: str
    edition: str
    headline: str
    standfirst: str
    kicker: str
    section: str
    kind: str
    picture: str  # identity of the lead picture, or empty
    is_over: bool  # its newest live entry ends the coverage, whatever its kind is now
    first_published: datetime


@dataclass(frozen=True)
class ArticleLine:
    """What a line of a river says of an article; facet ``article.line``, identity ``12``."""

    identity: str
    path: str
    headline: str
    section: str
    kind: str
    first_published: datetime


@dataclass(frozen=True)
class GoneArticle:
    """What readers are told of an article that was withdrawn; facet ``article.gone``, identity ``12``."""

    edition: str
    headline: str
    first_published: datetime
    withdrawn: datetime


@dataclass(frozen=True)
class Writers:
    """Who wrote an article; facet ``article.writers``, identity ``12``. Lists ask it only where they name them."""

    authors: tuple[str, ...]


@dataclass(frozen=True)
class Signed:
    """Whose names stand under an article, and for what; facet ``article.signed``, identity ``12``.

    Only the lists of persons ask it: what anybody translated is nothing to another list.
    """

    authors: tuple[str, ...]
    translators: tuple[str, ...]
    reviewers: tuple[str, ...]


@dataclass(frozen=True)
class Filed:
    """What an article is about; facet ``article.filed``, identity ``12``. Lists tell by it which topics are near."""

    topics: tuple[str, ...]
