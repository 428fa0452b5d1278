from allauth.mfa.models import Authenticator

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Machine, require
from rotativa.kit.things import thing
from rotativa.staff import seats
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import User


def forget_factor(actor: Machine, user: User) -> None:
    """Takes a lost second factor away from the command line: whoever reaches that can do more than this anyhow.

    People do it by two, at the desk.
    """
    require(actor, "staff.change", EVERYWHERE)
    with transaction(actor):
        Authenticator.objects.filter(user=user).delete()
        seats.end_all(user)
        put_down("factor_reset", user, asker=actor.actor_name, confirmer="")
        note("user.factor_forgotten", [thing("user", user.pk)], details={"name": user.actor_name})
