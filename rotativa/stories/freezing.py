"""The frozen text of an article as JSON, and the hashes of its parts.

A snapshot keeps both. The hashes say for ever what each paragraph was when it went out; whoever renders it in another
language is compared with them, never with a clock.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from rotativa.kit.hashing import fingerprint
from rotativa.stories import richtext
from rotativa.stories.text import (
    ArticleText,
    Block,
    Column,
    Context,
    ContextText,
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
    walk,
)

_KINDS: Mapping[str, type[Block]] = {
    "paragraphs": Paragraphs,
    "subhead": Subhead,
    "quote": PullQuote,
    "statement": Statement,
    "picture": Picture,
    "gallery": Gallery,
    "timeline": Timeline,
    "table": Table,
    "factbox": Factbox,
    "document": Document,
    "embed": Embed,
    "read": Read,
    "context": Context,
    "live": LiveEntry,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
TRANSLATED: Mapping[type[Block], tuple[str, ...]] = {
    Subhead: ("words",),
    PullQuote: ("words", "speaker"),
    Statement: ("words", "speaker", "role", "to_whom"),
    Picture: ("caption", "alt"),
    Gallery: ("title",),
    Document: ("title",),
    Embed: ("title", "length"),
    LiveEntry: ("headline",),
}
"""The fields that a translator renders, of blocks that have nothing but fields."""
CELLS = " | "
"""What stands between the cells of a row, where it is read as one."""
_LISTS = ("topics", "authors", "translators", "reviewers", "related")


def to_json(text: ArticleText) -> dict[str, Any]:
    """The text as plain JSON."""
    frozen = asdict(text)
    frozen["body"] = [_block_to_json(block) for block in text.body]
    return frozen


def from_json(frozen: Mapping[str, Any]) -> ArticleText:
    """The text again, equal to the one that was frozen. Fields that later versions added get their defaults."""
    known = {field.name: frozen[field.name] for field in fields(ArticleText) if field.name in frozen}
    known |= {name: tuple(known[name]) for name in _LISTS if name in known}
    known["lead"] = Picture(**known["lead"]) if known["lead"] else None
    known["body"] = tuple(_block_from_json(block) for block in known["body"])
    return ArticleText(**known)


def passage_to_json(text: ContextText) -> dict[str, Any]:
    """A passage as plain JSON."""
    checked = text.checked.isoformat() if text.checked else None
    body = [_block_to_json(block) for block in text.body]
    return {"title": text.title, "keeper": text.keeper, "checked": checked, "body": body}


def passage_from_json(frozen: Mapping[str, Any]) -> ContextText:
    """The passage again, equal to the one that was frozen."""
    checked = date.fromisoformat(frozen["checked"]) if frozen["checked"] else None
    body = tuple(_block_from_json(block) for block in frozen["body"])
    return ContextText(frozen["title"], body, frozen["keeper"], checked)


def hashes(text: ArticleText | ContextText) -> dict[str, str]:
    """A hash for each part that is translated: headline, paragraphs, captions, words said; by the name of the part."""
    found = parts(text) if isinstance(text, ArticleText) else passage_parts(text)
    return {name: fingerprint(words).hex() for name, words in found if words}


def passage_parts(text: ContextText) -> Iterator[tuple[str, str]]:
    """The same of a passage."""
    yield "title", text.title
    for block in walk(text.body):
        yield from _parts_of(block)


def parts(text: ArticleText) -> Iterator[tuple[str, str]]:
    """The parts of a text that a translator renders, in reading order: ``headline``, ``<block>/<paragraph key>``, …"""
    yield "kicker", text.kicker
    yield "headline", text.headline
    yield "standfirst", text.standfirst
    yield "dateline", text.dateline
    if text.lead is not None:
        yield "lead/caption", text.lead.caption
        yield "lead/alt", text.lead.alt
    for block in text.blocks():
        yield from _parts_of(block)


def _parts_of(block: Block) -> Iterator[tuple[str, str]]:
    """The parts of one block, without those of blocks inside it."""
    match block:
        case Paragraphs() | Factbox():
            if isinstance(block, Factbox):
                yield f"{block.id}/title", block.title
            yield from ((f"{block.id}/{key}", html) for key, html in richtext.units(block.html))
        case Timeline():
            yield f"{block.id}/title", block.title
            yield from ((f"{block.id}/{moment.id}", moment.words) for moment in block.moments)
        case Table():
            yield f"{block.id}/caption", block.caption
            yield f"{block.id}/head", CELLS.join(column.heading for column in block.columns)
            yield from ((f"{block.id}/row{number}", CELLS.join(row)) for number, row in enumerate(block.rows, start=1))
            yield f"{block.id}/source", block.source
        case Read() | Context():
            pass  # neither a link to a story nor a passage has words in the article
        case _:
            yield from ((f"{block.id}/{name}", getattr(block, name)) for name in TRANSLATED[type(block)])


def _block_to_json(block: Block) -> dict[str, Any]:
    frozen = {"type": _NAMES[type(block)], **asdict(block)}
    if isinstance(block, Statement):
        frozen["when"] = block.when.isoformat() if block.when else None
    elif isinstance(block, LiveEntry):
        frozen["at"] = block.at.isoformat() if block.at else None
        frozen["body"] = [_block_to_json(one) for one in block.body]
    return frozen


def _block_from_json(frozen: Mapping[str, Any]) -> Block:
    known = {name: value for name, value in frozen.items() if name != "type"}
    kind = _KINDS[frozen["type"]]
    revive = _REVIVED.get(kind, {})
    return kind(**{name: revive[name](value) if name in revive else value for name, value in known.items()})


_REVIVED: Mapping[type[Block], Mapping[str, Callable[[Any], Any]]] = {
    Statement: {"when": lambda day: date.fromisoformat(day) if day else None},
    Gallery: {"pictures": lambda pictures: tuple(Picture(**picture) for picture in pictures)},
    Timeline: {"moments": lambda moments: tuple(Moment(**moment) for moment in moments)},
    Table: {
        "columns": lambda columns: tuple(Column(**column) for column in columns),
        "rows": lambda rows: tuple(tuple(row) for row in rows),
    },
    LiveEntry: {
        "at": lambda moment: datetime.fromisoformat(moment) if moment else None,
        "body": lambda blocks: tuple(_block_from_json(block) for block in blocks),
    },
}
"""What JSON has no form for, by kind and field."""
