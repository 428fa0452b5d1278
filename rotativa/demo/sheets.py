"""Sheets of text as authors write them: a head of fields, then editions; a mistake is told with its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rotativa.demo.errors import ContentError

_EDITION = re.compile(r"===\s*(\S+)")
_FIELD = re.compile(r"([a-z][a-z ]*):\s*(.*)")


@dataclass(frozen=True)
class Chunk:
    """Lines between two empty ones."""

    line: int
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it as one line."""
        return " ".join(self.lines)

    def rest(self) -> "Chunk":
        """The lines behind the first."""
        return Chunk(self.line + 1, self.lines[1:])


@dataclass(frozen=True)
class Part:
    """The head, whose edition is empty, or an edition, with the line where it begins."""

    edition: str
    line: int
    chunks: Sequence[Chunk]


@dataclass(frozen=True)
class Sheet:
    """One file; ``name`` is what mistakes are told with."""

    name: str
    text: str

    def parts(self) -> tuple[Part, ...]:
        """The head and every edition. Raises ``ContentError`` for an edition that comes twice."""
        parts = tuple(_parts(self.text))
        seen: set[str] = set()
        for part in parts:
            if part.edition in seen:
                raise self.wrong(part.line, f"the edition “{part.edition}” comes twice")
            seen.add(part.edition)
        return parts

    def head(self, part: Part, needed: set[str]) -> dict[str, str]:
        """The fields of the head, wherever empty lines stand among them."""
        lines = tuple(line for chunk in part.chunks for line in chunk.lines)
        return self.fields(Chunk(part.chunks[0].line if part.chunks else 1, lines), needed, set())

    def fields(self, chunk: Chunk, needed: set[str], possible: set[str]) -> dict[str, str]:
        """The fields of a chunk. Raises ``ContentError`` for one that is missing, unknown or empty."""
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
        """A day, or a day and a time on the clocks of an edition, which the newsroom file names."""
        try:
            return datetime.fromisoformat(words)
        except ValueError as error:
            raise self.wrong(line, f"“{words}” is no date; write 2022-06-28, or 2022-06-28 14:05") from error

    def wrong(self, line: int, why: str) -> ContentError:
        """The mistake in this line."""
        return ContentError(f"{self.name}.txt", line, why)


def listed(words: str) -> tuple[str, ...]:
    """Names between commas."""
    return tuple(part.strip() for part in words.split(",") if part.strip())


def _parts(text: str) -> Iterator[Part]:
    edition, begun = "", 1
    chunks: list[Chunk] = []
    lines: list[str] = []
    numbered = [*enumerate(text.splitlines(), 1)]
    for number, line in [*numbered, (len(numbered) + 1, "")]:
        start = _EDITION.fullmatch(line.strip())
        if lines and (start or not line.strip()):
            chunks.append(Chunk(number - len(lines), tuple(lines)))
            lines = []
        if start:
            yield Part(edition, begun, chunks)
            edition, begun, chunks = start[1], number, []
        elif line.strip() and not line.startswith("//"):
            lines.append(line.strip())
    yield Part(edition, begun, chunks)
