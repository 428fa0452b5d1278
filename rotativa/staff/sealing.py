"""What lets somebody in is not kept in the clear: a copy of the database alone opens no door."""

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

_PURPOSE = b"rotativa.staff.second_factor"


def seal(text: str) -> str:
    """The text, readable with the secret of this installation only."""
    return _sealer().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again. Sealed with another secret it becomes one that nobody knows, so that nothing fits it."""
    try:
        return _sealer().decrypt(sealed.encode("ascii", "replace")).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def _sealer() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret: str | bytes) -> bytes:
    derived = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)
