"""Screens for people who are not signed in yet: an invitation, and a forgotten password."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django import forms
from django.contrib.auth import views as django
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy as _, override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from rotativa.staff import forgotten, links
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.set_password import LinkUsed, set_password
from rotativa.staff.mails.writing import desk_language
from rotativa.staff.models import Invitation, User

_TOKEN = "staff_invitation"  # noqa: S105 the name under which a session keeps one


class JoinForm(forms.Form):
    """How somebody who was invited will sign in."""

    username = forms.CharField(
        label=_("Login name"),
        max_length=150,
        help_text=_("You sign in with it; colleagues see your name."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten letters, digits or signs that nobody can guess: several words are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("password") and found.get("again") and found["password"] != found["again"]:
            self.add_error("again", _("The two passwords differ."))
        return found


def invitation_opened(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the link out of the address, which browsers keep and may tell others. Of what opens nothing, nothing is
    kept: a session is a row, and anybody may come by.
    """
    if refused := too_many(request, "reset_password_from_key", looks=True):
        return refused
    request.session.pop(_TOKEN, None)
    if links.invitation_of(token) is not None:
        request.session[_TOKEN] = token
    return redirect("invitation")


@method_decorator(sensitive_post_parameters(), name="dispatch")
class InvitationView(FormView):  # type: ignore[type-arg]
    """An invitation: who asks, what the person may do, and how they will sign in."""

    template_name = "account/invitation.html"
    form_class = JoinForm
    invitation: Invitation | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.invitation = links.invitation_of(str(request.session.get(_TOKEN, "")))
        if self.invitation is None:
            return render(request, "account/invitation_void.html", status=404)
        # As the mail that led here, and the desk behind it: not as the browser asks.
        with override(desk_language(self.invitation.language or get_language() or "")):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if isinstance(response, TemplateResponse) else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "invitation": self.invitation}

    def form_valid(self, form: JoinForm) -> HttpResponse:
        assert self.invitation is not None  # noqa: S101 dispatch has seen to it
        words = {name: form.cleaned_data[name] for name in ("username", "password")}
        try:
            user = accept_invitation(self.invitation, **words)
        except ValidationError as error:
            by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for field, sentences in by_field.items():
                form.add_error(field if field in form.fields else None, sentences)
            return self.form_invalid(form)
        self.request.session.pop(_TOKEN, None)
        credentials = {"username": user.username}
        response: HttpResponse = perform_password_login(self.request, credentials, Login(user=user))
        return response


class AskForm(forms.Form):
    """Where the mail goes."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}))


class ForgottenView(FormView):  # type: ignore[type-arg]
    """Asks for a new password by mail. The answer is one and the same for every address."""

    template_name = "account/forgotten.html"
    form_class = AskForm

    def form_valid(self, form: AskForm) -> HttpResponse:
        address = form.cleaned_data["email"]
        if refused := too_many(self.request, "reset_password", address.lower()):
            return refused
        forgotten.ask(address, get_language() or "")
        return render(self.request, "account/forgotten_sent.html", {"address": address})


class OwnSetPasswordForm(SetPasswordForm):  # type: ignore[type-arg] # not generic when it runs
    """Sets the password by our verb."""

    def save(self, commit: bool = True) -> User:
        user: User = self.user
        set_password(user, user, self.cleaned_data["new_password1"], was_forgotten=True)
        return user


class ResetView(django.PasswordResetConfirmView):
    """Where a link of such a mail leads: Django takes it out of the address, and lets it count once."""

    template_name = "account/reset.html"
    form_class = OwnSetPasswordForm
    success_url = reverse_lazy("account_login")
    post_reset_login = False

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except LinkUsed:  # sent twice at once: the link counted for both when they were looked at
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        return response

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return too_many(request, "reset_password_from_key") or super().dispatch(request, *args, **kwargs)


def too_many(request: HttpRequest, action: str, key: str | None = None, looks: bool = False) -> HttpResponse | None:
    """The answer to somebody who asks too often; None for everybody else. Of themselves, looks are not counted."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action=action, key=key, limit_get=looks)
    return refused
