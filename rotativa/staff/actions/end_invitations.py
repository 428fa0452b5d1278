from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.staff.invitations import waiting_of
from rotativa.staff.models import Invitation, User


def end_invitations(actor: Actor, user: User) -> int:
    """Ends all that was sent in a person's name and waits for an answer: it may not have been them. How many.

    Everybody does so with their own, also who may not invite any more; an editor-in-chief with anybody's.
    """
    if actor.actor_id != user.actor_id:
        require(actor, "staff.change", EVERYWHERE)
    with transaction(actor):
        return end_invitations_of(user)


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
