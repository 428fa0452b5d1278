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
    [live: 2022-06-28 18:30, last] headline     with which the coverage ends

An edition says ``published: 2022-06-28 14:05``; or, where readers have not got it, how far it is: ``stands: draft``,
``stands: to be read``, or ``stands: scheduled in 1 day at 07:00``, counted from the day on which the demo is built.
``headline since`` and ``standfirst since`` are what its people wrote after it went out, and did not send out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum
from pathlib import Path

from rotativa.demo.blocks import Block, Context, Document, Picture, stories_in, walk
from rotativa.demo.body_reader import BodyReader
from rotativa.demo.sheets import Part, Sheet, listed

STORIES = Path(__file__).parent / "content" / "stories"

_HEAD = {"original", "section", "kind", "topics", "authors", "lead"}
_EDITION_NEEDS = {"slug", "headline", "standfirst", "lead caption"}
_EDITION_MAY = {"kicker", "dateline", "translators", "reviewers", "published", "stands"}
_SINCE = {"headline since": "headline", "standfirst since": "standfirst"}
_STANDS = re.compile(r"(?P<stage>draft|to be read)|scheduled in (?P<days>\d+) days? at (?P<at>\d\d:\d\d)")


class Stage(Enum):
    """How far an edition is on its way to readers."""

    DRAFT = "draft"
    ASKED = "to be read"
    SCHEDULED = "scheduled"
    OUT = "out"


@dataclass(frozen=True)
class Standing:
    """Where the demo leaves an edition."""

    stage: Stage
    days: int = 0
    """After the day on which the demo is built; of what is scheduled."""
    at: time = time.min
    """On the clocks of the edition."""


@dataclass(frozen=True)
class Version:
    """A story in one edition."""

    edition: str
    slug: str
    headline: str
    standfirst: str
    kicker: str
    dateline: str
    published: datetime | None  # on the clocks of the edition; None where readers have not got it
    translators: tuple[str, ...]
    reviewers: tuple[str, ...]
    lead: Picture
    body: tuple[Block, ...]
    stands: Standing = Standing(Stage.OUT)
    since: Mapping[str, str] = field(default_factory=dict)
    """What was changed after it went out, and waits at the desk: words by the names that drafts have for them."""

    @property
    def is_open(self) -> bool:
        """Whether something of it lies at the desk that readers have not got."""
        return self.published is None or bool(self.since)

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
    fields = sheet.fields(part.chunks[0], _EDITION_NEEDS, _EDITION_MAY | _SINCE.keys())
    published, stands = _on_its_way(sheet, part, fields)
    reader = BodyReader(sheet, part.edition)
    return Version(
        edition=part.edition,
        slug=fields["slug"],
        headline=fields["headline"],
        standfirst=fields["standfirst"],
        kicker=fields.get("kicker", ""),
        dateline=fields.get("dateline", ""),
        published=published,
        translators=listed(fields.get("translators", "")),
        reviewers=listed(fields.get("reviewers", "")),
        lead=Picture(reader.file(lead), fields["lead caption"]),
        body=reader.body(part.chunks[1:]),
        stands=stands,
        since={_SINCE[name]: words for name, words in fields.items() if name in _SINCE},
    )


def _on_its_way(sheet: Sheet, part: Part, fields: Mapping[str, str]) -> tuple[datetime | None, Standing]:
    line = part.chunks[0].line
    if ("published" in fields) == ("stands" in fields):
        raise sheet.wrong(line, "an edition says either when it was published, or how it stands")
    if "published" in fields:
        return sheet.moment(fields["published"], line), Standing(Stage.OUT)
    if fields.keys() & _SINCE.keys():
        raise sheet.wrong(line, "only what readers have got was changed since")
    told = _STANDS.fullmatch(fields["stands"])
    if told is None:
        raise sheet.wrong(line, "write “draft”, “to be read”, or “scheduled in 1 day at 07:00”")
    if told["stage"]:
        return None, Standing(Stage(told["stage"]))
    if int(told["days"]) < 1:
        raise sheet.wrong(line, "what is scheduled goes out on a day after that of the demo")
    return None, Standing(Stage.SCHEDULED, int(told["days"]), time.fromisoformat(told["at"]))
