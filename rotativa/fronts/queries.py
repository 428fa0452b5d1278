"""Reads of fronts and navigations for the desk, outside of any page: pages ask the facets and shelves."""

from dataclasses import dataclass
from datetime import datetime

from rotativa.fronts.composition import Composition, from_json
from rotativa.fronts.models import Front, NavigationVersion, PublishedFront
from rotativa.fronts.planning import navigation_from_json
from rotativa.fronts.values import Navigation


@dataclass(frozen=True)
class Published:
    """A front that readers have or had."""

    number: int
    composition: Composition
    restores: int | None  # number of the one that it brought back; 0 is the front that fills itself
    at: datetime
    by: str  # whoever published it, or had scheduled it

    @property
    def shown(self) -> int:
        """The number under which readers had it first; 0 is the front that fills itself."""
        return self.number if self.restores is None else self.restores


@dataclass(frozen=True)
class Scheduled:
    """A front that is to come."""

    composition: Composition
    at: datetime
    by: str


@dataclass(frozen=True)
class FrontNow:
    """Where the front of an edition stands."""

    edition: str
    draft: Composition
    version: int  # give it back with the next save
    saved_at: datetime | None
    saved_by: str
    published: Published | None
    scheduled: Scheduled | None

    @property
    def is_changed(self) -> bool:
        """Whether the draft differs from what readers have."""
        shown = self.published.composition if self.published is not None else Composition()
        return self.draft != shown

    @property
    def is_behind(self) -> bool:
        """Whether the draft is older than what readers have, and would bring another front back."""
        return self.is_changed and self._has_gone_by

    @property
    def is_out(self) -> bool:
        """Whether the draft, as it was saved last, went out."""
        return self._has_gone_by and not self.is_changed

    @property
    def _has_gone_by(self) -> bool:
        """Whether something went out since the draft was saved last."""
        out = self.published
        return out is not None and (self.saved_at is None or self.saved_at <= out.at)

    @property
    def may_be_taken_back(self) -> bool:
        """Whether there is a front of before."""
        return self.published is not None and self.published.restores != 0


@dataclass(frozen=True)
class Version:
    """The navigation of an edition as it is; number 0 where nobody has published one."""

    navigation: Navigation
    number: int
    at: datetime | None
    who: str


def front_now(edition: str) -> FrontNow:
    """The front of an edition, whether or not anybody has composed one."""
    row = Front.objects.select_related("public").filter(edition_id=edition).first()
    if row is None:
        return FrontNow(edition, Composition(), 0, None, "", None, None)
    scheduled = None
    if row.scheduled_at is not None:
        scheduled = Scheduled(from_json(row.scheduled), row.scheduled_at, row.scheduled_by)
    return FrontNow(
        edition=edition,
        draft=from_json(row.draft),
        version=row.version,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        published=_published(row.public) if row.public is not None else None,
        scheduled=scheduled,
    )


def scheduled_fronts() -> tuple[tuple[str, Scheduled], ...]:
    """The fronts that are to come, each with its edition, in the order of the clock."""
    rows = Front.objects.filter(scheduled_at__isnull=False).order_by("scheduled_at", "edition_id")
    return tuple(
        (row.edition_id, Scheduled(from_json(row.scheduled), row.scheduled_at, row.scheduled_by))
        for row in rows
        if row.scheduled_at is not None
    )


def published_fronts(edition: str, most: int = 20) -> tuple[Published, ...]:
    """The fronts that readers have had, newest first."""
    rows = PublishedFront.objects.filter(edition_id=edition).order_by("-number")
    return tuple(_published(row) for row in rows[:most])


def published_front(edition: str, number: int) -> Published | None:
    """One of them; None where there is none of that number."""
    row = PublishedFront.objects.filter(edition_id=edition, number=number).first()
    return _published(row) if row is not None else None


def front_before(edition: str, number: int, restores: int | None) -> tuple[Composition, int]:
    """What readers had before that front, or before the one that it brought back, and its number.

    Number 0 is the front that fills itself, which was there before all others.
    """
    shown = number if restores is None else restores
    row = PublishedFront.objects.filter(edition_id=edition, number=shown - 1).first()
    if row is None:
        return Composition(), 0
    return from_json(row.composition), row.number if row.restores is None else row.restores


def navigation_now(edition: str) -> Version:
    """The version that holds in this edition."""
    row = NavigationVersion.objects.filter(edition_id=edition).order_by("-number").first()
    return _version(row) if row is not None else Version(Navigation(), 0, None, "")


def navigation_version(edition: str, number: int) -> Version | None:
    """The version of that number, as it was published; None where there is none."""
    row = NavigationVersion.objects.filter(edition_id=edition, number=number).first()
    return _version(row) if row is not None else None


def _published(row: PublishedFront) -> Published:
    return Published(row.number, from_json(row.composition), row.restores, row.published_at, row.actor_name)


def _version(row: NavigationVersion) -> Version:
    return Version(navigation_from_json(row.plan), row.number, row.published_at, row.actor_name)
