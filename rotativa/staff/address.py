"""Screens for a mail address: a person asks for another one, and whoever reads mails there confirms it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from rotativa.staff import links
from rotativa.staff.actions.ask_address import ask_address
from rotativa.staff.actions.confirm_address import confirm_address
from rotativa.staff.models import AddressChange, User
from rotativa.staff.opening import too_many

_TOKEN = "staff_address"  # noqa: S105 the name under which a session keeps one


class AddressForm(forms.Form):
    """Where mails are to go."""

    email = forms.EmailField(
        label=_("New address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        help_text=_("A mail with a link goes there. Until it is opened, mails go where they went."),
    )


class AddressView(FormView):  # type: ignore[type-arg]
    """A person asks that mails to them go elsewhere."""

    template_name = "account/address.html"
    form_class = AddressForm

    @property
    def person(self) -> User:
        """Who asks."""
        return cast("User", self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = AddressChange.objects.filter(user=self.person).first()
        return {**super().get_context_data(**kwargs), "waiting": waiting if waiting and waiting.is_open else None}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        if refused := too_many(self.request, "change_email"):
            return refused
        try:
            asked = ask_address(self.person, self.person, form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error("email", error.message_dict["email"])
            return self.form_invalid(form)
        return render(self.request, "account/address_sent.html", {"address": asked.to})


def address_opened(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the link out of the address, which browsers keep and may tell others; and keeps nothing of what opens
    nothing.
    """
    if refused := too_many(request, "reset_password_from_key", looks=True):
        return refused
    request.session.pop(_TOKEN, None)
    if links.address_of(token) is not None:
        request.session[_TOKEN] = token
    return redirect("mail_address_confirm")


class ConfirmView(FormView):  # type: ignore[type-arg]
    """Where such a link leads. It takes a button: programs that look at mails open their links, too."""

    template_name = "account/address_confirm.html"
    form_class = forms.Form
    asked: AddressChange | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.asked = links.address_of(str(request.session.get(_TOKEN, "")))
        if self.asked is None:
            return render(request, "account/address_void.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asked": self.asked}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        assert self.asked is not None  # noqa: S101 dispatch has seen to it
        try:
            user = confirm_address(self.asked)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        self.request.session.pop(_TOKEN, None)
        return render(self.request, "account/address_confirmed.html", {"address": user.email})
