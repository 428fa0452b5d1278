"""Links that open a door: signed, made when their mail goes, and kept nowhere."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from rotativa.staff.models import AddressChange, Invitation, User

person_screen: Callable[[int], str] | None = None
"""The address of the screen of a person. The desk sets it at start-up (``set_person_screen``)."""

_signer = TimestampSigner(salt="rotativa.staff.invitation")
_addresses = TimestampSigner(salt="rotativa.staff.address")


def set_person_screen(address: Callable[[int], str]) -> None:
    """Plugs the desk in."""
    global person_screen  # noqa: PLW0603 set once, as the process starts
    person_screen = address


def of_person(user: User) -> str:
    """Where a person's roles and second factor are looked after."""
    return str(settings.WAGTAILADMIN_BASE_URL) + person_screen(user.pk) if person_screen is not None else desk()


def desk() -> str:
    """The address of the desk."""
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("wagtailadmin_home")


def mail_habits() -> str:
    """Where a person chooses what they are told by mail."""
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("wagtailadmin_account") + "#tab-mails"


def of_invitation(invitation: Invitation) -> str:
    """Where an invitation is answered. A link of an earlier mail counts no more."""
    token = _signer.sign(f"{invitation.pk}.{invitation.sent}")
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("invitation_opened", args=(token,))


def invitation_of(token: str) -> Invitation | None:
    """The invitation that this link opens; None where it opens none, for whatever reason."""
    try:
        number, _dot, sent = _signer.unsign(token, max_age=Invitation.DAYS * 24 * 3600).partition(".")
        found = Invitation.objects.select_related("inviter").filter(pk=int(number), sent=int(sent)).first()
    except (BadSignature, ValueError):
        return None
    return found if found is not None and found.is_open else None


def of_address(asked: AddressChange) -> str:
    """Where a new mail address is confirmed."""
    token = _addresses.sign(str(asked.pk))
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("mail_address_opened", args=(token,))


def address_of(token: str) -> AddressChange | None:
    """The change of an address that this link confirms; None where it confirms none, for whatever reason."""
    try:
        number = int(_addresses.unsign(token, max_age=AddressChange.HOURS * 3600))
    except (BadSignature, ValueError):
        return None
    found = AddressChange.objects.select_related("user").filter(pk=number).first()
    return found if found is not None and found.is_open else None


def of_reset(user: User) -> str:
    """Where a new password is set, once, within ``PASSWORD_RESET_TIMEOUT``."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("password_reset_confirm", args=(number, token))
