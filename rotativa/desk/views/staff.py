"""Staff: who works here, and what they may do where. For editors-in-chief."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.daybook.writing import transaction
from rotativa.desk import furniture
from rotativa.desk.forms.putting import put
from rotativa.desk.forms.staff import PasswordForm, PersonForm, RoleForm
from rotativa.desk.views.base import DeskView
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import User


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
        return context


class AddPersonView(DeskView):
    """Somebody new: name, login, password, and a first role."""

    verbs = ("staff.change",)
    template_name = "desk/staff_add.html"
    page_title = gettext_lazy("Add a person")
    header_icon = "group"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": furniture.screen("desk:staff"), "label": _("Staff")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = furniture.editions(self.request)
        return super().get_context_data(
            **{"person_form": PersonForm(), "role_form": RoleForm(editions=editions), **kwargs}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person_form = PersonForm(request.POST)
        role_form = RoleForm(request.POST, editions=furniture.editions(request))
        if person_form.is_valid() and role_form.is_valid():
            try:
                with transaction(self.actor):
                    added = add_person(self.actor, **person_form.cleaned_data)
                    give_role(self.actor, added, role_form.cleaned_data["role"], role_form.cleaned_data["edition"])
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


class PersonView(DeskView):
    """One person: give a role, take one, set a password."""

    verbs = ("staff.change",)
    template_name = "desk/staff_one.html"
    header_icon = "group"

    @property
    def user(self) -> User:
        """Whom this screen is about."""
        return get_object_or_404(User.objects.prefetch_related("roles"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.user.actor_name

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": furniture.screen("desk:staff"), "label": _("Staff")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = furniture.editions(self.request)
        forms = {"role_form": RoleForm(editions=editions), "password_form": PasswordForm(), "roles_error": ""}
        return super().get_context_data(**{**forms, "someone": self.user, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"give": self._give, "take": self._take, "password": self._password}
        act = acts.get(request.POST.get("act", ""))
        refused = act(self.user) if act is not None else {}
        return self.render_again(**refused) if refused else redirect("desk:person", kwargs["pk"])

    def _give(self, user: User) -> dict[str, Any]:
        form = RoleForm(self.request.POST, editions=furniture.editions(self.request))
        if not form.is_valid():
            return {"role_form": form}
        try:
            give_role(self.actor, user, form.cleaned_data["role"], form.cleaned_data["edition"])
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
        self.say(_("The password was set. Every session of this person has ended."))
        return {}
