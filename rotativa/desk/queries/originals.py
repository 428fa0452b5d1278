"""Articles to be read, not written: the original beside an edition, and what other editions write."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import CELLS
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, Story
from rotativa.stories.text import (
    ArticleText,
    Block,
    Document,
    Embed,
    Factbox,
    Gallery,
    LiveEntry,
    Paragraphs,
    Picture,
    PullQuote,
    Statement,
    Subhead,
    Table,
    Timeline,
)


@dataclass(frozen=True)
class Passage:
    """A piece of a text as it is read beside: what it is, and its words."""

    kind: str  # "text", "subhead", "caption", "statement", "line"
    words: str
    note: str = ""
    html: bool = False  # the words are clean HTML of ``stories.richtext``


@dataclass(frozen=True)
class Original:
    """An original, whole."""

    article: int
    edition: str
    headline: str
    standfirst: str
    passages: tuple[Passage, ...]


def original_beside(story: UUID) -> Original | None:
    """The latest draft of the story's original."""
    found = Story.objects.filter(pk=story).values_list("original", flat=True).first()
    return as_written(found) if found else None


def as_written(identity: int) -> Original | None:
    """An article as it was saved last, to be read."""
    article = ArticlePage.objects.select_related("latest_revision").filter(pk=identity).first()
    if article is None:
        return None
    text = text_of(draft_of(article))
    return Original(article.pk, article.edition_id, text.headline, text.standfirst, tuple(passages(text)))


def passages(text: ArticleText) -> Iterator[Passage]:
    """What there is to read, in order."""
    if text.lead is not None and text.lead.caption:
        yield Passage("caption", text.lead.caption)
    for block in text.blocks():
        yield from _passages(block)


def _passages(block: Block) -> Iterator[Passage]:
    match block:
        case Paragraphs():
            yield Passage("text", block.html, html=True)
        case Subhead():
            yield Passage("subhead", block.words)
        case Picture():
            if block.caption:
                yield Passage("caption", block.caption)
        case Statement():
            said_by = ", ".join(filter(None, (block.speaker, block.role)))
            yield Passage("statement", block.words, said_by)
        case PullQuote():
            yield Passage("statement", block.words, block.speaker)
        case Gallery():
            if block.title:
                yield Passage("subhead", block.title)
        case Factbox():
            yield Passage("subhead", block.title)
            yield Passage("text", block.html, html=True)
        case _:
            yield from _listed(block)


def _listed(block: Block) -> Iterator[Passage]:
    """Blocks of several lines. A READ link has no words of its own."""
    match block:
        case Timeline():
            if block.title:
                yield Passage("subhead", block.title)
            for moment in block.moments:
                yield Passage("line", moment.words, " – ".join(filter(None, (moment.when, moment.until))))
        case Table():
            yield Passage("subhead", block.caption)
            for row in ([column.heading for column in block.columns], *block.rows):
                yield Passage("line", CELLS.join(row))
            if block.source:
                yield Passage("caption", block.source)
        case Document():
            yield Passage("line", block.title)
        case Embed():
            yield Passage("line", block.title, block.length)
        case LiveEntry():
            yield Passage("subhead", block.headline or (f"{block.at:%H:%M}" if block.at else ""))
