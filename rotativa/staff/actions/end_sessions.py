from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.staff import seats
from rotativa.staff.actions.ask_address import forget_asked_by
from rotativa.staff.actions.end_invitations import end_invitations_of
from rotativa.staff.doubt import take_back
from rotativa.staff.models import User


def end_sessions(actor: Actor, user: User, *, only: int | None = None, but: str | None = None) -> None:
    """Signs a person out, in all browsers, in one (``only`` its number), or in all ``but`` that of a session key.

    Everybody does so with their own; an editor-in-chief with anybody's. What waits in their name for a link in a mail
    ends with them: it may have been asked for there. Where somebody else signs them out, so do links for
    outsiders, and invitations that nobody has answered.
    """
    is_own = actor.actor_id == user.actor_id
    if not is_own:
        require(actor, "staff.change", EVERYWHERE)
    with transaction(actor):
        if not is_own:
            take_back(user)
            end_invitations_of(user)
        if seats.end(user, only=only, but=but):
            forget_asked_by(user)
            note("user.sessions_ended", [thing("user", user.pk)], details={"name": user.actor_name})
