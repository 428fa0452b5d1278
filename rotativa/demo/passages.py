"""Passages of background as their keepers wrote them: one text file a passage, all its editions in it.

Written as stories are (``manuscripts``): the head says how the desk calls it, who keeps it and when it was
last checked, and each edition gives its title. It is made of paragraphs, timelines and tables, and leads to no story.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rotativa.demo.blocks import Block, Table, Timeline, Words, stories_in
from rotativa.demo.body_reader import BodyReader
from rotativa.demo.sheets import Part, Sheet

PASSAGES = Path(__file__).parent / "content" / "passages"


@dataclass(frozen=True)
class Background:
    """A passage in one edition."""

    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Passage:
    """A passage in all its editions; ``name`` is its file's."""

    name: str
    called: str  # at the desk
    keeper: str
    checked: date
    texts: Mapping[str, Background]  # by the codes of editions


def read_passages(folder: Path = PASSAGES) -> Mapping[str, Passage]:
    """Every passage of the folder by its name. Raises ``ContentError``."""
    paths = sorted(folder.glob("*.txt"))
    return {path.stem: read_passage(path.read_text(encoding="utf-8"), path.stem) for path in paths}


def read_passage(text: str, name: str) -> Passage:
    """The passage in this text. Raises ``ContentError``."""
    sheet = Sheet(name, text)
    first, *editions = sheet.parts()
    head = sheet.head(first, {"called", "keeper", "checked"})
    texts = {part.edition: _background(sheet, part) for part in editions}
    return Passage(name, head["called"], head["keeper"], sheet.moment(head["checked"], 1).date(), texts)


def _background(sheet: Sheet, part: Part) -> Background:
    if not part.chunks[1:]:
        raise sheet.wrong(part.line, f"the edition “{part.edition}” needs its title, an empty line, and its text")
    body = BodyReader(sheet, part.edition).body(part.chunks[1:])
    if not all(isinstance(block, Words | Timeline | Table) for block in body) or any(stories_in(body)):
        raise sheet.wrong(part.line, "a passage is made of paragraphs, timelines and tables, and leads to no story")
    return Background(sheet.fields(part.chunks[0], {"title"}, set())["title"], body)
