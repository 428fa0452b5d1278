"""Stories as their authors wrote them: one text file a story, all its editions in it.

The head names what the editions share; ``=== es`` begins an edition: its fields, an empty line, its text. Empty lines
part the blocks. ``## `` begins a subhead, ``[picture: port.png] caption`` shows a picture, ``[read: night-ferry]``
leads to a story, ``[statement]`` is followed by its fields. The rest is paragraphs, with ``*italic*``, ``**bold**``
and ``[words](story:night-ferry)``. ``{edition}`` in a picture's name is the edition's code. ``//`` begins a remark.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from pathlib import Path

from rotativa.demo.errors import ContentError

STORIES = Path(__file__).parent / "content" / "stories"

_EDITION = re.compile(r"===\s*(\S+)")
_FIELD = re.compile(r"([a-z][a-z ]*):\s*(.*)")
_MARK = re.compile(r"\[([a-z]+)(?::\s*([^\]]*))?\](?!\()\s*(.*)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\(story:([\w-]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")

_HEAD = {"original", "section", "kind", "topics", "authors", "lead"}
_EDITION_NEEDS = {"slug", "headline", "standfirst", "published", "lead caption"}
_EDITION_MAY = {"kicker", "dateline", "translators", "reviewers"}
_STATEMENT_NEEDS = {"speaker", "words"}
_STATEMENT_MAY = {"role", "to", "when", "original words", "original language"}


@dataclass(frozen=True)
class Words:
    """Paragraphs that follow one another."""

    paragraphs: tuple[str, ...]

    def html(self, article_of: Callable[[str], int], keys: Sequence[str] = ()) -> str:
        """As the editor's HTML; ``article_of`` says which article stands for a story that is linked.

        ``keys`` are the names of the paragraphs, where they have some already.
        """
        names = [*(f' data-block-key="{key}"' for key in keys), *("" for _words in self.paragraphs)]
        pairs = zip(names, self.paragraphs, strict=False)
        return "".join(f"<p{name}>{_inline(words, article_of)}</p>" for name, words in pairs)


@dataclass(frozen=True)
class Subhead:
    """A heading inside the text."""

    words: str


@dataclass(frozen=True)
class Picture:
    """A use of a picture, by the name of its file."""

    file: str
    caption: str


@dataclass(frozen=True)
class Statement:
    """What somebody said."""

    words: str
    speaker: str
    role: str
    to_whom: str
    when: date | None
    original_words: str
    original_language: str


@dataclass(frozen=True)
class Read:
    """A READ link, by the name of the story."""

    story: str


Block = Words | Subhead | Picture | Statement | Read


@dataclass(frozen=True)
class Version:
    """A story in one edition."""

    edition: str
    slug: str
    headline: str
    standfirst: str
    kicker: str
    dateline: str
    published: datetime  # on the clocks of the edition
    translators: tuple[str, ...]
    reviewers: tuple[str, ...]
    lead: Picture
    body: tuple[Block, ...]

    def pictures(self) -> Iterator[str]:
        """The files of all pictures, the lead's first."""
        yield self.lead.file
        yield from (block.file for block in self.body if isinstance(block, Picture))

    def stories(self) -> Iterator[str]:
        """The stories that it leads to."""
        for block in self.body:
            if isinstance(block, Read):
                yield block.story
            elif isinstance(block, Words):
                yield from (story for words in block.paragraphs for _shown, story in _LINK.findall(words))


@dataclass(frozen=True)
class Manuscript:
    """One story; ``name`` is its file's. The first version is the original."""

    name: str
    section: str
    kind: str
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    versions: tuple[Version, ...]

    @property
    def original(self) -> Version:
        """The version that was written first."""
        return self.versions[0]

    def stories(self) -> set[str]:
        """The stories that any of its versions leads to."""
        return {story for version in self.versions for story in version.stories()}


def read_all(folder: Path = STORIES) -> tuple[Manuscript, ...]:
    """Every story of the folder, by name. Raises ``ContentError``."""
    return tuple(read(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.txt")))


def read(text: str, name: str) -> Manuscript:
    """The story in this text. Raises ``ContentError``."""
    return _Reader(name).manuscript(text)


@dataclass(frozen=True)
class _Chunk:
    """Lines between two empty ones."""

    line: int
    lines: tuple[str, ...]


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.edition = ""

    def manuscript(self, text: str) -> Manuscript:
        parts = list(_parts(text))
        head = self.fields(_join(parts[0][1]), _HEAD, set())
        by_edition: dict[str, Version] = {}
        for line, chunks, edition in ((line, chunks, edition) for edition, chunks, line in parts[1:]):
            if edition in by_edition:
                raise self.wrong(line, f"the edition “{edition}” comes twice")
            by_edition[edition] = self.version(edition, line, chunks, head["lead"])
        original = by_edition.pop(head["original"], None)
        if original is None:
            raise self.wrong(
                1, f"the original is “{head['original']}”, and there is no edition “=== {head['original']}”"
            )
        return Manuscript(
            name=self.name,
            section=head["section"],
            kind=head["kind"],
            topics=_listed(head["topics"]),
            authors=_listed(head["authors"]),
            versions=(original, *by_edition.values()),
        )

    def version(self, edition: str, line: int, chunks: Sequence[_Chunk], lead: str) -> Version:
        self.edition = edition
        if not chunks[1:]:
            raise self.wrong(line, f"the edition “{edition}” needs its fields, an empty line, and its text")
        fields = self.fields(chunks[0], _EDITION_NEEDS, _EDITION_MAY)
        return Version(
            edition=edition,
            slug=fields["slug"],
            headline=fields["headline"],
            standfirst=fields["standfirst"],
            kicker=fields.get("kicker", ""),
            dateline=fields.get("dateline", ""),
            published=self.moment(fields["published"], chunks[0].line),
            translators=_listed(fields.get("translators", "")),
            reviewers=_listed(fields.get("reviewers", "")),
            lead=Picture(self.file(lead), fields["lead caption"]),
            body=tuple(_gathered(self.block(chunk) for chunk in chunks[1:])),
        )

    def block(self, chunk: _Chunk) -> Block:
        words = " ".join(chunk.lines)
        if words.startswith("##"):
            return Subhead(words.lstrip("# "))
        mark = _MARK.match(words)
        if mark is None:
            return Words((words,))
        match mark[1]:
            case "picture" if mark[2]:
                return Picture(self.file(mark[2].strip()), mark[3])
            case "read" if mark[2]:
                return Read(mark[2].strip())
            case "statement":
                return self.statement(_Chunk(chunk.line + 1, chunk.lines[1:]))
        raise self.wrong(chunk.line, f"“[{mark[1]}]” is no block; known: [picture: file], [read: story], [statement]")

    def statement(self, chunk: _Chunk) -> Statement:
        fields = self.fields(chunk, _STATEMENT_NEEDS, _STATEMENT_MAY)
        return Statement(
            words=fields["words"],
            speaker=fields["speaker"],
            role=fields.get("role", ""),
            to_whom=fields.get("to", ""),
            when=self.moment(fields["when"], chunk.line).date() if "when" in fields else None,
            original_words=fields.get("original words", ""),
            original_language=fields.get("original language", ""),
        )

    def fields(self, chunk: _Chunk, needed: set[str], possible: set[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for line, words in enumerate(chunk.lines, chunk.line):
            field = _FIELD.fullmatch(words)
            if field is None or field[1] not in needed | possible:
                raise self.wrong(line, f"“{words[:40]}” is none of the fields {', '.join(sorted(needed | possible))}")
            if not field[2]:
                raise self.wrong(line, f"“{field[1]}” is empty")
            found[field[1]] = field[2]
        missing = sorted(needed - found.keys())
        if missing:
            raise self.wrong(chunk.line, f"missing: {', '.join(missing)}")
        return found

    def moment(self, words: str, line: int) -> datetime:
        try:
            return datetime.fromisoformat(words)  # on the edition's clocks, which the newsroom file names
        except ValueError as error:
            raise self.wrong(line, f"“{words}” is no date; write 2022-06-28, or 2022-06-28 14:05") from error

    def file(self, name: str) -> str:
        return name.replace("{edition}", self.edition)

    def wrong(self, line: int, why: str) -> ContentError:
        return ContentError(f"{self.name}.txt", line, why)


def _parts(text: str) -> Iterator[tuple[str, list[_Chunk], int]]:
    """The head and every edition: its code (empty for the head), its chunks, and the line where it begins."""
    edition, begun = "", 1
    chunks: list[_Chunk] = []
    lines: list[str] = []
    numbered = [*enumerate(text.splitlines(), 1)]
    for number, line in [*numbered, (len(numbered) + 1, "")]:
        start = _EDITION.fullmatch(line.strip())
        if lines and (start or not line.strip()):
            chunks.append(_Chunk(number - len(lines), tuple(lines)))
            lines = []
        if start:
            yield edition, chunks, begun
            edition, begun, chunks = start[1], number, []
        elif line.strip() and not line.startswith("//"):
            lines.append(line.strip())
    yield edition, chunks, begun


def _join(chunks: Sequence[_Chunk]) -> _Chunk:
    return _Chunk(chunks[0].line if chunks else 1, tuple(line for chunk in chunks for line in chunk.lines))


def _gathered(blocks: Iterator[Block]) -> Iterator[Block]:
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


def _listed(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(",") if part.strip())


def _inline(words: str, article_of: Callable[[str], int]) -> str:
    html = escape(words, quote=False)
    html = _BOLD.sub(r"<b>\1</b>", html)
    html = _ITALIC.sub(r"<i>\1</i>", html)
    return _LINK.sub(lambda found: f'<a linktype="page" id="{article_of(found[2])}">{found[1]}</a>', html)
