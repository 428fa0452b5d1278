"""From the raw JSON of a body to its frozen blocks: no template, no block objects, so that a save costs little for it.

At most one query: the stories behind links inside the text. What an editor left open (a statement without words, a
picture that is not chosen yet) stays a block, for a gate to name; an empty paragraph or subhead is none.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from uuid import UUID

from rotativa.kit import days
from rotativa.kit.blank import shown
from rotativa.stories import raw, richtext
from rotativa.stories.models.rows import ArticleRow
from rotativa.stories.raw import Raw
from rotativa.stories.text import (
    Block,
    Column,
    Context,
    Document,
    Embed,
    Factbox,
    Gallery,
    LiveEntry,
    Moment,
    Paragraphs,
    Picture,
    PullQuote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
)


@dataclass(frozen=True)
class Setting:
    """What blocks are read with: the stories behind links, the keys that are taken, and where the clocks are."""

    stories: Mapping[int, UUID]
    taken: set[str]
    zone: Callable[[], tzinfo]


Reader = Callable[[str, Any, Setting], Block | None]


def body_of(blocks: Sequence[Raw], zone: Callable[[], tzinfo]) -> tuple[Block, ...]:
    """The blocks, frozen. ``zone`` is asked only where a time of day is written."""
    return tuple(_blocks(blocks, Setting(_linked_stories(blocks), set(), zone)))


_MOST_ACCENTS = 30
"""So many on one letter are kept, as Unicode advises (UAX 15, stream-safe): to sort them takes as their square."""


_SPACES = re.compile(r"\s+")
_UNBROKEN = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")


def one_line(words: str | None) -> str:
    """Words as one line: composed letters, single spaces, no control characters; empty where they show nothing.

    A space at which no line breaks stays one: ``74 %`` is written with it in Spanish.
    """
    composed = unicodedata.normalize("NFC", _bearable(words or ""))
    # Zero-width joiners and direction marks (Cf) are part of how Persian and Arabic are written; controls (Cc) are not.
    plain = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in composed)
    return shown(_SPACES.sub(lambda found: found[0] if found[0] in _UNBROKEN else " ", plain).strip())


def _bearable(words: str) -> str:
    """The words, without what is too much on one letter."""
    if len(words) <= _MOST_ACCENTS or words.isascii():
        return words
    kept, accents = [], 0
    for sign in words:
        accents = accents + 1 if unicodedata.combining(sign) else 0
        if accents <= _MOST_ACCENTS:
            kept.append(sign)
    return "".join(kept)


def _blocks(blocks: Sequence[Raw], setting: Setting) -> Iterator[Block]:
    for number, entry in enumerate(blocks):
        identifier = str(entry.get("id") or number)
        if entry["type"] == "text":
            yield from _text(identifier, entry["value"], setting)
            continue
        block = _READERS[entry["type"]](identifier, entry["value"], setting)
        if block is not None:
            yield block


def _linked_stories(blocks: Sequence[Raw]) -> Mapping[int, UUID]:
    ids = {article for entry in raw.walk(blocks) for article in richtext.linked_articles(raw.html_of(entry))}
    if not ids:
        return {}
    return dict(ArticleRow.objects.filter(article__in=ids).values_list("article_id", "story_id"))


def _text(block: str, value: Any, setting: Setting) -> Iterator[Block]:
    """The paragraphs of a text; a subhead among them parts it, and is a block like any other."""
    for key, told in richtext.split(_tidy(value, block, setting)):
        if not key:
            yield Paragraphs(block, told)
        elif one_line(told):
            yield Subhead(f"{block}.{key}", one_line(told))


def _subhead(block: str, value: Any, _setting: Setting) -> Block | None:
    words = one_line(value)
    return Subhead(block, words) if words else None


def _quote(block: str, value: Any, _setting: Setting) -> Block:
    return PullQuote(block, one_line(value.get("words")), one_line(value.get("speaker")))


def _statement(block: str, value: Any, _setting: Setting) -> Block:
    return Statement(
        id=block,
        words=one_line(value.get("words")),
        speaker=one_line(value.get("speaker")),
        role=one_line(value.get("role")),
        to_whom=one_line(value.get("to_whom")),
        when=_day(value.get("when")),
        original_words=one_line(value.get("original_words")),
        original_language=one_line(value.get("original_language")),
    )


def _picture(block: str, value: Any, _setting: Setting) -> Picture:
    return Picture(block, identity(value.get("picture")), one_line(value.get("caption")), one_line(value.get("alt")))


def _gallery(block: str, value: Any, setting: Setting) -> Block:
    pictures = (_picture(key, one, setting) for key, one in raw.items({"type": "gallery", "value": value}))
    shown = tuple(one for one in pictures if one.picture or one.caption or one.alt)
    return Gallery(block, one_line(value.get("title")), shown)


def _timeline(block: str, value: Any, _setting: Setting) -> Block:
    moments = [
        Moment(key, *(one_line(one.get(name)) for name in ("when", "until", "words")))
        for key, one in raw.items({"type": "timeline", "value": value})
    ]
    # Dates sort as their signs do, for all begin with four digits of a year; those of one day stay as they were put.
    told = sorted((one for one in moments if one.when or one.words), key=lambda one: one.when)
    return Timeline(block, one_line(value.get("title")), tuple(told))


def _table(block: str, value: Any, _setting: Setting) -> Block:
    table = value.get("table") or {}
    columns = tuple(
        Column(one_line(column.get("heading")), column.get("type") == "number") for column in table.get("columns") or []
    )
    rows = tuple(tuple(one_line(cell) for cell in row["values"]) for row in table.get("rows") or [])
    return Table(
        id=block,
        caption=one_line(table.get("caption")),
        columns=columns,
        rows=tuple(row for row in rows if any(row)),
        heads=bool(value.get("heads")),
        source=one_line(value.get("source")),
    )


def _factbox(block: str, value: Any, setting: Setting) -> Block:
    html = _tidy(value.get("words"), block, setting).replace("<h2 ", "<p ").replace("</h2>", "</p>")
    return Factbox(block, one_line(value.get("title")), html)


def _document(block: str, value: Any, _setting: Setting) -> Block:
    return Document(block, identity(value.get("document")), one_line(value.get("title")))


def _embed(block: str, value: Any, _setting: Setting) -> Block:
    return Embed(block, **{name: one_line(value.get(name)) for name in _EMBED})


def _read(block: str, value: Any, _setting: Setting) -> Block:
    return Read(block, identity(value))


def _context(block: str, value: Any, _setting: Setting) -> Block:
    return Context(block, identity(value))


def _live(block: str, value: Any, setting: Setting) -> Block:
    day, clock = _day(value.get("day")), _clock(value.get("time"))
    at = None
    if day is not None and clock is not None and days.is_everywhere(day):
        # A time that the night of a clock change leaves out becomes the one that the clocks showed instead.
        at = datetime.combine(day, clock, setting.zone()).astimezone(UTC)
    body = tuple(_blocks(value.get("body") or [], setting))
    return LiveEntry(block, at, one_line(value.get("headline")), body, bool(value.get("is_last")))


_EMBED = ("address", "kind", "title", "length", "language", "transcript")
_READERS: Mapping[str, Reader] = {
    "subhead": _subhead,
    "quote": _quote,
    "statement": _statement,
    "picture": _picture,
    "gallery": _gallery,
    "timeline": _timeline,
    "table": _table,
    "factbox": _factbox,
    "document": _document,
    "embed": _embed,
    "read": _read,
    "context": _context,
    "live": _live,
}


def identity(value: object) -> str:
    """The identity of something that is referred to; empty where nothing is."""
    return "" if value is None else str(value)


def _tidy(html: str | None, block: str, setting: Setting) -> str:
    return richtext.tidy(str(html or ""), block, setting.stories, setting.taken)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _clock(value: time | str | None) -> time | None:
    clock = time.fromisoformat(value) if isinstance(value, str) and value else value or None
    return clock.replace(second=0, microsecond=0) if isinstance(clock, time) else None
