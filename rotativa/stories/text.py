"""The text of an article as pages render it: frozen, whole, and with the names of others as identities only.

The same value is what a snapshot keeps (as JSON) and what a preview makes from a draft.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Paragraphs:
    """Rich text: clean HTML of ``p``, ``ul``, ``ol``, ``li``, ``b``, ``i``, ``br``, ``a``.

    Each ``p`` and ``li`` has a ``data-block-key``, which no other in the article has.

    A link to a story is ``<a data-story="UUID">``; where it leads is asked while printing, per edition.
    """

    id: str
    html: str


@dataclass(frozen=True)
class Subhead:
    """A heading inside the text."""

    id: str
    words: str


@dataclass(frozen=True)
class Picture:
    """A use of a picture with the caption of this use; ``alt`` overrides the picture's own where it is not empty."""

    id: str
    picture: str
    caption: str
    alt: str = ""


@dataclass(frozen=True)
class Statement:
    """What somebody said: the words in this edition's language, who, to whom, when, and the original words."""

    id: str
    words: str
    speaker: str
    role: str
    to_whom: str
    when: date | None
    original_words: str
    original_language: str


@dataclass(frozen=True)
class Read:
    """A READ link: to a story, never to an address."""

    id: str
    story: str


Block = Paragraphs | Subhead | Picture | Statement | Read


@dataclass(frozen=True)
class ArticleText:
    """Everything of an article that a page shows and that belongs to the article itself."""

    headline: str
    standfirst: str
    kicker: str
    section: str  # identity, without edition
    kind: str
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    reviewers: tuple[str, ...]
    dateline: str
    lead: Picture | None
    body: tuple[Block, ...]

    def pictures(self) -> tuple[Picture, ...]:
        """The lead picture, then those in the text."""
        lead = () if self.lead is None else (self.lead,)
        return (*lead, *(block for block in self.body if isinstance(block, Picture)))

    def has_words(self) -> bool:
        """Whether the story is told: a paragraph, or somebody's words."""
        return any(isinstance(block, Paragraphs | Statement) for block in self.body)


@dataclass(frozen=True)
class PublishedArticle:
    """An article as readers get it; facet ``article.full``, identity ``12``."""

    identity: str
    story: str  # UUID
    edition: str  # code
    text: ArticleText
    first_published: datetime  # aware
    updated: datetime | None  # None where nothing changed since, or only a copy-edit
    snapshot: int  # number of the snapshot
