"""The list of stories: one row a story, one cell an edition, from the read table; headlines of schedules are theirs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rotativa.desk.queries.plainly import rows
from rotativa.stories import finding
from rotativa.stories.ahead import headlines_ahead
from rotativa.stories.finding import Term
from rotativa.stories.models import ArticleRow, State, Withdrawal

PAGE = 50
MOST_NEWS = 100
_COUNTED_FOR = 10  # seconds; a number on a tab may be so old

TOLD = Withdrawal.objects.exclude(headline="")
"""Withdrawals of which readers are told which article stood there."""

STATES: Mapping[str, Q] = {
    "draft": Q(in_work=True, stands=State.DRAFT),
    "waiting": Q(in_work=True, asked=True),
    "scheduled": Q(in_work=True, scheduled_at__isnull=False),
    "held": Q(in_work=True, scheduled_at__isnull=False) & ~Q(held=[]),
    "out": Q(stands=State.OUT),
    "edited": Q(in_work=True, stands=State.OUT, edited=True),
    "withdrawn": Q(stands=State.WITHDRAWN),
    "told": Q(stands=State.WITHDRAWN, article__in=TOLD.values("article")),
}
"""What an article is like that stands so. Who has no article in an edition stands there as ``NONE``."""
NONE = "none"

TABS: Mapping[str, Q] = {
    "all": Q(),
    "drafts": STATES["draft"],
    "waiting": STATES["waiting"],
    "scheduled": STATES["scheduled"],
    "held": STATES["held"],
    "out": STATES["out"],
    "withdrawn": STATES["withdrawn"],
    "mine": Q(in_work=True),
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
    gated: bool = False  # scheduled, and a gate will hold it as things are; only the list of stories looks
    told: bool = False  # withdrawn, and its address says which article stood there; only lists of stories know
    beside: tuple[str, str] = ("", "")
    """The edition and headline of the original where the article has no headline yet; only the first screen looks."""


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
    """What a person asks the list for: stories of which one article is all of this."""

    tab: str = "all"
    edition: str = ""
    state: str = ""
    sections: tuple[int, ...] = ()
    """One, and those that were merged into it."""
    kind: int | None = None
    first: str = ""
    """The edition in which it was written first."""
    since: datetime | None = None
    until: datetime | None = None
    terms: tuple[Term, ...] = ()
    """Words, people and topics."""
    is_of_nobody: bool = False
    """Somebody was asked for, or a topic, of that name, and there is none."""
    owner: int | None = None
    within: tuple[str, ...] = ()
    """The editions that the person may read."""
    before: tuple[datetime, UUID] | None = None


def lines(wanted: Wanted) -> tuple[tuple[Line, ...], bool]:
    """A page of stories by newest change, and whether there are older ones. Two queries, however long the list is."""
    found = [story for _changed, story in _stories(wanted)[: PAGE + 1]]
    return of_stories(found[:PAGE], wanted.within), len(found) > PAGE


def of_stories(stories: Sequence[UUID], within: Sequence[str]) -> tuple[Line, ...]:
    """These stories in this order, with what of them stands in these editions; one that is gone is left out."""
    articles = _known().filter(story__in=stories, edition_id__in=within)
    by_story: dict[UUID, list[ArticleRow]] = {}
    for article in articles:
        by_story.setdefault(article.story_id, []).append(article)
    found = [_line(by_story[story]) for story in stories if story in by_story]
    return tuple(_as_scheduled(found))


def _as_scheduled(found: Sequence[Line]) -> Iterator[Line]:
    """What is scheduled is called as it goes out, whatever its draft is called by now. One query, where anything is."""
    called = headlines_ahead([line.cell.article for line in found if line.cell.scheduled_at])
    for line in found:
        headline = called.get(line.cell.article, line.cell.headline)
        yield replace(line, cell=replace(line.cell, headline=headline)) if called else line


def news(wanted: Wanted, since: datetime) -> int:
    """How many stories came into this list, or changed in it, since that moment; ``MOST_NEWS`` at most."""
    return _stories(wanted).filter(story_changed__gt=since)[:MOST_NEWS].count()


def numbers(owner: int) -> Mapping[str, int]:
    """How many stories stand in the lists of open work; lists without a number are too long to be counted each time."""
    kept: Mapping[str, int] | None = cache.get(f"desk:tabs:{owner}")
    if kept is not None:
        return kept
    counts = {name: Count("story", filter=TABS[name], distinct=True) for name in _COUNTED}
    mine = Count("story", filter=Q(owner=owner), distinct=True)
    found: Mapping[str, int] = rows().filter(in_work=True).aggregate(**counts, mine=mine)
    cache.set(f"desk:tabs:{owner}", found, _COUNTED_FOR)
    return found


def cells_of(story: UUID) -> Mapping[str, Cell]:
    """One story in all its editions, by edition. One query."""
    found = _known().filter(story=story)
    return {row.edition_id: cell(row, row.story.original_id) for row in found}


def of_articles(articles: Sequence[int], within: Sequence[str]) -> Mapping[int, Cell]:
    """These articles, as far as they are there and stand in these editions. One query."""
    found = ArticleRow.objects.filter(article__in=articles, edition_id__in=within).select_related("story")
    return {row.article_id: cell(row, row.story.original_id) for row in found}


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
        told=getattr(row, "told", False),
    )


def _known() -> QuerySet[ArticleRow]:
    return (
        ArticleRow.objects.annotate(told=Exists(TOLD.filter(article=OuterRef("article"))))
        .select_related("story")
        .order_by("article")
    )


def _stories(wanted: Wanted) -> "QuerySet[ArticleRow, tuple[Any, ...]]":
    """When and which, newest first: the rows of a story's articles stand side by side in that order."""
    known = rows().filter(TABS.get(wanted.tab, Q()), place__in=wanted.within)
    if wanted.is_of_nobody:
        known = known.none()
    if wanted.tab == "mine":
        known = known.filter(owner=wanted.owner)
    if wanted.state == NONE:
        known = known.filter(_lacking((wanted.edition,) if wanted.edition else wanted.within))
    else:
        known = known.filter(STATES.get(wanted.state, Q()), **_given(place=wanted.edition))
    known = known.filter(
        **_given(
            draft_section__in=wanted.sections,
            draft_kind=wanted.kind,
            first_in=wanted.first,
            story_changed__gte=wanted.since,
            story_changed__lt=wanted.until,
        )
    )
    if wanted.before is not None:
        changed, story = wanted.before
        known = known.filter(Q(story_changed__lt=changed) | Q(story__lt=story), story_changed__lte=changed)
    found = finding.among(known, wanted.terms)
    return found.order_by("-story_changed", "-story_id").values_list("story_changed", "story_id").distinct()


def _lacking(editions: Sequence[str]) -> Q:
    """Of stories that have no article in one of these editions."""
    lacking = Q()
    for edition in editions:
        lacking |= ~Q(Exists(ArticleRow.objects.filter(story=OuterRef("story"), edition_id=edition)))
    return lacking


def _given(**conditions: object) -> dict[str, Any]:
    return {name: value for name, value in conditions.items() if value not in (None, "", ())}


def _line(articles: Sequence[ArticleRow]) -> Line:
    original = articles[0].story.original_id
    called = next((article for article in articles if article.article_id == original), articles[0])
    return Line(
        story=called.story_id,
        changed=called.story_changed,
        who=max(articles, key=lambda article: article.changed).actor_name,
        cell=cell(called, original),
        section=called.draft_section,
        kind=called.draft_kind,
        cells={article.edition_id: cell(article, original) for article in articles},
    )
