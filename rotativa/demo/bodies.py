"""From the blocks of a manuscript to a body as the stories keep it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rotativa.demo.blocks import (
    Block,
    Context,
    Document,
    Embed,
    Factbox,
    Gallery,
    Live,
    Picture,
    Quote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
    Words,
)
from rotativa.stories import raw
from rotativa.stories.drafting import RawBlock
from rotativa.stories.models import ArticlePage

_KEY = re.compile(r'data-block-key="([^"]+)"')


@dataclass(frozen=True)
class Shelf:
    """What blocks refer to, by the names that the content uses."""

    pictures: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    passages: Mapping[str, int] = field(default_factory=dict)
    originals: Mapping[str, ArticlePage] = field(default_factory=dict)

    def body(self, blocks: Sequence[Block]) -> list[RawBlock]:
        """The blocks, none of which has a name yet."""
        return [{"type": kind, "value": value} for kind, value in map(self._raw, blocks)]

    def filled(self, begun: Sequence[RawBlock], blocks: Sequence[Block]) -> list[RawBlock]:
        """The blocks under the names of those that were begun, and so is all that stands in them."""
        return [_named(empty, full) for empty, full in zip(begun, self.body(blocks), strict=True)]

    def _article(self, story: str) -> int:
        return int(self.originals[story].pk)

    def _raw(self, block: Block) -> tuple[str, Any]:
        value: Any
        match block:
            case Words():
                kind, value = "text", block.html(self._article)
            case Picture():
                kind, value = "picture", self._picture(block)
            case Gallery(title, pictures):
                kind, value = "gallery", {"title": title, "pictures": [self._picture(one) for one in pictures]}
            case Factbox(title, facts):
                kind, value = "factbox", {"title": title, "words": facts.html(self._article)}
            case Document(file, title):
                kind, value = "document", {"document": self.documents[file], "title": title}
            case Read(story):
                kind, value = "read", str(self.originals[story].story_id)
            case Context(passage):
                kind, value = "context", self.passages[passage]
            case Live(at, headline, body, is_last):
                clock = {"day": at.date().isoformat(), "time": at.time().isoformat(), "is_last": is_last}
                kind, value = "live", {**clock, "headline": headline, "body": self.body(body)}
            case _:
                kind, value = _alone(block)
        return kind, value

    def _picture(self, use: Picture) -> dict[str, Any]:
        return {"picture": self.pictures[use.file], "caption": use.caption, "alt": ""}


def _alone(block: Subhead | Quote | Statement | Timeline | Table | Embed) -> tuple[str, Any]:
    """A block that refers to nothing."""
    match block:
        case Subhead(words):
            return "subhead", words
        case Quote(words, speaker):
            return "quote", {"words": words, "speaker": speaker}
        case Timeline(title, moments):
            told = [{"when": one.when, "until": one.until, "words": one.words} for one in moments]
            return "timeline", {"title": title, "moments": told}
        case Table():
            return "table", _table(block)
        case Embed():
            return "embed", {**vars(block)}
        case Statement():
            return "statement", {**vars(block), "when": block.when.isoformat() if block.when else None}


def _table(table: Table) -> dict[str, Any]:
    columns = [
        {"type": "number" if place in table.figures else "text", "heading": heading}
        for place, heading in enumerate(table.headings)
    ]
    rows = [{"values": list(row)} for row in table.rows]
    cells = {"columns": columns, "rows": rows, "caption": table.caption}
    return {"table": cells, "heads": True, "source": table.source}


def _named(begun: RawBlock, block: RawBlock) -> RawBlock:
    kind, value = block["type"], block["value"]
    if kind in raw.RICH:
        keys = iter(_KEY.findall(raw.html_of(begun)))
        value = raw.with_html(block, lambda html: re.sub("<p>", lambda _p: f'<p data-block-key="{next(keys)}">', html))
    elif kind in raw.LISTED:
        items = zip(raw.items(begun), raw.items(block), strict=True)
        listed = [{"type": "item", "id": name, "value": told} for (name, _empty), (_number, told) in items]
        value = {**value, raw.LISTED[kind]: listed}
    elif kind in raw.NESTED:
        entries = zip(raw.inside(begun), raw.inside(block), strict=True)
        value = {**value, raw.NESTED[kind]: [_named(empty, full) for empty, full in entries]}
    return {"id": begun["id"], "type": kind, "value": value}
