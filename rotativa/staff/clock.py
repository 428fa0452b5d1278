"""The clock that somebody lives by before they have chosen one in their account."""

from wagtail.users.models import UserProfile

from rotativa.editions.models import Edition
from rotativa.staff.models import User


def give_clock(user: User, edition: str = "") -> None:
    """Gives whoever has no time zone yet that of an edition in which they work, or of the newsroom's first.

    Until then every time at the desk is told in UTC, by which nobody lives. What somebody has chosen stays.
    """
    editions = Edition.objects.filter(code=edition) if edition else Edition.objects.all()
    found = editions.first()
    if found is not None:
        UserProfile.get_for_user(user)
        UserProfile.objects.filter(user=user, current_time_zone="").update(current_time_zone=found.zone)
