"""The frozen text of an article as JSON, and the hashes of its parts.

A snapshot keeps both. The hashes say for ever what each paragraph was when it went out; whoever renders it in another
language is compared with them, never with a clock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from rotativa.kit.hashing import fingerprint
from rotativa.stories import richtext
from rotativa.stories.text import ArticleText, Block, Paragraphs, Picture, Read, Statement, Subhead

_KINDS: Mapping[str, type[Block]] = {
    "paragraphs": Paragraphs,
    "subhead": Subhead,
    "picture": Picture,
    "statement": Statement,
    "read": Read,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_LISTS = ("topics", "authors", "translators", "reviewers")


def to_json(text: ArticleText) -> dict[str, Any]:
    """The text as plain JSON."""
    frozen = asdict(text)
    frozen["body"] = [_block_to_json(block) for block in text.body]
    return frozen


def from_json(frozen: Mapping[str, Any]) -> ArticleText:
    """The text again, equal to the one that was frozen. Fields that later versions added get their defaults."""
    known = {field.name: frozen[field.name] for field in fields(ArticleText) if field.name in frozen}
    known |= {name: tuple(known[name]) for name in _LISTS}
    known["lead"] = Picture(**known["lead"]) if known["lead"] else None
    known["body"] = tuple(_block_from_json(block) for block in known["body"])
    return ArticleText(**known)


def hashes(text: ArticleText) -> dict[str, str]:
    """A hash for each part that is translated: headline, paragraphs, captions, words said; by the name of the part."""
    return {name: fingerprint(words).hex() for name, words in parts(text) if words}


def parts(text: ArticleText) -> Iterator[tuple[str, str]]:
    """The parts of a text that a translator renders, in reading order: ``headline``, ``<block>/<paragraph key>``, …"""
    yield "kicker", text.kicker
    yield "headline", text.headline
    yield "standfirst", text.standfirst
    yield "dateline", text.dateline
    if text.lead is not None:
        yield "lead/caption", text.lead.caption
        yield "lead/alt", text.lead.alt
    for block in text.body:
        match block:
            case Paragraphs():
                yield from ((f"{block.id}/{key}", html) for key, html in richtext.units(block.html))
            case Subhead():
                yield f"{block.id}/words", block.words
            case Picture():
                yield f"{block.id}/caption", block.caption
                yield f"{block.id}/alt", block.alt
            case Statement():
                yield f"{block.id}/words", block.words
                yield f"{block.id}/speaker", block.speaker
                yield f"{block.id}/role", block.role
                yield f"{block.id}/to_whom", block.to_whom
            case Read():
                pass  # a link to a story has no words of its own


def _block_to_json(block: Block) -> dict[str, Any]:
    frozen = {"type": _NAMES[type(block)], **asdict(block)}
    if isinstance(block, Statement):
        frozen["when"] = block.when.isoformat() if block.when else None
    return frozen


def _block_from_json(frozen: Mapping[str, Any]) -> Block:
    known = {name: value for name, value in frozen.items() if name != "type"}
    if frozen["type"] == "statement":
        known["when"] = date.fromisoformat(known["when"]) if known["when"] else None
    return _KINDS[frozen["type"]](**known)
