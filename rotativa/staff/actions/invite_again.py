from datetime import timedelta

from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor
from rotativa.staff.giving import require_roles
from rotativa.staff.mails.sending import put_down_for
from rotativa.staff.models import Invitation, Mail, User


def invite_again(actor: Actor, invitation: Invitation) -> None:
    """Sends an invitation once more, for as many days as a new one. The link of the earlier mail counts no more.

    Whoever does so answers for it from then on, as if they had made it.
    """
    require_roles(actor, invitation.holdings)
    with transaction(actor):
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if held.person_id is not None or held.revoked_at is not None:
            return
        held.sent += 1
        held.expires_at = timezone.now() + timedelta(days=Invitation.DAYS)
        held.inviter = actor if isinstance(actor, User) else None
        held.ended_at = None
        held.save(update_fields=["sent", "expires_at", "inviter", "ended_at"])
        Mail.objects.filter(kind="invitation", about=held.pk).delete()
        put_down_for("invitation", held.email, held.language, held.pk)
        note("user.invited", [], details={"name": held.name})
