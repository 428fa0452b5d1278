from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, Machine, Refused
from rotativa.kit.things import thing
from rotativa.staff import wagtail_groups
from rotativa.staff.actions.add_person import check_new, check_password, named, save_new
from rotativa.staff.clock import give_clock
from rotativa.staff.giving import require_roles
from rotativa.staff.models import Invitation, Role, User


def accept_invitation(invitation: Invitation, *, username: str, password: str) -> User:
    """Makes the account of somebody who was invited, with the roles of the invitation. It counts once.

    Whoever invited must still be able to give these roles, and nobody of that address may work here by now: others may
    have invited the same person. Raises ``ValidationError``, by field.
    """
    user = User(username=username, email=invitation.email, language=invitation.language, **named(invitation.name))
    check_password(password, user)
    user.password = make_password(password)  # slow on purpose, so before the write lock is taken
    check_new(user)
    with transaction(user):
        held = _locked(invitation)
        inviter: Actor = held.inviter or Machine("command line")
        try:
            require_roles(inviter, held.holdings)
        except Refused as error:
            raise ValidationError(_("Whoever invited you may not do so any more. Ask for a new invitation.")) from error
        if not held.is_open or held.sent != invitation.sent:  # sent again meanwhile: this link counts no more
            raise ValidationError(_("This invitation was answered, taken back, or is too old. Ask for a new one."))
        if User.objects.filter(email__iexact=held.email, is_active=True).exists():
            raise ValidationError(_("Somebody with this address works here already."))
        save_new(user)
        Role.objects.bulk_create(
            Role(user=user, role=one.role, edition_id=one.edition or None) for one in held.holdings
        )
        wagtail_groups.sync()
        give_clock(user, next((one.edition for one in held.holdings if one.edition), ""))
        held.person = user
        held.save(update_fields=["person"])
        note("user.joined", [thing("user", user.pk)], details={"name": user.actor_name, "by": inviter.actor_name})
    return user


def _locked(invitation: Invitation) -> Invitation:
    """The invitation as it is now. With it are locked all others to the same address: one is answered after another."""
    alike = Invitation.objects.select_for_update().filter(email__iexact=invitation.email).order_by("pk")
    return {one.pk: one for one in alike}[invitation.pk]
