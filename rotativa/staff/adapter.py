"""What allauth asks us about accounts: nobody signs up, and nobody learns from an error who works here."""

import time
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rotativa.editions.models import Edition
from rotativa.staff import changed, known, sealing, second_factor
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.models import User


class NewsroomAdapter(DefaultAccountAdapter):
    """Accounts are given by an editor-in-chief."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for every reason: no such name, a wrong password, somebody who left.
        "username_password_mismatch": _("This name and this password do not match."),
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes, then try again."),
        "rate_limited": _("Too many attempts. Please wait a few minutes, then try again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led on there. What cannot be read as an address is none."""
        try:
            urlsplit(url or "")
        except ValueError:
            return False
        return bool(super().is_safe_url(url))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Says nothing: who came in sees it, and who left does not need to read it."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Throttles: a browser in which this person has signed in by itself, all others by the login name."""
        name = known.name_of(request, credentials.get("username") or "")
        if not name:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed", key=f"known {name}", config=known.RATES
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Called when somebody is in, behind their second factor."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known.remember(request, response, user.get_username())
        return response

    def set_password(self, user: Any, password: str) -> None:
        """By our verb: with a fact, and hashed before a transaction opens."""
        set_password(user, user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where invitations of theirs wait, to be asked about them; else back to the account."""
        return reverse(changed.leads_to(cast("User", request.user)))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password is asked once more. Not of who signed in a moment ago."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactors(DefaultMFAAdapter):
    """Second factors: sealed, named after the newsroom, and not taken away from who must have one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong, or too old. Codes change every half minute."),
        "cannot_delete_authenticator": _("Your role asks for a second factor. Set up another one first."),
    }

    def get_totp_issuer(self) -> str:
        first = Edition.objects.values_list("name", flat=True).first()
        return first or str(settings.WAGTAIL_SITE_NAME)

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether the person may take it away: not the last one, where their role asks for one."""
        user = User.objects.get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user=user, type__in=second_factor.ENOUGH).exclude(pk=authenticator.pk)
        return not second_factor.is_required(user) or others.exists()
