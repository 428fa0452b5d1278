"""Stories as their authors wrote them: one text file a story, all its editions in it.

The head names what the editions share; ``=== es`` begins an edition: its fields, an empty line, its text. Empty lines
part the blocks. ``//`` begins a remark, and ``{edition}`` in the name of a file is the edition's code. A block is a
paragraph, with ``*italic*``, ``**bold**`` and ``[words](story:night-ferry)``, or one of these, in which what follows on
lines of its own is written on such lines::

    ## Subhead                              [picture: port.png] caption
    [quote: speaker] words                  [read: night-ferry]
    [document: report.pdf] title            [context: strait]           a passage of ``passages``
    [statement]                             [embed]                     each with its fields
    [timeline: title]                       1999 .. 2012: words         or 1999-07-04: words
    [table: caption]                        | Head | # Figures |        then rows, and source: words
    [factbox: title]                        **Point.** Words.           a paragraph a line
    [gallery: title]                        port.png: caption
    [live: 2022-06-28 14:05] headline       and all that follows, up to the next; newest first
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rotativa.demo.blocks import Block, Context, Document, Picture, stories_in, walk
from rotativa.demo.body_reader import BodyReader
from rotativa.demo.sheets import Part, Sheet, listed

STORIES = Path(__file__).parent / "content" / "stories"

_HEAD = {"original", "section", "kind", "topics", "authors", "lead"}
_EDITION_NEEDS = {"slug", "headline", "standfirst", "published", "lead caption"}
_EDITION_MAY = {"kicker", "dateline", "translators", "reviewers"}


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
        yield from (block.file for block in walk(self.body) if isinstance(block, Picture))

    def documents(self) -> Iterator[str]:
        """The files that readers are offered."""
        return (block.file for block in walk(self.body) if isinstance(block, Document))

    def passages(self) -> Iterator[str]:
        """The passages of background that it uses."""
        return (block.passage for block in walk(self.body) if isinstance(block, Context))


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
        return {story for version in self.versions for story in stories_in(version.body)}


def read_all(folder: Path = STORIES) -> tuple[Manuscript, ...]:
    """Every story of the folder, by name. Raises ``ContentError``."""
    return tuple(read(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.txt")))


def read(text: str, name: str) -> Manuscript:
    """The story in this text. Raises ``ContentError``."""
    sheet = Sheet(name, text)
    first, *editions = sheet.parts()
    head = sheet.head(first, _HEAD)
    by_edition = {part.edition: _version(sheet, part, head["lead"]) for part in editions}
    original = by_edition.pop(head["original"], None)
    if original is None:
        raise sheet.wrong(1, f"the original is “{head['original']}”, and there is no edition “=== {head['original']}”")
    return Manuscript(
        name=name,
        section=head["section"],
        kind=head["kind"],
        topics=listed(head["topics"]),
        authors=listed(head["authors"]),
        versions=(original, *by_edition.values()),
    )


def _version(sheet: Sheet, part: Part, lead: str) -> Version:
    if not part.chunks[1:]:
        raise sheet.wrong(part.line, f"the edition “{part.edition}” needs its fields, an empty line, and its text")
    fields = sheet.fields(part.chunks[0], _EDITION_NEEDS, _EDITION_MAY)
    reader = BodyReader(sheet, part.edition)
    return Version(
        edition=part.edition,
        slug=fields["slug"],
        headline=fields["headline"],
        standfirst=fields["standfirst"],
        kicker=fields.get("kicker", ""),
        dateline=fields.get("dateline", ""),
        published=sheet.moment(fields["published"], part.chunks[0].line),
        translators=listed(fields.get("translators", "")),
        reviewers=listed(fields.get("reviewers", "")),
        lead=Picture(reader.file(lead), fields["lead caption"]),
        body=reader.body(part.chunks[1:]),
    )
