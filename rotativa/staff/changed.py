"""After a person has changed their own password: invitations that wait, which may not be theirs.

They do not end by themselves, as where a colleague sets the password or a mail does: most who change their own doubt
nothing, and whom they invited would find the door closed.
"""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.generic import FormView

from rotativa.staff.actions.end_invitations import end_invitations
from rotativa.staff.invitations import waiting_of
from rotativa.staff.models import Invitation, User

NEXT = "wagtailadmin_account"


def leads_to(user: User) -> str:
    """The name of the screen that comes after the change."""
    return "password_changed" if waiting_of(user).exists() else NEXT


class ChangedView(FormView):  # type: ignore[type-arg]
    """The invitations, and one button that ends them."""

    template_name = "account/password_changed.html"
    form_class = forms.Form
    waiting: list[Invitation]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.waiting = list(waiting_of(self.person))
        return super().dispatch(request, *args, **kwargs) if self.waiting else redirect(NEXT)

    @property
    def person(self) -> User:
        """Who changed it."""
        return cast("User", self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "waiting": self.waiting}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        end_invitations(self.person, self.person)
        return render(self.request, "account/invitations_ended.html")
