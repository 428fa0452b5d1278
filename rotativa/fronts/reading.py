"""What the desk asks of the navigation: which version holds, and who published it when."""

from dataclasses import dataclass
from datetime import datetime

from rotativa.fronts.models.navigation import NavigationVersion
from rotativa.fronts.planning import navigation_from_json
from rotativa.fronts.queries import Navigation


@dataclass(frozen=True)
class Version:
    """The navigation of an edition as it is; number 0 where nobody has published one."""

    navigation: Navigation
    number: int
    at: datetime | None
    who: str


def navigation_now(edition: str) -> Version:
    """The version that holds in this edition."""
    row = NavigationVersion.objects.filter(edition_id=edition).order_by("-number").first()
    return _version(row) if row is not None else Version(Navigation(), 0, None, "")


def navigation_version(edition: str, number: int) -> Version | None:
    """The version of that number, as it was published; None where there is none."""
    row = NavigationVersion.objects.filter(edition_id=edition, number=number).first()
    return _version(row) if row is not None else None


def _version(row: NavigationVersion) -> Version:
    return Version(navigation_from_json(row.plan), row.number, row.published_at, row.actor_name)
