from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Refused, require
from rotativa.kit.things import thing
from rotativa.staff import second_factor
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import FactorReset, User
from rotativa.staff.seconds import waits, who_may_confirm
from rotativa.staff.settled import require_settled


def ask_factor_reset(actor: User, user: User) -> FactorReset:
    """Asks that a lost second factor be taken away. Nothing happens before another colleague confirms it: everybody who
    may is told by mail.

    Raises ``Refused`` for one's own, and for who is not settled yet (``settled``); ``ValidationError`` where there is
    none to take away, or somebody asked already.
    """
    require(actor, "staff.change", EVERYWHERE)
    if actor.pk == user.pk:
        raise Refused(_("Your own second factor is reset by two others."))
    require_settled(actor)
    with transaction(actor):
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        for earlier in user.factor_resets.filter(ended_at=None):
            if waits(earlier):
                raise ValidationError(_("%(name)s asked for this already.") % {"name": earlier.asker.actor_name})
            earlier.ended_at = timezone.now()
            earlier.save(update_fields=["ended_at"])
        if not second_factor.has_one(user):
            raise ValidationError(_("%(name)s has no second factor.") % {"name": user.actor_name})
        asked = FactorReset.objects.create(user=user, asker=actor)
        for second in who_may_confirm(asked):
            put_down("factor_reset_asked", second, reset=asked.pk)
        note("user.factor_reset_asked", [thing("user", user.pk)], details={"name": user.actor_name})
    return asked
