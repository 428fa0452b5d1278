from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Refused, require
from rotativa.kit.things import thing
from rotativa.staff.actions.ask_address import require_unused
from rotativa.staff.mails.sending import put_down_for
from rotativa.staff.models import AddressChange, User


def confirm_address(asked: AddressChange) -> User:
    """Lets mails to a person go to another address, as whoever reads mails there confirms. The old one is told.

    Whoever asked must still be able to. Raises ``ValidationError``.
    """
    with transaction(asked.user):
        held = AddressChange.objects.select_for_update(of=("self",)).select_related("user", "asker").filter(pk=asked.pk)
        change = held.first()
        if change is None or not change.is_open or not change.user.is_active:
            raise ValidationError(_("This link no longer counts. Ask for a new one."))
        _require_asker(change)
        require_unused(change)
        user, old = change.user, change.user.email
        user.email = change.to
        user.save(update_fields=["email"])
        change.delete()
        if old:
            put_down_for("address_changed", old, user.language, user.pk)
        note("user.address_changed", [thing("user", user.pk)], details={"name": user.actor_name})
    return user


def _require_asker(change: AddressChange) -> None:
    if change.asker_id == change.user_id:
        return
    try:
        require(change.asker, "staff.change", EVERYWHERE)
    except Refused as error:
        raise ValidationError(_("Whoever asked for this may not do so any more. Ask for it anew.")) from error
