"""Staff: who works here, and what they may do where. For editors-in-chief."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.daybook.writing import transaction
from rotativa.desk import furniture
from rotativa.desk.forms.putting import put
from rotativa.desk.forms.staff import InviteForm, PersonForm, RoleForm, places
from rotativa.desk.views.base import DeskView
from rotativa.kit.typed import number
from rotativa.staff import afresh, second_factor
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.invite import invite
from rotativa.staff.actions.invite_again import invite_again
from rotativa.staff.actions.revoke_invitation import revoke_invitation
from rotativa.staff.mails import sending
from rotativa.staff.models import Invitation, User


class StaffView(DeskView):
    """Everybody, with their roles."""

    verbs = ("staff.change",)
    template_name = "desk/staff.html"
    page_title = gettext_lazy("Staff")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["people"] = list(
            User.objects.prefetch_related("roles").order_by("-is_active", "first_name", "username")
        )
        with_factor = Authenticator.objects.filter(type__in=second_factor.ENOUGH)
        context["with_factor"] = set(with_factor.values_list("user_id", flat=True))
        context["invitations"] = self._invitations()
        context["mail_goes"] = sending.goes()
        return context

    def _invitations(self) -> list[dict[str, Any]]:
        waiting = list(
            Invitation.objects.select_related("inviter").filter(person=None, revoked_at=None).order_by("-made_at")
        )
        troubles = sending.troubles("invitation", [one.pk for one in waiting])
        return [{"one": one, "trouble": troubles.get(one.pk, "")} for one in waiting]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = get_object_or_404(Invitation, pk=number(request.POST.get("invitation", "")))
        if request.POST.get("act") == "revoke":
            revoke_invitation(self.actor, invitation)
            self.say(_("The invitation was taken back. Its link no longer works."))
        elif request.POST.get("act") == "again":
            if afresh.is_due(request):  # as for a new one: its link lets somebody in
                self.refuse(_("Nothing was done: your password is asked for first. Then do it again, please."))
                return afresh.ask(request)
            invite_again(self.actor, invitation)
            self.say(_("The invitation is on its way again. The link in the earlier mail no longer counts."))
        return redirect("desk:staff")

    def get_back_url(self) -> str:
        return furniture.screen("desk:staff")


class InviteView(DeskView):
    """Asks somebody by mail to join."""

    verbs = ("staff.change",)
    template_name = "desk/staff_invite.html"
    asks_afresh = True
    page_title = gettext_lazy("Invite somebody")
    header_icon = "group"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": furniture.screen("desk:staff"), "label": _("Staff")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = InviteForm(places=places(self.request))
        return super().get_context_data(**{"form": form, "mail_goes": sending.goes(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = InviteForm(request.POST, places=places(request))
        if not form.is_valid():
            return self.render_again(form=form)
        words = {name: form.cleaned_data[name] for name in ("name", "email", "language")}
        try:
            invite(self.actor, roles=form.holdings(), **words)
        except ValidationError as error:
            put(form, error)
            return self.render_again(form=form)
        self.say(_("The invitation to %(name)s is on its way.") % {"name": words["name"]})
        return redirect("desk:staff")

    def get_back_url(self) -> str:
        return furniture.screen("desk:staff")


class AddPersonView(DeskView):
    """Somebody new: name, login, password, and a first role."""

    verbs = ("staff.change",)
    template_name = "desk/staff_add.html"
    asks_afresh = True
    page_title = gettext_lazy("Add a person")
    header_icon = "group"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": furniture.screen("desk:staff"), "label": _("Staff")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        role_form = RoleForm(places=places(self.request))
        return super().get_context_data(**{"person_form": PersonForm(), "role_form": role_form, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person_form = PersonForm(request.POST)
        role_form = RoleForm(request.POST, places=places(request))
        if all([person_form.is_valid(), role_form.is_valid()]):  # what is wrong in either is said at once
            held = role_form.holding()
            try:
                with transaction(self.actor):
                    added = add_person(self.actor, **person_form.cleaned_data)
                    give_role(self.actor, added, held.role, held.edition)
            except ValidationError as error:
                put(
                    person_form
                    if hasattr(error, "error_dict") and set(error.error_dict) & set(person_form.fields)
                    else role_form,
                    error,
                )
            else:
                self.say(_("%(name)s was added.") % {"name": added.actor_name})
                return redirect("desk:staff")
        return self.render_again(person_form=person_form, role_form=role_form)
