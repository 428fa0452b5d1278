"""Writes, translates and publishes passages and stories, each edition by the hands of its own people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import models

from rotativa.addresses.queries import owner
from rotativa.bylines.models import Author
from rotativa.daybook import queries as daybook
from rotativa.demo.bodies import Shelf
from rotativa.demo.furnishing import DEMO, made_before
from rotativa.demo.manuscripts import Manuscript, Version
from rotativa.demo.newsroom import Newsroom
from rotativa.demo.passages import Passage
from rotativa.demo.unfinished import bring, latest_act, started, translation_started
from rotativa.editions.models import Edition
from rotativa.kit.things import identity_of
from rotativa.pictures.models import Picture as PictureRow
from rotativa.staff.models import User
from rotativa.staff.permissions import RoleName
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.publish import publish as send_out
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.drafting import Words as DraftWords
from rotativa.stories.models import ArticlePage, PassageText
from rotativa.topics.models import Kind, Section, Topic

M = TypeVar("M", bound=models.Model)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cupboard:
    """What stories are made with, by the names that the content uses."""

    editions: Mapping[str, Edition]
    pictures: Mapping[str, PictureRow]
    documents: Mapping[str, int]
    sections: Mapping[str, Section]
    kinds: Mapping[str, Kind]
    topics: Mapping[str, Topic]
    authors: Mapping[str, Author]


@dataclass(frozen=True)
class Desk:
    """Who works for an edition: one who writes, one who publishes."""

    reporter: User
    editor: User


def desks(newsroom: Newsroom, people: Mapping[str, User]) -> Mapping[str, Desk]:
    """The desk of each edition: its first reporter and its first editor."""

    def first(role: str, edition: str) -> User:
        return next(people[one.user] for one in newsroom.logins if one.role == role and edition in one.editions)

    return {code: Desk(first(RoleName.REPORTER, code), first(RoleName.DESK_EDITOR, code)) for code in newsroom.codes}


def publish_background(
    passages: Mapping[str, Passage], cupboard: Cupboard, at: Mapping[str, Desk]
) -> Mapping[str, int]:
    """The passages by their names, written and out in each edition where they never were."""
    made = dict(made_before("passage.added", "name"))
    found = {}
    for passage in passages.values():
        before = made.get(passage.called) or made.get(passage.name)  # a demo of former days called it as its file
        found[passage.name] = before or add_passage(DEMO, passage.called).pk
        known, keeper = found[passage.name], cupboard.authors[passage.keeper].pk
        out = PassageText.objects.filter(passage=known, snapshot__isnull=False).values_list("edition_id", flat=True)
        for edition in passage.texts.keys() - set(out):
            text, desk = passage.texts[edition], at[edition]
            body = Shelf().body(text.body)
            save_passage(
                desk.reporter, known, edition, title=text.title, body=body, keeper=keeper, checked=passage.checked
            )
            publish_passage(desk.editor, known, edition)
    return found


def publish(
    stories: Sequence[Manuscript],
    cupboard: Cupboard,
    background: Mapping[str, int],
    at: Mapping[str, Desk],
    say: Say,
) -> Mapping[str, ArticlePage]:
    """Brings every edition as far as it is to be; those that others lead to come first. Gives what is public."""
    by_name = {story.name: story for story in stories}
    order = TopologicalSorter({story.name: story.stories() for story in stories})
    originals: dict[str, ArticlePage] = {}
    pictures = {file: picture.pk for file, picture in cupboard.pictures.items()}
    shelf = Shelf(pictures, cupboard.documents, background, originals)
    tellings = [_Telling(by_name[name], cupboard, at, shelf) for name in order.static_order()]
    for telling in tellings:
        story = telling.story
        out = (version.edition for version in story.versions if version.published)
        with _said(say, f"story “{story.name}” in {', '.join(out)}"):
            if story.original.published:
                originals[story.name] = telling.publish()
    for telling in tellings:  # last, so that it stands first in the list of stories
        story = telling.story
        if lies := [version.edition for version in story.versions if version.is_open]:
            with _said(say, f"story “{story.name}” lies at the desk in {', '.join(lies)}"):
                telling.leave(originals.get(story.name))
    return originals


@contextmanager
def _said(say: Say, words: str) -> Iterator[None]:
    """Says it where anything was done: on a second run all of it is there."""
    before = daybook.head()
    yield
    if daybook.head() != before:
        say(words)


@dataclass(frozen=True)
class _Telling:
    """One story on its way out."""

    story: Manuscript
    cupboard: Cupboard
    desks: Mapping[str, Desk]
    shelf: Shelf

    def publish(self) -> ArticlePage:
        """Publishes what is to be public and never was; gives the original."""
        original = self._known() or self._written()
        self._send_out(original, self.story.original)
        for version in self.story.versions[1:]:
            article = self._in(original, version)
            if version.published is not None and (article is None or article.first_out is None):
                self._send_out(self._translated(original, article, version), version)
        return original

    def leave(self, original: ArticlePage | None) -> None:
        """Writes the rest, each edition as far as it is to be, where nobody has taken it elsewhere."""
        original = original or self._begun()
        if original is None:
            return  # somebody deleted the draft
        for version in self.story.versions:
            article = self._in(original, version)
            if article is None and translation_started(original, version.edition):
                continue  # somebody deleted it
            if article is None or latest_act(article) == "edition.started":
                article = self._translated(original, article, version)
            self._bring(article, version)

    def _begun(self) -> ArticlePage | None:
        """The original that readers have not got: written now, if it never was; none where it was deleted."""
        version = self.story.original
        was_started, original = started(self._desk(version).reporter, version.headline)
        return original if was_started else self._written()

    def _known(self) -> ArticlePage | None:
        """The original that an earlier run wrote, wherever it stands now; a draft where that run was stopped."""
        version = self.story.original
        edition = self.cupboard.editions[version.edition]
        holder = owner(f"/{edition.prefix}/{version.published:%Y/%m/%d}/{version.slug}/")
        drafts = ArticlePage.objects.filter(edition=version.edition, public_slug=version.slug, first_out=None)
        known: ArticlePage | None = ArticlePage.objects.get(pk=identity_of(holder)) if holder else drafts.first()
        return known

    def _in(self, original: ArticlePage, version: Version) -> ArticlePage | None:
        found: ArticlePage | None = ArticlePage.objects.filter(story=original.story_id, edition=version.edition).first()
        return found

    def _desk(self, version: Version) -> Desk:
        return self.desks[version.edition]

    def _zone(self, version: Version) -> ZoneInfo:
        return ZoneInfo(self.cupboard.editions[version.edition].zone)

    def _written(self) -> ArticlePage:
        version = self.story.original
        words = self._words(version)
        words["section"] = self.cupboard.sections[self.story.section].pk
        words["kind"] = self.cupboard.kinds[self.story.kind].pk
        words["topics"] = _numbers(self.cupboard.topics, self.story.topics)
        words["authors"] = _numbers(self.cupboard.authors, self.story.authors)
        words["body"] = self.shelf.body(version.body)
        return start_story(self.desks[version.edition].reporter, version.edition, **words)

    def _translated(self, original: ArticlePage, begun: ArticlePage | None, version: Version) -> ArticlePage:
        """The edition as it is started from the original, with its texts filled in: blocks keep their names."""
        reporter = self.desks[version.edition].reporter
        article = begun or start_edition(reporter, original.story_id, version.edition)
        words = self._words(version)
        words["body"] = self.shelf.filled(list(article.body.raw_data), version.body)
        return save_draft(reporter, article, **words)

    def _send_out(self, article: ArticlePage, version: Version) -> None:
        if article.first_out is None and version.published is not None:
            first_out = version.published.replace(tzinfo=self._zone(version))
            send_out(self._desk(version).editor, article, first_out=first_out)

    def _bring(self, article: ArticlePage, version: Version) -> None:
        desk = self._desk(version)
        if version.published is None:
            bring(article, version.stands, self._zone(version), reporter=desk.reporter, editor=desk.editor)
        elif version.since and latest_act(article) == "article.published":
            save_draft(desk.reporter, article, **_since(version))

    def _words(self, version: Version) -> DraftWords:
        return {
            "headline": version.headline,
            "standfirst": version.standfirst,
            "kicker": version.kicker,
            "dateline": version.dateline,
            "slug": version.slug,
            "translators": _numbers(self.cupboard.authors, version.translators),
            "reviewers": _numbers(self.cupboard.authors, version.reviewers),
            "picture": self.cupboard.pictures[version.lead.file].pk,
            "caption": version.lead.caption,
        }


def _since(version: Version) -> DraftWords:
    """What was written after it went out."""
    words: DraftWords = {}
    if headline := version.since.get("headline"):
        words["headline"] = headline
    if standfirst := version.since.get("standfirst"):
        words["standfirst"] = standfirst
    return words


def _numbers(rows: Mapping[str, M], names: Sequence[str]) -> list[int]:
    return [rows[name].pk for name in names]
