from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, require
from rotativa.kit.things import thing
from rotativa.staff.mails.sending import put_down_for
from rotativa.staff.models import AddressChange, Mail, User


def ask_address(actor: User, user: User, address: str) -> AddressChange:
    """Asks that mails to a person go to another address: everybody for themselves, an editor-in-chief for anybody.

    Nothing changes before somebody opens the link that is sent there. Only the newest one counts. Raises ``Refused``,
    and ``ValidationError`` for the field ``email``.
    """
    if actor.pk != user.pk:
        require(actor, "staff.change", EVERYWHERE)
    asked = AddressChange(user=user, to=address.strip(), asker=actor)
    try:
        asked.clean_fields(exclude=["user", "asker"])
    except ValidationError as error:
        raise ValidationError({"email": error.message_dict["to"]}) from error
    if asked.to == user.email:
        raise ValidationError({"email": _("Mails go there already.")})
    require_unused(asked)
    with transaction(actor):
        AddressChange.objects.filter(user=user).delete()
        Mail.objects.filter(kind="address_confirm", words__person=user.pk).delete()
        asked.save(force_insert=True)
        by = "" if actor.pk == user.pk else actor.actor_name
        put_down_for("address_confirm", asked.to, user.language, asked.pk, person=user.pk, name=user.actor_name, by=by)
        note("user.address_asked", [thing("user", user.pk)], details={"name": user.actor_name})
    return asked


def require_unused(asked: AddressChange) -> None:
    """Raises ``ValidationError`` where mails to that address reach a colleague: theirs would open this account."""
    others = User.objects.filter(email__iexact=asked.to, is_active=True).exclude(pk=asked.user_id)
    if others.exists():
        raise ValidationError({"email": _("Somebody with this address works here already.")})


def forget_asked_by(user: User) -> None:
    """Forgets what waits to be confirmed and was asked in this person's name: it may not have been them.

    Called inside the transaction of the verb that ends their sessions.
    """
    AddressChange.objects.filter(asker=user).delete()
