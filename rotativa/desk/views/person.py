"""One person of the staff: what they may do, how they sign in, and how they leave. For editors-in-chief."""

from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rotativa.desk import furniture
from rotativa.desk.forms.putting import put
from rotativa.desk.forms.staff import LeaveForm, PasswordForm, RoleForm, places
from rotativa.desk.person import may, person
from rotativa.desk.views.base import DeskView
from rotativa.editions.in_words import language_name
from rotativa.kit.actor import EVERYWHERE
from rotativa.kit.languages import isolated
from rotativa.staff import seats, second_factor, seconds, settled
from rotativa.staff.actions.ask_address import ask_address
from rotativa.staff.actions.ask_factor_reset import ask_factor_reset
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.confirm_factor_reset import confirm_factor_reset
from rotativa.staff.actions.drop_factor_reset import drop_factor_reset
from rotativa.staff.actions.end_sessions import end_sessions
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.address import AddressForm
from rotativa.staff.leaving import Planned, planned_by
from rotativa.staff.models import AddressChange, FactorReset, Invitation, User
from rotativa.stories.leaving import drafts_by_edition

OWN_SCREENS = {"password": "account_change_password", "address": "mail_address"}
"""Acts on oneself that have screens of their own, which ask for the password first: somebody else's session must not be
enough to keep an account.
"""


class PersonView(DeskView):
    """One person: roles, password, where they are signed in, a lost second factor, and leaving."""

    verbs = ("staff.change",)
    template_name = "desk/staff_one.html"
    asks_afresh = True
    header_icon = "group"

    @cached_property
    def user(self) -> User:
        """Whom this screen is about."""
        return get_object_or_404(User.objects.prefetch_related("roles"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.user.actor_name

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": furniture.screen("desk:staff"), "label": _("Staff")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self._asked()
        shown: dict[str, Any] = {
            "role_form": RoleForm(places=places(self.request)),
            "password_form": PasswordForm(),
            "address_form": AddressForm(),
            "address_waiting": self._waiting(),
            "leave_form": self._leave_form(),
            "roles_error": "",
            "someone": self.user,
            "myself": self._is_myself(),
            "may_all": may(self.request, "staff.change", EVERYWHERE),
            "seats": seats.of(self.user) if self.user.is_active else (),
            "has_factor": second_factor.has_one(self.user),
            "asked": asked,
            "why_not_confirm": seconds.why_not_confirm(person(self.request), asked) if asked else "",
            "unsettled": "" if settled.is_settled(person(self.request)) else settled.why_not(),
            "drafts": drafts_by_edition(self.user),
        }
        return super().get_context_data(**{**shown, **kwargs})

    def _is_myself(self) -> bool:
        return self.user.actor_id == self.actor.actor_id

    def _asked(self) -> FactorReset | None:
        found = self.user.factor_resets.select_related("user", "asker").filter(ended_at=None).first()
        return found if found is not None and seconds.waits(found) else None

    def _leave_form(self, data: Any = None) -> LeaveForm:
        return LeaveForm(data, leaver=self.user, planned=[(one.fact, self._told(one)) for one in planned_by(self.user)])

    def _told(self, one: Planned) -> str:
        """What goes out by itself, in which edition, and when on its clock."""
        edition = furniture.edition(self.request, one.edition)
        zone = edition.zone if edition is not None else "UTC"
        said = (
            _("“%(name)s” in %(edition)s: %(time)s, %(zone)s")
            if one.name
            else _("The front in %(edition)s: %(time)s, %(zone)s")
        )
        return said % {
            "name": isolated(one.name),
            "edition": language_name(one.edition),
            "time": furniture.moment_in(zone, one.at),
            "zone": furniture.place(zone),
        }

    def _waiting(self) -> AddressChange | None:
        found = AddressChange.objects.select_related("asker").filter(user=self.user).first()
        return found if found is not None and found.is_open else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {
            "give": self._give,
            "take": self._take,
            "password": self._password,
            "address": self._address,
            "end": self._end,
            "ask": self._ask,
            "confirm": self._confirm,
            "drop": self._drop,
            "leave": self._leave,
        }
        name = request.POST.get("act", "")
        if name in OWN_SCREENS and self._is_myself():
            return redirect(OWN_SCREENS[name])
        act = acts.get(name)
        refused = act(self.user) if act is not None else {}
        return self.render_again(**refused) if refused else redirect("desk:person", kwargs["pk"])

    def get_back_url(self) -> str:
        return furniture.screen("desk:person", self.kwargs["pk"])

    def _give(self, user: User) -> dict[str, Any]:
        form = RoleForm(self.request.POST, places=places(self.request))
        if not form.is_valid():
            return {"role_form": form}
        held = form.holding()
        try:
            give_role(self.actor, user, held.role, held.edition)
        except ValidationError as error:
            put(form, error)
            return {"role_form": form}
        self.say(_("Given."))
        return {}

    def _take(self, user: User) -> dict[str, Any]:
        try:
            take_role(self.actor, user, self.request.POST.get("role", ""), self.request.POST.get("edition", ""))
        except ValidationError as error:
            return {"roles_error": " ".join(error.messages)}
        self.say(_("Taken."))
        return {}

    def _password(self, user: User) -> dict[str, Any]:
        form = PasswordForm(self.request.POST)
        if not form.is_valid():
            return {"password_form": form}
        try:
            set_password(self.actor, user, form.cleaned_data["password"])
        except ValidationError as error:
            put(form, error)
            return {"password_form": form}
        said = _("The password was set. Every session of this person has ended, and so has every link to outsiders.")
        self.say(self._with_invitations(said, user))
        return {}

    def _with_invitations(self, said: str, user: User) -> str:
        if not Invitation.objects.filter(inviter=user, person=None, revoked_at=None, ended_at__isnull=False).exists():
            return said
        more = _(
            "Invitations of theirs that nobody had answered have ended, too: look at them under “Staff”, and send "
            "again what is right."
        )
        return f"{said} {more}"

    def _address(self, user: User) -> dict[str, Any]:
        form = AddressForm(self.request.POST)
        if not form.is_valid():
            return {"address_form": form}
        try:
            if not ratelimit.consume(self.request, action="change_email"):
                raise ValidationError({"email": _("Too many at once. Please wait a few minutes, then try again.")})
            ask_address(person(self.request), user, form.cleaned_data["email"])
        except ValidationError as error:
            put(form, error)
            return {"address_form": form}
        self.say(_("A link is on its way there. Mails go there once it was opened, within a day."))
        return {}

    def _end(self, user: User) -> dict[str, Any]:
        end_sessions(self.actor, user)
        said = _("Signed out everywhere. Links that they gave to outsiders show nothing any more.")
        self.say(self._with_invitations(said, user))
        return {}

    def _ask(self, user: User) -> dict[str, Any]:
        try:
            asked = ask_factor_reset(person(self.request), user)
        except ValidationError as error:
            self.refuse(" ".join(error.messages))
        else:
            self.say(
                _(
                    "Asked. Now somebody else who manages staff has to confirm it here, within a day. It waits on "
                    "their home, and whoever has an address is told by mail."
                )
                if seconds.who_may_confirm(asked)
                else _("Asked. But nobody else may confirm it now. Whoever runs the server can take it away.")
            )
        return {}

    def _confirm(self, user: User) -> dict[str, Any]:
        asked = self._asked()
        if asked is None:
            self.refuse(seconds.over())
            return {}
        try:
            confirm_factor_reset(person(self.request), asked)
        except ValidationError as error:
            self.refuse(" ".join(error.messages))
        else:
            self.say(_("The second factor was taken away. The person sets up a new one when they sign in."))
        return {}

    def _drop(self, user: User) -> dict[str, Any]:
        asked = self._asked()
        if asked is not None:
            drop_factor_reset(self.actor, asked)
            self.say(_("Nothing was changed: the second factor stays."))
        return {}

    def _leave(self, user: User) -> dict[str, Any]:
        form = self._leave_form(self.request.POST)
        if not form.is_valid():
            return {"leave_form": form}
        try:
            close_account(self.actor, user, form.cleaned_data["heir"], form.cleaned_data["keeps"])
        except ValidationError as error:
            put(form, error)
            return {"leave_form": form}
        self.say(_("The account of %(name)s is closed.") % {"name": user.actor_name})
        return {}
