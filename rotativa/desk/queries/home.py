"""What the desk's first screen says: what goes wrong, what I have open, what goes out next, what went out today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from rotativa.desk.queries.plainly import rows
from rotativa.desk.queries.stories import Cell, cell
from rotativa.editions.queries import Masthead
from rotativa.fronts.queries import scheduled_fronts
from rotativa.stories.ahead import edited_ahead, gates_ahead, headlines_ahead, next_out
from rotativa.stories.models import ArticleRow, State
from rotativa.stories.rules import Gate

MOST_OUT = 200
MOST = 8  # rows in each part; the rest is in Stories


@dataclass(frozen=True)
class Out:
    """An article that went out today, by the headline that readers have: when last, and whether that was new."""

    cell: Cell
    headline: str
    at: datetime
    is_new: bool


@dataclass(frozen=True)
class OutToday:
    """What went out today in one edition, newest first."""

    edition: Masthead
    number: int
    shown: tuple[Out, ...]

    @property
    def more(self) -> int:
        """How many of them are not shown."""
        return self.number - len(self.shown)


def my_open(owner: int) -> tuple[tuple[Cell, ...], int]:
    """The open work of a person, newest change first, and how much there is."""
    unfinished = Q(stands__in=(State.DRAFT, State.WAITING)) | Q(stands=State.OUT, edited=True)
    found = list(_rows().filter(unfinished, in_work=True, owner=owner).order_by("-changed")[: MOST * 4])
    return tuple(_cells(found[:MOST])), len(found)


def to_read(editions: Sequence[str]) -> tuple[Cell, ...]:
    """What waits for a reader in these editions, oldest first."""
    return tuple(_cells(_rows().filter(in_work=True, asked=True, place__in=editions).order_by("since")[:MOST]))


@dataclass(frozen=True)
class Next:
    """What is scheduled, and why it will not go out as things are: a sentence for each gate, none where it can."""

    cell: Cell
    gates: tuple[str, ...]
    is_edited: bool
    """Whether something was changed since, which does not go out with it."""


@dataclass(frozen=True)
class NextFront:
    """A front that is scheduled."""

    edition: str
    at: datetime
    by: str


def going_out(editions: Collection[str]) -> tuple[Next | NextFront, ...]:
    """What is scheduled in these editions, stories and fronts, in the order of the clock."""
    gates, edited, coming = gates_ahead(), edited_ahead(), next_out()
    called = headlines_ahead(sorted(edited))
    timed: list[tuple[datetime, Next | NextFront]] = [
        (row.scheduled_at, _next(row, gates.get(row.article_id, ()), row.article_id in edited, called))
        for row in coming
        if row.scheduled_at is not None and row.edition_id in editions
    ]
    timed += [(one.at, NextFront(code, one.at, one.by)) for code, one in scheduled_fronts() if code in editions]
    return tuple(one for _at, one in sorted(timed, key=lambda pair: pair[0]))


def _next(row: ArticleRow, gates: Sequence[Gate], is_edited: bool, called: Mapping[int, str]) -> Next:
    shown = cell(row, row.story.original_id)
    shown = replace(shown, headline=called.get(row.article_id, shown.headline))
    return Next(shown, tuple(gate.sentence for gate in gates), is_edited)


def out_today(editions: Sequence[Masthead]) -> tuple[OutToday, ...]:
    """What went out since midnight, in each edition's own day."""
    starts = {edition.code: _midnight(edition) for edition in editions}
    if not starts:
        return ()
    day = Q()
    for code, start in starts.items():
        day |= Q(place=code) & (Q(since__gte=start) | Q(updated__gte=start))
    found: Mapping[str, list[Out]] = {code: [] for code in starts}
    # Whatever happened to an article today, its story has changed today: few rows, whatever there is.
    today = _rows().filter(day, stands=State.OUT, story_changed__gte=min(starts.values()))
    for row in today.annotate(last=Greatest("since", Coalesce("updated", "since"))).order_by("-last")[:MOST_OUT]:
        last = max(row.since, row.updated or row.since)
        # A first version is new whatever day it is given: what was published elsewhere before keeps the day of then.
        found[row.edition_id].append(Out(cell(row, row.story.original_id), row.headline, last, row.updated is None))
    return tuple(OutToday(edition, len(found[edition.code]), tuple(found[edition.code][:4])) for edition in editions)


def _rows() -> QuerySet[Any, Any]:
    return rows().select_related("story")


def _cells(found: Sequence[ArticleRow] | QuerySet[ArticleRow, ArticleRow]) -> list[Cell]:
    """What is to be written or read. Without a headline yet, it is known by that of its original: one query more."""
    cells = [cell(row, row.story.original_id) for row in found]
    begun = {one.article: row.story.original_id for one, row in zip(cells, found, strict=True) if not one.headline}
    if not begun:
        return cells
    called = {row.article_id: row for row in ArticleRow.objects.filter(article__in=set(begun.values()))}
    beside = {article: called[original] for article, original in begun.items() if original in called}
    return [
        replace(one, beside=(row.edition_id, row.draft_headline or row.headline))
        if (row := beside.get(one.article))
        else one
        for one in cells
    ]


def _midnight(edition: Masthead) -> datetime:
    return timezone.now().astimezone(ZoneInfo(edition.zone)).replace(hour=0, minute=0, second=0, microsecond=0)
