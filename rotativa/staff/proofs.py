"""The forms in which somebody proves who they are by a second factor: allauth's, made stricter."""

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from allauth.mfa.webauthn.internal import auth
from django.core.cache import cache
from fido2.webauthn import UserVerificationRequirement


class LoginByKeyForm(keys.LoginWebAuthnForm):
    """A passkey in place of password and code, which asks for a PIN, a finger or a face itself.

    The session keeps one question at a time, and that of a second factor asks for less: it is no answer here.
    """

    def clean_credential(self) -> Authenticator:
        asked = auth.get_state() or {}
        if asked.get("user_verification") != UserVerificationRequirement.REQUIRED:
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_credential()


class _OnceForm(second.BaseAuthenticateForm):
    """A code, which lets in once: allauth forgets after one period that it was used, and takes it in three."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if self.authenticator.type == Authenticator.Type.TOTP:
            valid_for = (2 * app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD
            cache.set(self.authenticator.wrap()._get_used_cache_key(code), "y", valid_for)  # noqa: SLF001 its own mark
        return code


class CodeForm(_OnceForm, second.AuthenticateForm):
    """A code after the password."""


class CodeAgainForm(_OnceForm, second.ReauthenticateForm):
    """A code of somebody who is in, before what asks who they are once more."""
