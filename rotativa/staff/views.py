"""The door of the desk: allauth's screens, with the strictest headers, and as one act where something is changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from rotativa.daybook.writing import transaction
from rotativa.staff import address, afresh, changed, opening, second_factor
from rotativa.staff.headers import strictly
from rotativa.staff.models import User
from rotativa.staff.proofs import PASSKEY_REFUSED

View = Callable[..., HttpResponseBase]


def closed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """An address that Wagtail or allauth would answer and that we do not have."""
    raise Http404


def act(view: View) -> View:
    """The view, in which what is posted is one act of the person: whole, with its fact, or not at all."""

    @wraps(view)
    def acting(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST" or request.user.is_anonymous:
            return view(request, *args, **kwargs)
        with transaction(request.user):
            return view(request, *args, **kwargs)

    return acting


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RemoveKeyView(keys.RemoveWebAuthnView):
    """Takes a passkey away, unless it is the last second factor of somebody who must have one: allauth does not ask."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


class LoginByKeyView(keys.LoginWebAuthnView):
    """A passkey in place of name and password. Where it is refused, the door says so; allauth goes back in silence."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return _refused(self.request, form, "account_login")


class ReauthenticateByKeyView(keys.ReauthenticateWebAuthnView):
    """The same of somebody who is in, whom allauth would lead to the desk's home."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return _refused(self.request, form, "mfa_reauthenticate_webauthn")


def _refused(request: HttpRequest, form: Any, screen: str) -> HttpResponse:
    """Back to a screen that says why, and leads on to where one was going."""
    for sentence in form.errors.get("credential", [PASSKEY_REFUSED]):
        messages.error(request, str(sentence))
    onward = get_next_redirect_url(request)
    return redirect(reverse(screen) + (f"?{urlencode({'next': onward})}" if onward else ""))


def counted(view: View) -> View:
    """The view, which one line asks only so often: the question for a passkey is kept in a session, and a session is a
    row. allauth counts no ``GET``, which here makes one.
    """

    @wraps(view)
    def counting(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        refused: HttpResponse | None = ratelimit.consume_or_429(request, action="ask_passkey", limit_get=True)
        return refused or view(request, *args, **kwargs)

    return counting


def list_keys(request: HttpRequest) -> HttpResponse:
    """Passkeys stand among the second factors."""
    return redirect("mfa_index")


class FactorsView(second.IndexView):
    """The second factors of a person, and whether they must have one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast("User", self.request.user)
        told = {"second_factor_required": second_factor.is_required(user), "codes_left": second_factor.codes_left(user)}
        return {**super().get_context_data(**kwargs), **told}


invitation_opened, invitation = strictly(opening.invitation_opened), strictly(opening.InvitationView.as_view())
forgotten, reset = strictly(opening.ForgottenView.as_view()), strictly(opening.ResetView.as_view())
mail_address = strictly(login_required(reauthentication_required(address.AddressView.as_view())))
address_opened, confirm_address = strictly(address.address_opened), strictly(address.ConfirmView.as_view())
login, logout = strictly(account.login), strictly(account.logout)
reauthenticate = strictly(afresh.forgetting(account.reauthenticate))
change_password = strictly(account.password_change)
password_changed = strictly(login_required(changed.ChangedView.as_view()))
authenticate, login_by_passkey = strictly(second.authenticate), strictly(counted(LoginByKeyView.as_view()))
reauthenticate_by_code = strictly(afresh.forgetting(second.reauthenticate))
reauthenticate_by_key = strictly(afresh.forgetting(ReauthenticateByKeyView.as_view()))
factors = strictly(FactorsView.as_view())
activate_app, deactivate_app = strictly(act(app.activate_totp)), strictly(act(app.deactivate_totp))
add_key, remove_key = strictly(act(keys.add_webauthn)), strictly(act(RemoveKeyView.as_view()))
view_codes, make_codes = strictly(codes.view_recovery_codes), strictly(act(codes.generate_recovery_codes))
