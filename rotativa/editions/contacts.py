"""How readers reach somebody: a mailbox or a page. Links lead there, so nothing else may stand in its place."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext

_SECURE = "https://"
_is_secure = URLValidator(schemes=["https"])


def is_a_page(address: str) -> bool:
    """Whether it is the address of a page, beginning with https://."""
    return _passes(_is_secure, address)


def is_a_contact(address: str) -> bool:
    """Whether it is an e-mail address, or that of a page."""
    return _passes(_is_secure if "//" in address else validate_email, address)


def require_contact(contact: str) -> None:
    """Raises ``ValidationError``, for the field, where it is neither; empty is fine."""
    if contact and not is_a_contact(contact):
        raise ValidationError({"contact": gettext("An e-mail address, or an address that begins with https://.")})


def link_of(contact: str) -> str:
    """Where a link to it leads; empty for what is no contact, which may have been kept before anybody looked."""
    if not is_a_contact(contact):
        return ""
    return contact if contact.startswith(_SECURE) else f"mailto:{contact}"


def _passes(check: Callable[[str], None], address: str) -> bool:
    try:
        check(address)
    except ValidationError:
        return False
    return True
