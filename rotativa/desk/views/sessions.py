"""Where I am signed in, and out of where I want to be signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.person import person
from rotativa.desk.views.base import DeskView
from rotativa.kit.typed import number
from rotativa.staff import seats
from rotativa.staff.actions.end_sessions import end_sessions


class SessionsView(DeskView):
    """A person's own browsers: everybody sees theirs."""

    template_name = "desk/sessions.html"
    page_title = gettext_lazy("Where you are signed in")
    header_icon = "user"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": furniture.screen("wagtailadmin_account"), "label": _("Account")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = seats.of(person(self.request), self.request.session.session_key)
        return super().get_context_data(**{"seats": mine, "others": any(not one.here for one in mine), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = number(request.POST.get("seat", ""))
        if one is not None:
            end_sessions(self.actor, person(request), only=one)
        else:
            end_sessions(self.actor, person(request), but=request.session.session_key)
        self.say(_("Signed out there."))
        return redirect("desk:sessions")
