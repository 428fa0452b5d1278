from allauth.mfa.models import Authenticator
from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.kit.things import thing
from rotativa.staff import seats
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import FactorReset, User
from rotativa.staff.seconds import require_second


def confirm_factor_reset(actor: User, reset: FactorReset) -> None:
    """Takes a lost second factor away, as another colleague asked. The person is signed out and told by mail.

    Raises ``Refused`` for who asked, for the person, and for who is not settled yet (``settled``); ``ValidationError``
    where nothing waits any more: ``seconds.require_second`` is the rule.
    """
    with transaction(actor):
        held = FactorReset.objects.select_for_update(of=("self",)).select_related("user", "asker").get(pk=reset.pk)
        require_second(actor, held)
        held.confirmer, held.ended_at = actor, timezone.now()
        held.save(update_fields=["confirmer", "ended_at"])
        Authenticator.objects.filter(user=held.user).delete()
        seats.end_all(held.user)
        put_down("factor_reset", held.user, asker=held.asker.actor_name, confirmer=actor.actor_name)
        details = {"name": held.user.actor_name, "with": held.asker.actor_name}
        note("user.factor_reset", [thing("user", held.user.pk)], details=details)
