"""A reprint of very many pages: how far it is, and whether it is held back.

Its marks have the last priorities there are (``REPRINT`` and above), so that it never delays anything else; to hold it
back is to claim none of them. What a fact touches meanwhile is marked with an earlier one, and printed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from rotativa.press import standing
from rotativa.press.models import FAILED, FILE, REPRINT, Cursor, Log, Mark, Printed, Reprint

_LOOK = timedelta(seconds=30)
_MOST = 2000
"""So far back, in time and in lines of the printed log, the present pace is looked for."""


@dataclass(frozen=True)
class Progress:
    """How far a reprint is."""

    cause: str
    asked_by: str
    begun_at: datetime
    total: int | None  # None as long as pages are being marked
    left: int
    pace: float  # pages a second, lately
    held_at: datetime | None = None
    held_by: str = ""
    failed: int = 0  # of those that are left

    @property
    def done(self) -> int:
        """How many of its pages are printed."""
        return max(0, (self.total or 0) - self.left)

    @property
    def to_come(self) -> int:
        """How many are still to be printed for the first time."""
        return max(0, self.left - self.failed)

    @property
    def seconds_left(self) -> float | None:
        """How long it takes at this pace; None where there is none."""
        known = self.pace and self.to_come and self.total is not None and self.held_at is None
        return self.to_come / self.pace if known else None


def begin(cause: str, *, by: str = "", build: int = 0) -> None:
    """Says that pages are being marked. One for the same build that was stopped halfway goes on as it was."""
    if build and Reprint.objects.filter(id=1, build=build).exists():
        return
    values = {"cause": cause, "asked_by": by, "build": build, "begun_at": standing.clock(), "total": None}
    Reprint.objects.update_or_create(id=1, defaults=values)


def count() -> None:
    """Counts the pages of the reprint, once all of them are marked."""
    reprint = Reprint.objects.get(id=1)
    done = 0
    if reprint.build:
        done = Printed.objects.filter(build=reprint.build, present=True).exclude(surface=FILE).count()
    Reprint.objects.filter(id=1).update(total=_left() + done)


def is_held() -> bool:
    """Whether reprints wait until somebody lets them go on."""
    return Cursor.objects.filter(id=1, held_at__isnull=False).exists()


def held_back(paths: Iterable[str]) -> set[str]:
    """Those of these paths that nobody prints until reprints go on."""
    if not is_held():
        return set()
    # What a worker had in hand when they were paused, it prints.
    rows = Mark.objects.filter(path__in=tuple(paths), priority__gte=REPRINT, worker="")
    return set(rows.values_list("path", flat=True))


def claimable() -> Q:
    """The marks that are not held back."""
    return Q(priority__lt=REPRINT) if is_held() else Q()


def progress() -> Progress | None:
    """How far the reprint is; None where there is nothing left of one."""
    reprint = Reprint.objects.filter(id=1).first()
    left = _left()
    if reprint is None or (not left and reprint.total is not None):
        return None
    cursor = standing.cursor()
    return Progress(
        cause=reprint.cause,
        asked_by=reprint.asked_by,
        begun_at=reprint.begun_at,
        # More may have been added since they were counted.
        total=None if reprint.total is None else max(reprint.total, left),
        left=left,
        pace=_pace(reprint.cause),
        held_at=cursor.held_at,
        held_by=cursor.held_by,
        failed=_marks().filter(FAILED).count(),
    )


def _left() -> int:
    return _marks().count()


def _marks() -> QuerySet[Mark, Mark]:
    return Mark.objects.filter(priority__gte=REPRINT).exclude(surface=FILE)


def _pace(cause: str) -> float:
    now = standing.clock()
    rows = list(Log.objects.order_by("-id").values_list("at", "cause")[:_MOST])
    lately = [at for at, why in rows if why == cause and at > now - _LOOK]
    if not lately:
        return 0.0
    seconds = max((now - lately[-1]).total_seconds(), 1.0)
    return len(lately) / seconds
