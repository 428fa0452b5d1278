"""What verifications of the tree found, kept for the desk."""

from dataclasses import dataclass
from datetime import datetime

from rotativa.press import standing
from rotativa.press.models import Verification
from rotativa.press.verifying import Report, Wrong

KEPT = 20
_NAMED = 50


@dataclass(frozen=True)
class Verified:
    """A verification that has ended."""

    begun_at: datetime
    ended_at: datetime
    places: int
    looked: int
    stale: int
    missing: int
    left_over: int
    unsettled: int
    first: tuple[tuple[str, str], ...]  # what was wrong, and where

    @property
    def wrong(self) -> int:
        """How much was found."""
        return self.stale + self.missing + self.left_over

    @property
    def whole(self) -> bool:
        """Whether it looked at everything."""
        return self.looked >= self.places


def keep(report: Report, begun_at: datetime) -> None:
    """Keeps what was found, and forgets verifications of long ago."""
    Verification.objects.create(
        begun_at=begun_at,
        ended_at=standing.clock(),
        places=report.places,
        looked=report.looked,
        stale=len(report.of(Wrong.STALE)),
        missing=len(report.of(Wrong.MISSING)),
        left_over=len(report.of(Wrong.LEFT_OVER)),
        unsettled=len(report.unsettled),
        first=[[finding.wrong.value, finding.path] for finding in report.findings[:_NAMED]],
    )
    kept = Verification.objects.order_by("-id").values_list("id", flat=True)[:KEPT]
    Verification.objects.exclude(id__in=list(kept)).delete()


def latest() -> Verified | None:
    """The last one."""
    row = Verification.objects.order_by("-id").first()
    if row is None:
        return None
    first = tuple((wrong, path) for wrong, path in row.first)
    counts = (row.places, row.looked, row.stale, row.missing, row.left_over, row.unsettled)
    return Verified(row.begun_at, row.ended_at, *counts, first)
