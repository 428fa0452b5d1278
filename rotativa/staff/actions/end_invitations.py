from rotativa.daybook.writing import transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.staff.actions.revoke_invitation import end_invitations_of
from rotativa.staff.models import User


def end_invitations(actor: Actor, user: User) -> int:
    """Ends all that was sent in a person's name and waits for an answer: it may not have been them. How many.

    Everybody does so with their own, also who may not invite any more; an editor-in-chief with anybody's.
    """
    if actor.actor_id != user.actor_id:
        require(actor, "staff.change", EVERYWHERE)
    with transaction(actor):
        return end_invitations_of(user)
