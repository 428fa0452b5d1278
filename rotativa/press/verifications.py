"""What verifications of the tree found, kept for whoever asks later.

What was found wrong stays wrong until a verification that looks there finds it right, or it is printed: a small sample
that happens to be clean says nothing of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rotativa.kit.batches import batched
from rotativa.press import standing
from rotativa.press.models import Found, Log, Outcome, Verification
from rotativa.press.verifying import Report, Wrong

KEPT = 20
_NAMED = 50
_AT_ONCE = 500


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

    @property
    def wrong(self) -> int:
        """How much was found."""
        return self.stale + self.missing + self.left_over

    @property
    def judged(self) -> int:
        """How many places were compared, and something can be said of them."""
        return max(0, self.looked - self.unsettled)


def keep(report: Report, begun_at: datetime) -> None:
    """Keeps what was found, and forgets verifications of long ago."""
    with transaction.atomic():
        Verification.objects.create(
            begun_at=begun_at,
            ended_at=standing.clock(),
            places=report.places,
            looked=report.looked,
            stale=len(report.of(Wrong.STALE)),
            missing=len(report.of(Wrong.MISSING)),
            left_over=len(report.of(Wrong.LEFT_OVER)),
            unsettled=len(report.unsettled),
            whole=report.whole,
        )
        _keep_found(report)
        kept: set[int] = set()
        for rows in (Verification.objects.all(), Verification.objects.filter(whole=True)):
            kept.update(rows.order_by("-id").values_list("id", flat=True)[:KEPT])
        Verification.objects.exclude(id__in=kept).delete()


def latest(*, whole: bool = True) -> Verified | None:
    """The last one that looked at everything; or at a sample."""
    row = Verification.objects.filter(whole=whole).order_by("-id").first()
    if row is None:
        return None
    counts = (row.places, row.looked, row.stale, row.missing, row.left_over, row.unsettled)
    return Verified(row.begun_at, row.ended_at, *counts)


def count_wrong() -> int:
    """How much is wrong, as far as is known."""
    return _wrong().count()


def found(most: int = _NAMED) -> tuple[tuple[str, str], ...]:
    """The first of what is wrong: what, and where."""
    return tuple(_wrong().order_by("path", "wrong").values_list("wrong", "path")[:most])


def kinds() -> frozenset[str]:
    """What sorts of wrong there are among it: ``Wrong``."""
    return frozenset(_wrong().values_list("wrong", flat=True).distinct())


def _wrong() -> QuerySet[Found, Found]:
    since = Log.objects.filter(path=OuterRef("path"), id__gt=OuterRef("log")).exclude(outcome=Outcome.SAME)
    return Found.objects.exclude(Exists(since))


def _keep_found(report: Report) -> None:
    for some in batched(sorted(report.mended), _AT_ONCE):
        Found.objects.filter(pk__in=some).delete()
    rows = [Found(path=each.path, wrong=each.wrong.value, log=each.log) for each in report.findings]
    Found.objects.bulk_create(
        rows, _AT_ONCE, update_conflicts=True, unique_fields=["path", "wrong"], update_fields=["log"]
    )
