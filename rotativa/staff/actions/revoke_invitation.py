from django.db.models import QuerySet
from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor
from rotativa.staff.giving import require_roles
from rotativa.staff.models import Invitation, User


def revoke_invitation(actor: Actor, invitation: Invitation) -> None:
    """Takes an invitation back: its link opens nothing any more. One that was answered is left as it is."""
    require_roles(actor, invitation.holdings)
    with transaction(actor):
        waiting = Invitation.objects.filter(pk=invitation.pk, person=None, revoked_at=None)
        if waiting.update(revoked_at=timezone.now()):
            note("user.invitation_revoked", [], details={"name": invitation.name})


def waiting_of(user: User) -> QuerySet[Invitation, Invitation]:
    """What was sent in this person's name and can still be answered."""
    waiting = Invitation.objects.filter(inviter=user, person=None, revoked_at=None, ended_at=None)
    return waiting.filter(expires_at__gt=timezone.now()).order_by("pk")


def end_invitations_of(user: User) -> int:
    """Ends what was sent in this person's name and waits for an answer: it may not have been them. How many.

    Called inside the transaction of the verb that gives them another password, signs them out, or is theirs
    (``end_invitations``). Each can be sent again, by whoever then answers for it.
    """
    held = list(waiting_of(user).select_for_update())
    for invitation in held:
        Invitation.objects.filter(pk=invitation.pk).update(ended_at=timezone.now())
        note("user.invitation_ended", [], details={"name": invitation.name, "by": user.actor_name})
    return len(held)
