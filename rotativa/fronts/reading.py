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
    if row is None:
        return Version(Navigation(), 0, None, "")
    return Version(navigation_from_json(row.plan), row.number, row.published_at, row.actor_name)
