from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor
from rotativa.staff.giving import require_roles
from rotativa.staff.models import Invitation


def revoke_invitation(actor: Actor, invitation: Invitation) -> None:
    """Takes an invitation back: its link opens nothing any more. One that was answered is left as it is."""
    require_roles(actor, invitation.holdings)
    with transaction(actor):
        waiting = Invitation.objects.filter(pk=invitation.pk, person=None, revoked_at=None)
        if waiting.update(revoked_at=timezone.now()):
            note("user.invitation_revoked", [], details={"name": invitation.name})
