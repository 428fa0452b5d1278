"""What became of pages that somebody asked for, whoever prints them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from rotativa.press import reprinting, standing
from rotativa.press.actions.print_again import BY_HAND
from rotativa.press.models import FAILED, FILE, Log, Mark, Outcome


@dataclass(frozen=True)
class Became:
    """How many were printed, how many of these are other than they were, and how many could not be."""

    rendered: int
    changed: int
    failed: int


@dataclass(frozen=True)
class Asked:
    """Pages below a prefix, those printed last since then, or these. Made before they are asked for."""

    prefix: str = ""
    since: datetime | None = None
    paths: Sequence[str] = ()
    log: int = field(default_factory=standing.head_of_log)

    def left(self) -> int:
        """How many wait for somebody who prints them: not those that failed, nor those that are held back."""
        untried = Q(error="") | Q(tries=0)
        return self._marks().filter(untried, reprinting.claimable()).exclude(surface=FILE).count()

    def became(self) -> Became:
        """What became of them so far."""
        lines = Log.objects.filter(self._these(), id__gt=self.log).exclude(surface=FILE).values("path").distinct()
        return Became(
            rendered=lines.count(),
            changed=lines.exclude(outcome=Outcome.SAME).count(),
            failed=self._marks().filter(FAILED).count(),
        )

    def _marks(self) -> QuerySet[Mark, Mark]:
        return Mark.objects.filter(self._these())

    def _these(self) -> Q:
        if self.paths:
            return Q(path__in=self.paths)
        return Q(path__startswith=self.prefix) if self.prefix else Q(cause=BY_HAND)
