"""The forms in which somebody proves who they are by a second factor: allauth's, made stricter."""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode
from fido2.webauthn import CollectedClientData, UserVerificationRequirement

_LONGEST, _LONGEST_NAME, _DEEPEST = 20_000, 100, 100
PASSKEY_REFUSED = _(
    "This passkey was not accepted: the desk does not know it, or the question to it was too old. Try again, or use "
    "another way."
)
"""One sentence for every reason, as for names and passwords."""

_BREAKS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, struct.error)
"""In what reading ends that is no answer of a passkey: lists within lists, half of one, another thing altogether."""


class AnswerField(forms.JSONField):
    """What a passkey answered. What cannot be one is refused before it is read, and is not shown again."""

    widget = forms.HiddenInput
    default_error_messages = {"required": PASSKEY_REFUSED, "invalid": PASSKEY_REFUSED}

    def to_python(self, value: Any) -> Any:
        text = str(value or "")
        # A list within a thousand others ends in an error, here or where it is kept.
        if len(text) > _LONGEST or text.count("[") + text.count("{") > _DEEPEST:
            raise _wrong()
        with _refused():
            found = super().to_python(value)
            json.dumps(found, allow_nan=False)
        if found is not None and not isinstance(found, dict):
            raise _wrong()
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        return InvalidJSONInput("")


class _AnsweredForm(keys.AuthenticateWebAuthnForm):
    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        with _refused():
            _require_own_origin(self.cleaned_data["credential"])
            return super().clean_credential()


class KeyForm(_AnsweredForm):
    """A passkey after the password."""


class KeyAgainForm(_AnsweredForm, keys.ReauthenticateWebAuthnForm):
    """A passkey of somebody who is in, before what asks who they are once more."""


class LoginByKeyForm(_AnsweredForm, keys.LoginWebAuthnForm):
    """A passkey in place of password and code, which asks for a PIN, a finger or a face itself.

    The session keeps one question at a time, and that of a second factor asks for less: it is no answer here.
    """

    def clean_credential(self) -> Authenticator:
        asked = auth.get_state() or {}
        if asked.get("user_verification") != UserVerificationRequirement.REQUIRED:
            raise _wrong()
        return super().clean_credential()


class AddKeyForm(keys.AddWebAuthnForm):
    """A passkey that somebody adds."""

    name = forms.CharField(required=False, max_length=_LONGEST_NAME)
    credential = AnswerField()

    def clean(self) -> dict[str, Any]:
        with _refused():
            if answer := self.cleaned_data.get("credential"):
                _require_own_origin(answer)
            found: dict[str, Any] = super().clean()
        return found


def _require_own_origin(answer: dict[str, Any]) -> None:
    """Refuses what was answered on another page than ours: fido2 takes any port of the host, and any host below it."""
    asked_on = urlsplit(CollectedClientData(websafe_decode(answer["response"]["clientDataJSON"])).origin)
    own = (context.request.get_host(), urlsplit(settings.ROTATIVA_PUBLIC_ADDRESS).netloc)
    if _place(asked_on.netloc, asked_on.scheme) not in [_place(each, asked_on.scheme) for each in own]:
        raise _wrong()


def _place(netloc: str, scheme: str) -> str:
    """Host and port, without the port that goes without saying."""
    return netloc.lower().removesuffix({"https": ":443", "http": ":80"}.get(scheme, ""))


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except _BREAKS as error:
        raise _wrong() from error
    except forms.ValidationError as error:
        if getattr(error, "code", None) == "incorrect_code":  # allauth's word for everything, which speaks of codes
            raise _wrong() from error
        raise


def _wrong() -> forms.ValidationError:
    return forms.ValidationError(PASSKEY_REFUSED, code="passkey_refused")


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
