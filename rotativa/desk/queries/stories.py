"""The list of stories: one row a story, one cell an edition, from the read table alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rotativa.stories.models import ArticleRow, State, StoryRow

PAGE = 50
_COUNTED_FOR = 10  # seconds; a number on a tab may be so old

TABS: Mapping[str, Q] = {
    "all": Q(),
    "drafts": Q(state=State.DRAFT),
    "waiting": Q(asked=True),
    "scheduled": Q(scheduled_at__isnull=False),
    "held": Q(scheduled_at__isnull=False) & ~Q(held=[]),
    "out": Q(state=State.OUT),
    "withdrawn": Q(state=State.WITHDRAWN),
    "mine": Q(),
}
"""The ready-made lists: which article a story must have to be in it."""

_COUNTED = ("drafts", "waiting", "scheduled", "held")


@dataclass(frozen=True)
class Cell:
    """A story in one edition."""

    article: int
    edition: str
    state: str  # one of ``words.STATES``
    since: datetime
    scheduled_at: datetime | None
    held: tuple[str, ...]
    asked: bool
    edited: bool
    original: bool
    headline: str
    who: str
    changed: datetime


@dataclass(frozen=True)
class Line:
    """A story with its editions: ``cell`` is the one it is called by, the original if any; ``who`` changed it last."""

    story: UUID
    changed: datetime
    who: str
    cell: Cell
    section: int | None
    kind: int | None
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Wanted:
    """What a person asks the list for."""

    tab: str = "all"
    words: str = ""
    edition: str = ""
    owner: int | None = None
    before: tuple[datetime, UUID] | None = None


def lines(wanted: Wanted) -> tuple[tuple[Line, ...], bool]:
    """A page of stories by newest change, and whether there are older ones. Two queries, however long the list is."""
    rows = list(_stories(wanted)[: PAGE + 1])
    found = rows[:PAGE]
    articles = ArticleRow.objects.filter(story__in=[row.story_id for row in found]).order_by("article")
    by_story: dict[UUID, list[ArticleRow]] = {}
    for article in articles:
        by_story.setdefault(article.story_id, []).append(article)
    shown = (_line(row, by_story.get(row.story_id, [])) for row in found)
    return tuple(line for line in shown if line is not None), len(rows) > PAGE


def numbers(owner: int) -> Mapping[str, int]:
    """How many stories stand in the lists of open work; lists without a number are too long to be counted each time."""
    kept: Mapping[str, int] | None = cache.get(f"desk:tabs:{owner}")
    if kept is not None:
        return kept
    counts = {name: Count("story", filter=TABS[name], distinct=True) for name in _COUNTED}
    mine = Count("story", filter=Q(article__owner=owner), distinct=True)
    open_rows = ArticleRow.objects.filter(
        Q(state__in=(State.DRAFT, State.WAITING, State.SCHEDULED)) | Q(asked=True) | Q(edited=True)
    )
    found: Mapping[str, int] = open_rows.aggregate(**counts, mine=mine)
    cache.set(f"desk:tabs:{owner}", found, _COUNTED_FOR)
    return found


def cells_of(story: UUID) -> Mapping[str, Cell]:
    """One story in all its editions, by edition. One query."""
    rows = ArticleRow.objects.filter(story=story).select_related("story").order_by("article")
    return {row.edition_id: cell(row, row.story.original_id) for row in rows}


def cell(row: ArticleRow, original: int | None) -> Cell:
    """A row of the read table as the desk shows it: what is scheduled and held by a gate has a state of its own."""
    return Cell(
        article=row.article_id,
        edition=row.edition_id,
        state="held" if row.held and row.scheduled_at else str(row.state),
        since=row.since,
        scheduled_at=row.scheduled_at,
        held=tuple(row.held),
        asked=row.asked,
        edited=row.edited,
        original=row.article_id == original,
        headline=row.draft_headline or row.headline,
        who=row.actor_name,
        changed=row.changed,
    )


def _stories(wanted: Wanted) -> QuerySet[StoryRow, StoryRow]:
    stories = StoryRow.objects.select_related("story").order_by("-changed", "-story")
    articles = Q() if wanted.tab not in TABS else TABS[wanted.tab]
    if wanted.edition:
        articles &= Q(edition=wanted.edition)
    if wanted.tab == "mine":
        articles &= Q(article__owner=wanted.owner) & (
            Q(state__in=(State.DRAFT, State.WAITING, State.SCHEDULED)) | Q(edited=True)
        )
    for word in wanted.words.split():
        articles &= Q(draft_headline__icontains=word) | Q(headline__icontains=word)
    if articles:
        stories = stories.filter(Exists(ArticleRow.objects.filter(articles, story=OuterRef("story"))))
    if wanted.before is not None:
        changed, story = wanted.before
        stories = stories.filter(Q(changed__lt=changed) | Q(changed=changed, story__lt=story))
    return stories


def _line(row: StoryRow, articles: Iterable[Any]) -> Line | None:
    known = list(articles)
    if not known:  # a story whose one draft was deleted this moment
        return None
    original = row.story.original_id
    called = next((article for article in known if article.article_id == original), known[0])
    return Line(
        story=row.story_id,
        changed=row.changed,
        who=max(known, key=lambda article: article.changed).actor_name,
        cell=cell(called, original),
        section=called.draft_section,
        kind=called.draft_kind,
        cells={article.edition_id: cell(article, original) for article in known},
    )
