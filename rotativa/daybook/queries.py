"""Reads of the daybook. Facts are read by number, which is the order of their commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max, QuerySet

from rotativa.daybook.models import FactRow, FactThing
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


_BEYOND = 2**63 - 1  # any number
UNEVEN = 1000
"""Of so many facts around a moment the numbers are looked at, for a clock may have been set back."""


def after(number: int, most: int = 500) -> tuple[Fact, ...]:
    """Up to ``most`` facts behind that number, oldest first."""
    rows = FactRow.objects.filter(id__gt=number).order_by("id")[:most]
    return tuple(_fact(row) for row in rows)


def head(*, now: bool = False) -> int:
    """The number of the last fact; 0 in an empty daybook. ``now``: whatever the snapshot sees that is open here."""
    rows = FactRow.objects.using(DEFAULT_DB_ALIAS) if now else FactRow.objects.all()
    return rows.aggregate(last=Max("id"))["last"] or 0


@dataclass(frozen=True)
class Wanted:
    """Which facts are asked for; what is empty asks for all."""

    edition: str = ""
    verbs: tuple[str, ...] = ()
    actor: str = ""
    things: tuple[Thing, ...] | None = None  # facts about one of these; an empty tuple asks for none
    since: datetime | None = None
    until: datetime | None = None


def latest(wanted: Wanted = Wanted(), *, before: int | None = None, most: int = 50) -> tuple[Fact, ...]:
    """Up to ``most`` facts, newest first, below the number ``before``."""
    rows = _narrowed(FactRow.objects.order_by("-id"), wanted)
    if before is not None:
        rows = rows.filter(id__lt=before)
    if not wanted.verbs or wanted.actor or wanted.things is not None:
        rows = rows.filter(verb__in=wanted.verbs) if wanted.verbs else rows
        return tuple(_fact(row) for row in rows[:most])
    # Each verb by itself, along its index: of several at once a database collects all there are, and sorts them.
    found = [row for verb in wanted.verbs for row in rows.filter(verb=verb)[:most]]
    return tuple(_fact(row) for row in sorted(found, key=lambda row: -row.id)[:most])


def _narrowed(rows: QuerySet[FactRow, FactRow], wanted: Wanted) -> QuerySet[FactRow, FactRow]:
    if wanted.edition:
        rows = rows.filter(edition=wanted.edition)
    if wanted.actor:
        rows = rows.filter(actor_id=wanted.actor)
    if wanted.things is not None:
        rows = rows.filter(id__in=FactThing.objects.filter(thing__in=wanted.things).values("fact"))
    if wanted.since is not None:
        first = min(_nearest("at", at__gte=wanted.since), default=_BEYOND)
        rows = rows.filter(at__gte=wanted.since, id__gte=first)
    if wanted.until is not None:
        last = max(_nearest("-at", at__lt=wanted.until), default=0)
        rows = rows.filter(at__lt=wanted.until, id__lte=last)
    return rows


def _nearest(order: str, **moment: datetime) -> list[int]:
    """The numbers of the facts nearest to a moment, along its index: nobody walks there from the head."""
    return list(FactRow.objects.filter(**moment).order_by(order).values_list("id", flat=True)[:UNEVEN])


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
