"""From the chunks of an edition to its blocks. ``manuscripts`` says how each is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rotativa.demo.blocks import (
    Block,
    Context,
    Document,
    Embed,
    Factbox,
    Gallery,
    Live,
    Moment,
    Picture,
    Quote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
    Words,
)
from rotativa.demo.sheets import Chunk, Sheet

_MARK = re.compile(r"\[([a-z]+)(?::\s*([^\]]*))?\](?!\()\s*(.*)", re.DOTALL)
_MOMENT = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:\s*\.\.\s*(\d{4}(?:-\d{2}){0,2}))?:\s*(.+)")

_STATEMENT_NEEDS = {"speaker", "words"}
_STATEMENT_MAY = {"role", "to", "when", "original words", "original language"}
_EMBED_NEEDS = {"address", "kind", "title"}
_EMBED_MAY = {"length", "language", "transcript"}


class _Mark(NamedTuple):
    """What begins with ``[kind: what] words``."""

    chunk: Chunk
    what: str
    words: str


class BodyReader:
    """Reads the text of one edition."""

    def __init__(self, sheet: Sheet, edition: str) -> None:
        self.sheet, self.edition = sheet, edition

    def body(self, chunks: Sequence[Chunk]) -> tuple[Block, ...]:
        """The blocks; an entry of a live story holds what follows it. Raises ``ContentError``."""
        starts = [number for number, chunk in enumerate(chunks) if chunk.lines[0].startswith("[live:")]
        ends = [*starts[1:], len(chunks)]
        first = starts[0] if starts else len(chunks)
        entries = (self._live(chunks[start], chunks[start + 1 : end]) for start, end in zip(starts, ends, strict=False))
        return (*_gathered(map(self._block, chunks[:first])), *entries)

    def file(self, name: str) -> str:
        """The name of a file, with the code of the edition where it stands for it."""
        return name.strip().replace("{edition}", self.edition)

    def _block(self, chunk: Chunk) -> Block:
        if chunk.words.startswith("##"):
            return Subhead(chunk.words.lstrip("# "))
        found = _MARK.match(chunk.words)
        if found is None:
            return Words((chunk.words,))
        read = _READERS.get((found[1], bool(found[2])))
        if read is None:
            known = ", ".join(f"[{kind}: …]" if named else f"[{kind}]" for kind, named in _READERS)
            raise self.sheet.wrong(chunk.line, f"“[{found[1]}]” is no block; known: {known}, [live: …]")
        return read(self, _Mark(chunk, (found[2] or "").strip(), found[3]))

    def _live(self, head: Chunk, body: Sequence[Chunk]) -> Live:
        found = _MARK.match(head.words)
        if found is None or not found[2]:
            raise self.sheet.wrong(head.line, "an entry of a live story begins with [live: 2022-06-28 14:05]")
        moment, _comma, last = found[2].partition(",")
        if last.strip() not in ("", "last"):
            raise self.sheet.wrong(head.line, f"“{last.strip()}” says nothing of an entry; known: last")
        inside = tuple(_gathered(map(self._block, body)))
        return Live(self.sheet.moment(moment.strip(), head.line), found[3], inside, is_last=bool(last))

    def quote(self, mark: _Mark) -> Block:
        return Quote(mark.words, mark.what)

    def picture(self, mark: _Mark) -> Picture:
        return Picture(self.file(mark.what), mark.words)

    def gallery(self, mark: _Mark) -> Block:
        pairs = [line.partition(":") for line in mark.chunk.rest().lines]
        return Gallery(mark.what, tuple(Picture(self.file(file), caption.strip()) for file, _colon, caption in pairs))

    def statement(self, mark: _Mark) -> Block:
        chunk = mark.chunk.rest()
        fields = self.sheet.fields(chunk, _STATEMENT_NEEDS, _STATEMENT_MAY)
        return Statement(
            words=fields["words"],
            speaker=fields["speaker"],
            role=fields.get("role", ""),
            to_whom=fields.get("to", ""),
            when=self.sheet.moment(fields["when"], chunk.line).date() if "when" in fields else None,
            original_words=fields.get("original words", ""),
            original_language=fields.get("original language", ""),
        )

    def timeline(self, mark: _Mark) -> Block:
        return Timeline(mark.what, tuple(self._moments(mark.chunk.rest())))

    def _moments(self, chunk: Chunk) -> Iterator[Moment]:
        for line, words in enumerate(chunk.lines, chunk.line):
            found = _MOMENT.fullmatch(words)
            if found is None:
                raise self.sheet.wrong(line, f"“{words[:40]}” is no entry; write 1999-07-04: words, or 1999 .. 2012: …")
            yield Moment(found[1], found[2] or "", found[3])

    def table(self, mark: _Mark) -> Block:
        chunk = mark.chunk.rest()
        rows = [_cells(line) for line in chunk.lines if line.startswith("|")]
        source = "".join(line.removeprefix("source:").strip() for line in chunk.lines if line.startswith("source:"))
        if not rows or any(len(row) != len(rows[0]) for row in rows):
            raise self.sheet.wrong(chunk.line, "a table has rows such as | Esmar | 41 |, all with as many cells")
        return Table(
            caption=mark.what,
            headings=tuple(cell.lstrip("# ") for cell in rows[0]),
            figures=frozenset(place for place, cell in enumerate(rows[0]) if cell.startswith("#")),
            rows=tuple(rows[1:]),
            source=source,
        )

    def factbox(self, mark: _Mark) -> Block:
        return Factbox(mark.what, Words(mark.chunk.rest().lines))

    def document(self, mark: _Mark) -> Block:
        return Document(self.file(mark.what), mark.words)

    def embed(self, mark: _Mark) -> Block:
        fields = self.sheet.fields(mark.chunk.rest(), _EMBED_NEEDS, _EMBED_MAY)
        return Embed(**{name: fields.get(name, "") for name in (*_EMBED_NEEDS, *_EMBED_MAY)})

    def read(self, mark: _Mark) -> Block:
        return Read(mark.what)

    def context(self, mark: _Mark) -> Block:
        return Context(mark.what)


_READERS: Mapping[tuple[str, bool], Callable[[BodyReader, _Mark], Block]] = {
    ("quote", False): BodyReader.quote,
    ("quote", True): BodyReader.quote,
    ("picture", True): BodyReader.picture,
    ("gallery", True): BodyReader.gallery,
    ("statement", False): BodyReader.statement,
    ("timeline", True): BodyReader.timeline,
    ("table", True): BodyReader.table,
    ("factbox", True): BodyReader.factbox,
    ("document", True): BodyReader.document,
    ("embed", False): BodyReader.embed,
    ("read", True): BodyReader.read,
    ("context", True): BodyReader.context,
}
"""The reader of each mark, without and with something behind its colon."""


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with paragraphs that follow one another gathered in one."""
    paragraphs: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Words):
            paragraphs += block.paragraphs
            continue
        if paragraphs:
            yield Words(paragraphs)
            paragraphs = ()
        yield block
    if paragraphs:
        yield Words(paragraphs)
