"""Whether the press does its work: how late it is, whether anybody works, whether there is room on the disk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from rotativa.daybook import queries as daybook
from rotativa.press import beating, disk, standing
from rotativa.press.markers import NAME as MARKER
from rotativa.press.models import FAILED, LATER, REPRINT, Kind, Mark, Printed

BEHIND = timedelta(minutes=1)

FAILING = timedelta(minutes=5)
"""A page that fails for so long is no accident of a moment."""


@dataclass(frozen=True)
class Health:
    """The press as it is now. What fails, wide changes and reprints make nobody late."""

    now: datetime
    since: datetime | None  # since when the oldest fact or page of the day waits
    waiting: int  # pages to be printed, without those of reprints
    heard: datetime | None  # when a worker was heard last
    workers: int
    rooms: tuple[disk.Room, ...]

    @property
    def lag(self) -> timedelta:
        """How late it is."""
        return max(timedelta(0), self.now - self.since) if self.since else timedelta(0)

    @property
    def is_late(self) -> bool:
        """Whether what happened more than a minute ago is still not printed."""
        return self.lag > BEHIND

    @property
    def is_silent(self) -> bool:
        """Whether the workers that there were have stopped, or there was none and the work waits."""
        if self.heard is None:
            return self.is_late
        return self.now - self.heard > beating.SILENT

    @property
    def tight(self) -> disk.Room | None:
        """The disk that is nearly full, if one is."""
        return next((room for room in self.rooms if room.is_tight), None)


def count_reprint() -> int:
    """How many pages are left of a reprint."""
    return Mark.objects.filter(priority__gte=REPRINT).count()


def count_failed() -> int:
    """How many pages could not be printed."""
    return Mark.objects.filter(FAILED).count()


def lost() -> Q:
    """The condition on marks that nothing is in place of what they are to print: readers do not find it.

    A redirect that waits loses nobody: what it will replace stays. Nor does a page where one lies: it leads to what was
    there last.
    """
    kinds = (Kind.PAGE, Kind.FILE, Kind.MOVED)
    kept = Printed.objects.filter(path=OuterRef("path"), present=True, kind__in=kinds)
    return ~Q(surface=MARKER) & ~Q(Exists(kept))


def count_lost() -> int:
    """How many pages have failed for over a minute that readers do not find, as there is no earlier version."""
    return Mark.objects.filter(FAILED, lost(), marked_at__lt=standing.clock() - BEHIND).count()


def count_failing() -> int:
    """How many pages have failed for minutes: readers still see an old version of each, or nothing."""
    return Mark.objects.filter(FAILED, marked_at__lt=standing.clock() - FAILING).count()


def health() -> Health:
    """Looks at it; a few small queries, however much waits in a reprint."""
    cursor = standing.cursor()
    marks = Mark.objects.filter(priority__lt=LATER, error="").order_by("marked_at")
    since = [
        *marks.values_list("marked_at", flat=True)[:1],
        *(fact.at for fact in daybook.after(cursor.fact, most=1)),
    ]
    return Health(
        now=standing.clock(),
        since=min(since, default=None),
        waiting=Mark.objects.filter(priority__lt=REPRINT).count(),
        heard=beating.last_heard(),
        workers=beating.alive(),
        rooms=tuple(disk.rooms()),
    )
