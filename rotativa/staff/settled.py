"""Who has managed staff long enough to be one of the two that a lost second factor takes.

One person with somebody else's session could otherwise be both: they add a colleague, or set the password of one, and
sign in as them. So it is not asked who gave the right: whoever came to it within the last days, by anybody's hand at
the desk, is nobody's second yet, nor that one's. What the command line did counts as settled: whoever reaches that can
take a second factor away without asking anybody.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from rotativa.daybook.queries import Fact, Wanted, latest
from rotativa.kit.actor import EVERYWHERE, Refused
from rotativa.kit.things import thing
from rotativa.staff.models import User
from rotativa.staff.permissions import Holding, permits

_VERBS = ("user.joined", "user.role_given", "user.password_set", "user.address_asked")
_MOST = 200


def is_settled(user: User) -> bool:
    """Whether nobody at the desk let this person manage staff, or could have become them, within the last days."""
    since = timezone.now() - timedelta(days=settings.ROTATIVA_SETTLED_DAYS)
    wanted = Wanted(verbs=_VERBS, things=(thing("user", user.pk),), since=since)
    found = latest(wanted, most=_MOST)
    # So many within days are no work of a newsroom: what was not looked at may be what matters.
    return len(found) < _MOST and not any(_unsettles(fact, user) for fact in found)


def require_settled(user: User) -> None:
    """Raises ``Refused`` for who is not."""
    if not is_settled(user):
        raise Refused(why_not())


def why_not() -> str:
    """What is said to who is not settled."""
    days: int = settings.ROTATIVA_SETTLED_DAYS
    return ngettext(
        "A lost second factor takes two who have managed staff for more than %(days)s day, and whose password and "
        "address nobody else changed in that time. You are not one of them yet. Ask another editor-in-chief, or "
        "whoever runs the server.",
        "A lost second factor takes two who have managed staff for more than %(days)s days, and whose password and "
        "address nobody else changed in that time. You are not one of them yet. Ask another editor-in-chief, or "
        "whoever runs the server.",
        days,
    ) % {"days": days}


def _unsettles(fact: Fact, user: User) -> bool:
    if fact.verb == "user.joined":  # noted by the person who joins; who made the invitation stands in no fact by number
        return True
    if fact.actor_id == user.actor_id or not fact.actor_id.startswith("user:"):
        return False
    if fact.verb == "user.role_given":
        return permits([Holding(fact.details["role"], fact.edition)], "staff.change", EVERYWHERE)
    return True
