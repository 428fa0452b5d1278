"""Whether the content of the demo fits together, asked before anything of it is built."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from rotativa.demo.blocks import Block, Factbox, Gallery, Live, Table, Timeline, Words, stories_in
from rotativa.demo.furnishing import DOCUMENTS
from rotativa.demo.gallery import Drawing
from rotativa.demo.manuscripts import Manuscript, Version
from rotativa.demo.newsroom import Named, Newsroom
from rotativa.demo.passages import Passage
from rotativa.kit.slugs import why_not


def mistakes(
    newsroom: Newsroom,
    stories: Sequence[Manuscript],
    gallery: Mapping[str, Drawing],
    passages: Mapping[str, Passage],
) -> tuple[str, ...]:
    """What does not fit, in sentences that say where; empty where all does."""
    content = _Content(newsroom, stories, gallery, passages)
    return (
        *content.of_newsroom(),
        *(line for passage in passages.values() for line in content.of_passage(passage)),
        *(line for story in stories for line in content.of_story(story)),
    )


@dataclass(frozen=True)
class _Content:
    """All of it, for each part is held against the others."""

    newsroom: Newsroom
    stories: Sequence[Manuscript]
    gallery: Mapping[str, Drawing]
    passages: Mapping[str, Passage]

    def of_newsroom(self) -> Iterator[str]:
        newsroom = self.newsroom
        for named in (*newsroom.sections, *newsroom.topics, *newsroom.authors):
            for code, name in named.names.items():
                if wrong := why_not(name.slug):
                    yield f"{named.key}, {code}: slug “{name.slug}”: {wrong}"
        for author in newsroom.authors:
            yield from self._of_picture(f"author {author.key}", author.portrait, newsroom.codes)
        for login in newsroom.logins:
            for code in sorted(set(login.editions).difference(newsroom.codes)):
                yield f"login {login.user}: there is no edition “{code}”"

    def of_passage(self, passage: Passage) -> Iterator[str]:
        yield from self._unknown(passage.name, "author", (passage.keeper,), self.newsroom.authors)
        shapes = {self._shape(text.body, edition) for edition, text in passage.texts.items()}
        if len(shapes) > 1:
            yield f"{passage.name}: its editions have not the same blocks and paragraphs, one by one"

    def of_story(self, story: Manuscript) -> Iterator[str]:
        newsroom = self.newsroom
        people = [
            *story.authors,
            *(person for version in story.versions for person in (*version.translators, *version.reviewers)),
        ]
        yield from self._unknown(story.name, "section", (story.section,), newsroom.sections)
        yield from self._unknown(story.name, "kind", (story.kind,), newsroom.kinds)
        yield from self._unknown(story.name, "topic", story.topics, newsroom.topics)
        yield from self._unknown(story.name, "author", people, newsroom.authors)
        for target in sorted(story.stories().difference(other.name for other in self.stories)):
            yield f"{story.name}: leads to a story “{target}” that does not exist"
        for version in story.versions:
            where = f"{story.name}, {version.edition}"
            if version.edition not in newsroom.codes:
                yield f"{where}: there is no such edition"
                continue
            yield from self._of_version(where, version)
            yield from self._of_translation(where, version, story.original)
            yield from self._later(where, version)

    def _of_version(self, where: str, version: Version) -> Iterator[str]:
        if wrong := why_not(version.slug):
            yield f"{where}: slug “{version.slug}”: {wrong}"
        # A picture that nobody has described yet is what a draft may have, and then its gate says so.
        described = (version.edition,) if version.published else ()
        for file in version.pictures():
            yield from self._of_picture(where, file, described)
        for file in version.documents():
            if not (DOCUMENTS / file).is_file():
                yield f"{where}: there is no document “{file}”"
        for name in version.passages():
            if name not in self.passages or version.edition not in self.passages[name].texts:
                yield f"{where}: there is no passage “{name}” in this edition"

    def _later(self, where: str, version: Version) -> Iterator[str]:
        """What it leads to, though readers of this edition had not got it yet."""
        wanted = set(stories_in(version.body))
        for other in self.stories:
            for there in other.versions if other.name in wanted else ():
                if there.edition != version.edition:
                    continue
                if there.published is None:
                    yield f"{where}: leads to “{other.name}”, which is not out"
                elif version.published is not None and there.published > version.published:
                    yield f"{where}: leads to “{other.name}”, which went out later"

    def _of_translation(self, where: str, version: Version, original: Version) -> Iterator[str]:
        if version is original:
            return
        if version.published and not original.published:
            yield f"{where}: is out, and its original is not"
        if not version.translators:
            yield f"{where}: a translation says who translated it"
        if self._shape(version.body, version.edition) != self._shape(original.body, original.edition):
            yield f"{where}: its blocks and paragraphs are not those of the original, one by one"

    def _of_picture(self, where: str, file: str, codes: Iterable[str]) -> Iterator[str]:
        drawing = self.gallery.get(file)
        if drawing is None:
            yield f"{where}: there is no picture “{file}”"
            return
        if not drawing.credit:
            yield f"{where}: the picture “{file}” has no credit"
        for code in codes:
            if not drawing.alts.get(code, "").strip():
                yield f"{where}: the picture “{file}” has no alt text in “{code}”"
        if drawing.phone:
            yield from self._of_picture(where, drawing.phone, codes)

    def _unknown(self, where: str, what: str, keys: Iterable[str], known: Iterable[Named]) -> Iterator[str]:
        for key in sorted(set(keys).difference(one.key for one in known)):
            yield f"{where}: there is no {what} “{key}”"

    def _shape(self, body: Sequence[Block], edition: str) -> tuple[Any, ...]:
        """What is the same in every edition: blocks, paragraphs, dates, and moments on whatever clocks."""
        zone = ZoneInfo(next(one.zone for one in self.newsroom.editions if one.code == edition))
        return tuple((type(block).__name__, self._inside(block, edition, zone)) for block in body)

    def _inside(self, block: Block, edition: str, zone: ZoneInfo) -> Any:
        match block:
            case Words(paragraphs) | Factbox(_, Words(paragraphs)):
                return len(paragraphs)
            case Timeline(_, moments):
                return tuple((one.when, one.until) for one in moments)
            case Table(_, headings, figures, rows):
                return len(headings), figures, len(rows)
            case Gallery(_, pictures):
                return len(pictures)
            case Live(at, _, inside, is_last):
                return at.replace(tzinfo=zone).astimezone(UTC), is_last, self._shape(inside, edition)
        return None
