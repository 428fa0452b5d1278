"""Who can be the second one that a lost second factor takes, and what waits for them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.kit.actor import EVERYWHERE, Refused, require
from rotativa.staff.mails.habits import who_may
from rotativa.staff.models import FactorReset, User
from rotativa.staff.settled import require_settled


def waits(asked: FactorReset) -> bool:
    """Whether it waits for a second one: in time, of somebody who is here, and asked by somebody who may still ask."""
    return asked.is_open and asked.user.is_active and asked.asker.may("staff.change", EVERYWHERE)


def require_second(user: User, asked: FactorReset) -> None:
    """The one rule of who confirms what, and when: ``confirm_factor_reset`` asks it, and every screen and mail.

    Raises ``Refused`` for who is not the second one, ``ValidationError`` where nothing waits any more.
    """
    require(user, "staff.change", EVERYWHERE)
    if user.pk in (asked.asker_id, asked.user_id):
        raise Refused(_("This takes two: somebody else has to confirm it."))
    if not waits(asked):
        raise ValidationError(over())
    require_settled(user)


def over() -> str:
    """What is said where nothing waits any more."""
    return _("Nobody is waiting for this any more. Ask for it again.")


def why_not_confirm(user: User, asked: FactorReset) -> str:
    """Why ``confirm_factor_reset`` would not do this now for that person, in words; empty where it would."""
    try:
        require_second(user, asked)
    except Refused as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def may_confirm(user: User, asked: FactorReset) -> bool:
    """Whether ``confirm_factor_reset`` would do this now for that person."""
    return not why_not_confirm(user, asked)


def waiting_for(user: User) -> tuple[FactorReset, ...]:
    """What others have asked and this person may confirm, the oldest first."""
    if not user.may("staff.change", EVERYWHERE):
        return ()
    asked = FactorReset.objects.select_related("user", "asker").filter(ended_at=None).order_by("asked_at", "pk")
    return tuple(one for one in asked if may_confirm(user, one))


def who_may_confirm(asked: FactorReset) -> tuple[User, ...]:
    """Everybody who could be the second one now."""
    return tuple(user for user in who_may("staff.change", EVERYWHERE) if may_confirm(user, asked))
