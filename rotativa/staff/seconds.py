"""Who can be the second one that a lost second factor takes, and what waits for them."""

from rotativa.kit.actor import EVERYWHERE
from rotativa.staff.mails.habits import who_may
from rotativa.staff.models import FactorReset, User
from rotativa.staff.settled import is_settled


def may_confirm(user: User, asked: FactorReset) -> bool:
    """Whether ``confirm_factor_reset`` would do this now for that person."""
    return (
        asked.is_open
        and asked.user.is_active
        and user.pk not in (asked.asker_id, asked.user_id)
        and user.may("staff.change", EVERYWHERE)
        and asked.asker.may("staff.change", EVERYWHERE)
        and is_settled(user)
    )


def waiting_for(user: User) -> tuple[FactorReset, ...]:
    """What others have asked and this person may confirm, the oldest first."""
    if not user.may("staff.change", EVERYWHERE):
        return ()
    asked = FactorReset.objects.select_related("user", "asker").filter(ended_at=None).order_by("asked_at", "pk")
    return tuple(one for one in asked if may_confirm(user, one))


def who_may_confirm(asked: FactorReset) -> tuple[User, ...]:
    """Everybody who could be the second one now."""
    return tuple(user for user in who_may("staff.change", EVERYWHERE) if may_confirm(user, asked))
