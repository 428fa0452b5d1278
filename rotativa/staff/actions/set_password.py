from django.contrib.auth.hashers import make_password

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.staff.actions.add_person import check_password
from rotativa.staff.actions.ask_address import forget_asked_by
from rotativa.staff.actions.end_invitations import end_invitations_of
from rotativa.staff.doubt import take_back
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import User


class LinkUsed(RuntimeError):
    """The link by which a forgotten password is set was used meanwhile. Nothing was changed."""


def set_password(actor: Actor, user: User, password: str, *, was_forgotten: bool = False) -> None:
    """Sets a password: everybody their own, an editor-in-chief anybody's. All sessions of the person end.

    So does what waits in their name for a link in a mail: whoever knew the former password would come back by it.
    Where somebody else sets it, links that the person gave to outsiders end, too; and there, or where it is set by the
    link of a mail (``was_forgotten``), invitations that they sent and nobody has answered.
    Raises ``ValidationError`` for the field ``password`` where it is too easy to guess; and ``LinkUsed`` where it was
    forgotten, and is by now another one than ``user`` holds, for which the link was made.
    """
    is_own = actor.actor_id == user.actor_id
    if not is_own:
        require(actor, "staff.change", EVERYWHERE)
    check_password(password, user)
    former, user.password = user.password, make_password(password)  # slow on purpose, so before the write lock is taken
    with transaction(actor):
        if was_forgotten and User.objects.select_for_update(no_key=True).get(pk=user.pk).password != former:
            raise LinkUsed
        user.save(update_fields=["password"])
        forget_asked_by(user)
        if not is_own:
            take_back(user)
        ended = end_invitations_of(user) if was_forgotten or not is_own else 0
        put_down("password_set", user, by="" if is_own else actor.actor_name, invitations=ended)
        note("user.password_set", [thing("user", user.pk)], details={"name": user.actor_name})
