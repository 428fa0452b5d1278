"""Reads of the press that others may use: how far it is, what failed, what was printed when and why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, Max, Min, Q, QuerySet

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press import reprinting, resting, standing, uses, verifications
from rotativa.press.health import lost
from rotativa.press.marking import HIGHEST
from rotativa.press.models import FAILED, LATER, REPRINT, WAITS_FOR, Build, Kind, Log, Mark, Outcome, Printed
from rotativa.press.registry import Registry, registry as everything
from rotativa.press.reprinting import Progress
from rotativa.press.verifications import Verified

_AT_ONCE = 1000
_LINES, _LAST = 500, 20
"""So many lines of the printed log are looked through, and facts in them, for how long the press takes."""
_OF_FACT = re.compile(r"fact (\d+)")


@dataclass(frozen=True)
class Failed:
    """A path that could not be printed."""

    path: str
    tries: int
    retry_at: datetime | None
    error: str
    stays: bool = True  # readers see its last good version; or else they find nothing


@dataclass(frozen=True)
class Status:
    """How far the press is."""

    head: int  # number of the last fact
    followed: int  # number of the last fact that was followed
    waiting: int  # paths to be printed, without those that failed and those of a reprint
    since: datetime | None  # since when the oldest of these waits
    claimed: int  # paths that are being printed now
    oldest: datetime | None  # since when the oldest mark waits
    failed: tuple[Failed, ...]
    printed: int  # paths in the tree
    build: str
    build_marked: bool
    next_instant: datetime | None
    is_due: bool  # it has come, and nobody has looked yet
    reprint: Progress | None
    held_by: str  # who paused reprints; nobody where it is empty
    is_done: bool  # nothing is left: the press is at rest
    verified: Verified | None  # at the last verification of everything
    sampled: Verified | None  # at a later one of a sample
    wrong: int  # what verifications found, and nobody has put right
    found: tuple[tuple[str, str], ...]  # the first of these: what is wrong, and where
    found_kinds: frozenset[str]  # what sorts of wrong there are: ``verifying.Wrong``


@dataclass(frozen=True)
class Waiting:
    """Pages that wait for one cause."""

    cause: str
    pages: int
    claimed: int
    since: datetime


@dataclass(frozen=True)
class Entry:
    """One line of the printed log."""

    at: datetime
    path: str
    outcome: str
    cause: str


def status() -> Status:
    """How far the press is, now."""
    now = resting.reached()
    cursor = now.cursor
    is_done = resting.is_at_rest(now)
    build = Build.objects.filter(id=cursor.build).first()
    verified, sampled = verifications.latest(), verifications.latest(whole=False)
    waits = Mark.objects.filter(~FAILED, priority__lt=REPRINT).aggregate(count=Count("id"), since=Min("marked_at"))
    oldest = Mark.objects.order_by("marked_at").values_list("marked_at", flat=True).first()
    return Status(
        head=now.head,
        followed=cursor.fact,
        waiting=waits["count"],
        since=waits["since"],
        claimed=Mark.objects.exclude(worker="").count(),
        oldest=oldest,
        failed=failed(),
        printed=Printed.objects.filter(present=True).count(),
        build=build.hash if build else "",
        build_marked=now.build_marked,
        next_instant=now.instant,
        is_due=now.is_due,
        reprint=reprinting.progress(),
        held_by=cursor.held_by,
        is_done=is_done,
        verified=verified,
        sampled=sampled if sampled and (not verified or sampled.ended_at > verified.ended_at) else None,
        wrong=verifications.count_wrong(),
        found=verifications.found(),
        found_kinds=verifications.kinds(),
    )


def failed(most: int = 50) -> tuple[Failed, ...]:
    """What could not be printed, longest first."""
    return _failed(Mark.objects.filter(FAILED).order_by("-tries", "path")[:most])


def waiting_for(most: int = 50) -> tuple[tuple[str, str], ...]:
    """What waits for another path that cannot be printed yet: both, in order."""
    rows = Mark.objects.filter(error__startswith=WAITS_FOR, tries__gt=0).order_by("path")
    return tuple((path, error.removeprefix(WAITS_FOR)) for path, error in rows.values_list("path", "error")[:most])


def failing(paths: Iterable[str]) -> Mapping[str, Failed]:
    """Those of these paths that could not be printed."""
    return {each.path: each for each in _failed(Mark.objects.filter(FAILED, path__in=tuple(paths)))}


def _failed(marks: QuerySet[Mark]) -> tuple[Failed, ...]:
    rows = marks.annotate(stays=~lost())
    return tuple(Failed(row.path, row.tries, row.retry_at, row.error, row.stays) for row in rows)


def printed_paths(prefix: str = "/") -> Iterator[tuple[str, Kind]]:
    """Every path in the tree below a prefix, in order, and what is there."""
    rows = Printed.objects.filter(present=True, path__startswith=prefix).order_by("path")
    last = ""
    while batch := list(rows.filter(path__gt=last).values_list("path", "kind")[:_AT_ONCE]):
        yield from ((path, Kind(kind)) for path, kind in batch)
        last = batch[-1][0]


def prefixes() -> tuple[str, ...]:
    """The first segments below which pages are printed, and that have one of their own: those of editions."""
    paths = Printed.objects.filter(present=True, path__regex=r"^/[^/]+/$").order_by("path")
    return tuple(path.strip("/") for path in paths.values_list("path", flat=True))


def log_of(path: str, most: int = 20) -> tuple[Entry, ...]:
    """When a path was printed, and why; newest first."""
    rows = Log.objects.filter(path=path).order_by("-id")[:most]
    return tuple(Entry(row.at, row.path, row.outcome, row.cause) for row in rows)


def is_done(paths: Iterable[str], fact: int) -> bool:
    """Whether the tree says what this fact and those before it made of these paths."""
    return standing.cursor().fact >= fact and not Mark.objects.filter(path__in=list(paths)).exists()


def is_done_everywhere(fact: int) -> bool:
    """Whether all pages of today say what this fact and those before it made of them; of a few that facts behind it
    have changed, too."""
    return standing.cursor().fact >= fact and not Mark.objects.filter(priority__lt=LATER).exists()


def waiting(most: int = 10) -> tuple[Waiting, ...]:
    """What is to be printed, by cause, the most urgent first; reprints tell of themselves (``Status.reprint``)."""
    marks = Mark.objects.filter(priority__lt=REPRINT)
    rows = (
        marks.values("cause")
        .annotate(pages=Count("id"), first=Min("priority"), since=Min("marked_at"), claimed=Count("id", ~Q(worker="")))
        .order_by("first", "since")[:most]
    )
    return tuple(Waiting(row["cause"], row["pages"], row["claimed"], row["since"]) for row in rows)


def last_of(paths: Iterable[str]) -> Mapping[str, Entry]:
    """When each of these paths was last given other bytes, and why."""
    rows = Log.objects.filter(path__in=tuple(paths)).exclude(outcome=Outcome.SAME)
    last = rows.values("path").annotate(last=Max("id")).values_list("last", flat=True)
    rows = Log.objects.filter(id__in=list(last))
    return {row.path: Entry(row.at, row.path, row.outcome, row.cause) for row in rows}


def pages_of(thing: Thing, argument: str, registry: Registry = everything) -> int:
    """How many pages show this thing as it is in one edition (``topic:5``, ``5@es``) and would be printed again."""
    facets = [one for one in registry.facets.values() if one.thing_of(argument) == thing]
    return pages_asking(trace.Key(facet.name, argument) for facet in facets)


def pages_asking(reads: Iterable[trace.Key]) -> int:
    """How many pages asked one of these, and would be printed again if it had another answer."""
    return uses.how_many(uses.with_parts(uses.ids_of(reads).values()), HIGHEST)


def from_fact_to_page() -> float | None:
    """Seconds from a fact to the first page that it changed: the median of the last facts that changed any; None where
    the last lines of the printed log tell of none.
    """
    first: dict[int, datetime] = {}
    for cause, at in Log.objects.order_by("-id").values_list("cause", "at")[:_LINES]:
        if found := _OF_FACT.fullmatch(cause):
            first[int(found[1])] = at  # the newest line comes first, so the oldest of each fact stays
    facts = daybook.numbered(sorted(first)[-_LAST:])
    waited = [(first[number] - fact.at).total_seconds() for number, fact in facts.items()]
    return max(median(waited), 0.0) if waited else None


def prints() -> int:
    """How many lines the printed log ever had."""
    return standing.head_of_log()


def latest_printed() -> Entry | None:
    """The last line of the printed log."""
    row = Log.objects.order_by("-id").first()
    return Entry(row.at, row.path, row.outcome, row.cause) if row is not None else None
