"""Reads of the daybook. Facts are read by number, which is the order of their commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from rotativa.daybook.models import FactRow
from rotativa.kit.things import Thing


@dataclass(frozen=True)
class Fact:
    """One editorial act, as it was committed."""

    number: int
    at: datetime
    verb: str
    actor_id: str
    actor_name: str
    edition: str
    things: tuple[Thing, ...]
    details: Mapping[str, Any]


def after(number: int, most: int = 500) -> tuple[Fact, ...]:
    """Up to ``most`` facts behind that number, oldest first."""
    rows = FactRow.objects.filter(id__gt=number).order_by("id")[:most]
    return tuple(_fact(row) for row in rows)


def head() -> int:
    """The number of the last fact; 0 in an empty daybook."""
    return FactRow.objects.aggregate(last=Max("id"))["last"] or 0


def latest(*, edition: str = "", before: int | None = None, most: int = 50) -> tuple[Fact, ...]:
    """Up to ``most`` facts, newest first, of one edition or all, below the number ``before``."""
    rows = FactRow.objects.order_by("-id")
    if edition:
        rows = rows.filter(edition=edition)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return tuple(_fact(row) for row in rows[:most])


def numbered(numbers: Iterable[int]) -> Mapping[int, Fact]:
    """The facts with these numbers."""
    return {row.id: _fact(row) for row in FactRow.objects.filter(id__in=set(numbers))}


def _fact(row: FactRow) -> Fact:
    return Fact(
        number=row.id,
        at=row.at,
        verb=row.verb,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        edition=row.edition,
        things=tuple(Thing(name) for name in row.things),
        details=row.details,
    )
