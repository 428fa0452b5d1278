"""The forms in which somebody proves who they are by a second factor: allauth's, made stricter."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from allauth.mfa.webauthn.internal import auth
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
