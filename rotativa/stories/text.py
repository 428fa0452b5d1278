"""The text of an article as pages render it: frozen, whole, and with the names of others as identities only.

The same value is what a snapshot keeps (as JSON) and what a preview makes from a draft. A block that lacks what it
needs (a statement without words, a picture that is not chosen yet: its identity is empty) is kept here all the same: a
gate names it, and pages leave it out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

MOST_RELATED = 4
"""So many related stories stand under an article."""


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
class PullQuote:
    """Words of the text, lifted out of it."""

    id: str
    words: str
    speaker: str


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
class Gallery:
    """Several pictures, each with the caption of this use."""

    id: str
    title: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Moment:
    """An entry of a timeline. Dates are as exact as they are known: ``1999``, ``1999-07``, ``1999-07-04``."""

    id: str
    when: str
    until: str  # empty where it did not last
    words: str


@dataclass(frozen=True)
class Timeline:
    """What happened when, oldest first."""

    id: str
    title: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    heading: str
    numbers: bool  # whether it holds figures, set one under the other


@dataclass(frozen=True)
class Table:
    """Rows under headings; each row has a cell for each column."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: bool  # whether the first cell of each row says what the row is about
    source: str


@dataclass(frozen=True)
class Factbox:
    """What readers should know, beside the text; ``html`` is as in ``Paragraphs``."""

    id: str
    title: str
    html: str


@dataclass(frozen=True)
class Document:
    """A document for readers, under the name of this use."""

    id: str
    document: str  # identity
    title: str


@dataclass(frozen=True)
class Embed:
    """Something of another site, which readers get from there if they ask for it."""

    id: str
    address: str  # as people see it: https://…
    kind: str  # "video", "audio", "map", "chart", "post", "page"
    title: str
    length: str
    language: str  # its tag, or empty
    transcript: str  # an address, or empty


@dataclass(frozen=True)
class Read:
    """A READ link: to a story, never to an address."""

    id: str
    story: str


@dataclass(frozen=True)
class Context:
    """Background that is written once in each edition; the passage is asked while printing."""

    id: str
    passage: str  # identity, without edition


@dataclass(frozen=True)
class LiveEntry:
    """What was known at one moment. Entries stand behind all other blocks, newest first."""

    id: str
    at: datetime | None  # aware; None where nobody said when
    headline: str
    body: "tuple[Block, ...]"  # of ``Paragraphs``, ``Picture``, ``Statement``, ``Embed``, ``Read``
    is_last: bool = False  # with it the coverage ends


Block = (
    Paragraphs
    | Subhead
    | PullQuote
    | Statement
    | Picture
    | Gallery
    | Timeline
    | Table
    | Factbox
    | Document
    | Embed
    | Read
    | Context
    | LiveEntry
)


@dataclass(frozen=True)
class ContextText:
    """A passage of background in one edition. It holds no other passage, so none can run in a circle."""

    title: str
    body: tuple[Block, ...]  # of ``Paragraphs``, ``Timeline``, ``Table``
    keeper: str  # identity of the author who keeps it, or empty
    checked: date | None  # when somebody last looked whether it is still true


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """These blocks, and behind each those that stand inside it."""
    for block in blocks:
        yield block
        if isinstance(block, Gallery):
            yield from block.pictures
        elif isinstance(block, LiveEntry):
            yield from walk(block.body)


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
    related: tuple[str, ...] = ()  # stories that an editor chose to stand under the text

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order, those inside others behind the one they stand in."""
        return walk(self.body)

    def pictures(self) -> tuple[Picture, ...]:
        """The lead picture, then those in the text; as in all that follows here, those that are chosen."""
        lead = () if self.lead is None else (self.lead,)
        return (*lead, *(block for block in self.blocks() if isinstance(block, Picture) and block.picture))

    def documents(self) -> tuple[Document, ...]:
        """The uses of documents."""
        return tuple(block for block in self.blocks() if isinstance(block, Document) and block.document)

    def read(self) -> tuple[str, ...]:
        """The stories that READ links in it lead to, each once."""
        return tuple(dict.fromkeys(block.story for block in self.blocks() if isinstance(block, Read) and block.story))

    def passages(self) -> tuple[str, ...]:
        """The passages of background that it uses, each once."""
        used = (block.passage for block in self.blocks() if isinstance(block, Context))
        return tuple(dict.fromkeys(passage for passage in used if passage))

    def newest_entry(self) -> tuple[datetime, LiveEntry] | None:
        """The newest of its live entries, with its moment; of several of one moment the first, as on the page."""
        entries = ((block.at, block) for block in self.body if isinstance(block, LiveEntry) and block.at is not None)
        return max(entries, key=lambda entry: entry[0], default=None)

    def is_over(self) -> bool:
        """Whether its newest live entry says that the coverage ends with it."""
        newest = self.newest_entry()
        return newest is not None and newest[1].is_last

    def has_words(self) -> bool:
        """Whether the story is told: a paragraph, or somebody's words."""
        return any(
            isinstance(block, Paragraphs) or (isinstance(block, Statement) and block.words) for block in self.blocks()
        )


NOTHING = ArticleText("", "", "", "", "", (), (), (), (), "", None, ())
"""An article in which nothing is written."""


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
    near: tuple[str, ...] = ()  # stories with the same topics, as they were chosen when this snapshot was made


@dataclass(frozen=True)
class PublishedPassage:
    """A passage of background as readers get it; facet ``passage.full``, identity ``5@es``."""

    identity: str  # without edition
    edition: str
    text: ContextText
    snapshot: int
