"""For each gate an article that opens it, and it alone: what every door is tried with.

A gate without a row fails ``test_doors``: the names of all are read from the source of the rules.
"""

import ast
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive
from rotativa.documents.models import ReaderDocument
from rotativa.documents.tests.making import PDF, sent
from rotativa.stories import rules
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import RawBlock, Words
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_picture, make_public, paragraphs
from rotativa.topics.actions.add_section import add_section

OF_PASSAGES = frozenset({"background.empty"})
"""Gates of passages of background: no article opens them."""

_NAME = re.compile(r"[a-z]+\.[a-z]+")


def names() -> frozenset[str]:
    """The names of all gates that some rule can open."""
    sources = Path(rules.__file__).parent.glob("*.py")
    trees = [ast.parse(source.read_text(encoding="utf-8")) for source in sources]
    said = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return frozenset(value for value in said if isinstance(value, str) and _NAME.fullmatch(value))


def _statement(**others: str) -> RawBlock:
    return {"type": "statement", "value": {"words": "We will rebuild.", "speaker": "Ana Prado", **others}}


def _timeline(**moment: str) -> RawBlock:
    said = {"when": "1999", "until": "", "words": "Ferries cross the river.", **moment}
    moments = [{"type": "item", "id": "m", "value": said}] if any(said.values()) else []
    return {"type": "timeline", "value": {"title": "The bridge", "moments": moments}}


def _table(**others: Any) -> RawBlock:
    columns = [{"type": "text", "heading": others.pop("heading", "Crossing")}]
    table = {"columns": columns, "rows": [{"values": ["Ferry"]}], "caption": "How long", **others}
    return {"type": "table", "value": {"table": table, "heads": True, "source": ""}}


def _embed(**others: str) -> RawBlock:
    known = {"address": "https://www.youtube.com/watch?v=abc", "kind": "video", "title": "The first cars"}
    return {"type": "embed", "value": {**known, **others}}


def _live(**others: Any) -> RawBlock:
    said = {"day": "2022-06-28", "time": "14:05:00", "headline": "", "body": [paragraphs("It opens.")]}
    return {"type": "live", "value": {**said, **others}}


def _factbox(title: str, words: str) -> RawBlock:
    return {"type": "factbox", "value": {"title": title, "words": words}}


BLOCKS: Mapping[str, RawBlock] = {
    # one block that lacks something, in an article that lacks nothing else
    "quote.empty": {"type": "quote", "value": {"words": "", "speaker": "Ana Prado"}},
    "statement.words": _statement(words=""),
    "statement.speaker": _statement(speaker=""),
    "statement.language": _statement(original_words="سنبني"),
    "gallery.empty": {"type": "gallery", "value": {"title": "The river", "pictures": []}},
    "factbox.title": _factbox("", "<p>412 metres</p>"),
    "factbox.empty": _factbox("The bridge", ""),
    "timeline.empty": _timeline(when="", words=""),
    "timeline.words": _timeline(words=""),
    "timeline.undated": _timeline(when=""),
    "timeline.date": _timeline(when="1999-02-30"),
    "timeline.order": _timeline(when="2012", until="1999"),
    "table.empty": _table(rows=[]),
    "table.caption": _table(caption=""),
    "table.heading": _table(heading=""),
    "picture.unchosen": {"type": "picture", "value": {"picture": None, "caption": "The harbour", "alt": ""}},
    "picture.unchosen in a gallery": {
        "type": "gallery",
        "value": {"title": "The river", "pictures": [{"picture": None, "caption": "Dawn", "alt": ""}]},
    },
    "picture.unchosen in an entry": _live(body=[{"type": "picture", "value": {"picture": None}}]),
    "document.unchosen": {"type": "document", "value": {"document": None, "title": "The report"}},
    "read.unchosen": {"type": "read", "value": None},
    "background.unchosen": {"type": "context", "value": None},
    "document.gone": {"type": "document", "value": {"document": 99_999, "title": "The report"}},
    "embed.address": _embed(address="http://www.youtube.com/watch?v=abc"),
    "embed.host": _embed(address="https://tracker.example/1"),
    "embed.title": _embed(title=""),
    "embed.language": _embed(language="?"),
    "embed.transcript": _embed(transcript="see below"),
    "live.time": _live(time=None),
    "live.empty": _live(body=[]),
    "picture.gone": {"type": "picture", "value": {"picture": 99_999, "caption": "", "alt": ""}},
    "read.nothing": {"type": "read", "value": str(uuid4())},
    "background.missing": {"type": "context", "value": "99999"},
}


def _block(block: RawBlock) -> Callable[[Newsroom], Words]:
    return lambda _newsroom: {"body": [paragraphs("The bridge opened at six."), block]}


def _no_credit(_newsroom: Newsroom) -> Words:
    return {"picture": make_picture(credit="").pk}


def _no_alt_text(_newsroom: Newsroom) -> Words:
    return {"picture": make_picture(alts={"es": "Un puerto"}).pk}


def _no_alt_text_inside(_newsroom: Newsroom) -> Words:
    inside = {"picture": make_picture(alts={}).pk, "caption": "", "alt": ""}
    return {"body": [paragraphs("It is open."), {"type": "picture", "value": inside}]}


def _read_withdrawn(newsroom: Newsroom) -> Words:
    target = make_public(newsroom, headline="The ferry stops")
    withdraw(ACTOR, target)
    return {"body": [paragraphs("It is open."), {"type": "read", "value": str(target.story_id)}]}


def _address_taken(newsroom: Newsroom) -> Words:
    make_public(newsroom, slug="the-bridge")
    return {"slug": "the-bridge"}


def make_document() -> ReaderDocument:
    """A report."""
    return add_document(ACTOR, receive(sent(PDF)), title="Report")


def _no_document_title(_newsroom: Newsroom) -> Words:
    return {"body": [paragraphs("It is open."), {"type": "document", "value": {"document": make_document().pk}}]}


def _many_blocks(_newsroom: Newsroom) -> Words:
    return {"body": [{"type": "subhead", "value": "Then"}, *[paragraphs("Again.")] * 500]}


GATES: Mapping[str, Callable[[Newsroom], Words]] = {
    "headline.missing": lambda _newsroom: {"headline": ""},
    "text.missing": lambda _newsroom: {"body": []},
    "text.blocks": _many_blocks,
    "text.words": lambda _newsroom: {"body": [paragraphs("word " * 40_001)]},
    "section.missing": lambda _newsroom: {"section": None},
    "section.unnamed": lambda _newsroom: {"section": add_section(ACTOR).pk},
    "picture.credit": _no_credit,
    "picture.alt": _no_alt_text,
    "picture.alt inside": _no_alt_text_inside,
    "read.nothing any more": _read_withdrawn,
    "document.title": _no_document_title,
    "address.taken": _address_taken,
    **{name: _block(block) for name, block in BLOCKS.items()},
}
"""What is written into a draft, by the gate that it opens; a word behind the name tells two ways apart."""

PARTS = 3
"""Into so many tests the table is cut: several processes share it, and none takes long."""

AT_FIRST_ONLY = frozenset({"address.taken"})
"""Gates that no update can open: what they ask was settled when it first went out."""
