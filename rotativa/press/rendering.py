"""Renders a batch of claims on one read snapshot."""

import traceback
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import DatabaseError

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.hashing import Fingerprint
from rotativa.press import router, standing
from rotativa.press.answering import Answered, answered
from rotativa.press.claiming import Claim, Failure
from rotativa.press.models import Cursor, Mark
from rotativa.press.registry import Registry
from rotativa.press.remembering import Memory

_BETWEEN = 8
"""Pages after which one that gives way looks for news: it asks less than a hundredth of what they cost."""


@dataclass(frozen=True)
class Sheet:
    """One rendered page: its bytes (None: there is no such place) and what it used, apart from its parts."""

    claim: Claim
    content: bytes | None
    used: dict[trace.Key, Fingerprint]
    files: frozenset[str]
    parts: tuple[trace.Trace, ...]
    until: datetime | None

    def all_files(self) -> frozenset[str]:
        """The files that the page and its parts name."""
        return self.files.union(*(part.files for part in self.parts))


@dataclass
class Rendered:
    """A batch that was rendered on one snapshot."""

    fact: int = 0  # the last fact that the snapshot saw
    followed: int = 0  # the last fact that had been followed in it
    now: datetime = standing.BEGINNING
    sheets: list[Sheet] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unseen: list[Claim] = field(default_factory=list)  # not rendered; to be given back
    answers: dict[trace.Key, Answered] = field(default_factory=dict)
    is_learned: bool = True  # what the shelves of this build hold is known (``builds.learning``)


def render(
    registry: Registry,
    claims: Sequence[Claim],
    memory: Memory | None = None,
    *,
    patient: bool = True,
    warm: bool = True,
    gives_way: bool = False,
) -> Rendered:
    """Renders these claims as the snapshot sees their marks. A page that raises fails alone.

    If ``patient``, nothing is rendered on a snapshot with facts that nobody has followed yet: they may say that these
    places have gone elsewhere, and the page would be printed twice. If it ``gives_way``, it ends between two pages as
    soon as a fact is committed: nobody waits for these, and somebody may wait for what the fact is about.
    """
    done = Rendered()
    with router.snapshot():
        position = Cursor.objects.values_list("fact", "time").get(id=1)
        done.followed, done.now = position
        done.fact = daybook.head()
        current = _as_seen(claims)
        if patient and done.fact > done.followed:
            done.unseen = current
            return done
        kept = (memory or Memory()).of(registry, done.fact, done.now)
        with trace.batch(joins=False, kept=kept), trace.at(done.now):
            if warm:
                warm_places(registry, ((claim.surface, claim.argument) for claim in current))
            _render_each(registry, current, done, gives_way=gives_way)
        done.answers = answered(registry, {key: kept.answers[key] for key in keys_of(done.sheets)}, done.now)
    return done


def keys_of(sheets: Collection[Sheet]) -> set[trace.Key]:
    """All that these pages and their parts asked."""
    parts = {part for sheet in sheets for part in sheet.parts}
    return {key for sheet in sheets for key in sheet.used}.union(*(part.used for part in parts))


def render_place(registry: Registry, surface: str, argument: str, now: datetime) -> tuple[bytes | None, trace.Trace]:
    """The bytes of one place and its trace; a snapshot must be open."""
    with trace.tracing(now) as traced:
        known = registry.surfaces.get(surface)
        return (None if known is None else known.render(argument)), traced


def warm_places(registry: Registry, places: Iterable[tuple[str, str]]) -> None:
    """Loads into the open batch what these places, each a surface and its argument, will ask for."""
    by_surface: dict[str, list[str]] = {}
    for name, argument in places:
        by_surface.setdefault(name, []).append(argument)
    for name, arguments in by_surface.items():
        if name in registry.surfaces:
            registry.surfaces[name].warm(arguments)


def _as_seen(claims: Sequence[Claim]) -> list[Claim]:
    """The claims as their marks are in the snapshot: they may have been marked again, for another surface, since."""
    rows = Mark.objects.filter(id__in=[claim.mark for claim in claims])
    marks = {row[0]: row[1:] for row in rows.values_list("id", "version", "surface", "argument")}
    return [
        replace(claim, version=version, surface=surface, argument=argument)
        for claim in claims
        if claim.mark in marks
        for version, surface, argument in [marks[claim.mark]]
    ]


def _render_each(registry: Registry, claims: Sequence[Claim], done: Rendered, *, gives_way: bool) -> None:
    for number, claim in enumerate(claims):
        if gives_way and number and number % _BETWEEN == 0 and daybook.head(now=True) > done.fact:
            done.unseen = list(claims[number:])
            return
        try:
            content, traced = render_place(registry, claim.surface, claim.argument, done.now)
            done.sheets.append(_sheet(claim, content, traced))
        except Exception as error:
            done.failures.append(Failure(claim, traceback.format_exc()))
            if isinstance(error, DatabaseError):  # the snapshot may be lost with it
                done.unseen = list(claims[number + 1 :])
                return


def _sheet(claim: Claim, content: bytes | None, traced: trace.Trace) -> Sheet:
    return Sheet(claim, content, traced.used, frozenset(traced.files), tuple(traced.parts), traced.until)
