"""Editions: what there is, what readers see of each on every page, and a new one in any language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.forms.editions import EditionForm, NewEditionForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import may
from rotativa.desk.views.base import DeskView
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.actions.change_edition import change_edition
from rotativa.editions.models import Edition
from rotativa.editions.naming import Overtaken
from rotativa.kit.actor import EVERYWHERE
from rotativa.kit.things import thing
from rotativa.press.queries import pages_of


class EditionsScreen(DeskView):
    """What the screens of editions share."""

    verbs = ("edition.change",)
    header_icon = "rot-editions"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:editions"), "label": _("Editions")}]

    def get_back_url(self) -> str:
        return reverse("desk:editions")


class EditionsView(EditionsScreen):
    """All editions, each with the way to its own screen."""

    template_name = "desk/editions.html"
    page_title = gettext_lazy("Editions")

    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["editions"] = [
            (edition, may(self.request, "edition.change", edition.code)) for edition in furniture.editions(self.request)
        ]
        context["may_add"] = may(self.request, "edition.change", EVERYWHERE)
        return context


class EditionView(EditionsScreen):
    """One edition; how many pages show it is said before anything changes."""

    template_name = "desk/edition_one.html"

    @cached_property
    def edition(self) -> Edition:
        """The edition, as it is now."""
        return get_object_or_404(Edition, code=self.kwargs["edition"])

    def get_page_title(self) -> str:
        return self.edition.language

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        form = kwargs.pop("form", None) or EditionForm(None, edition=edition)
        context = super().get_context_data(**kwargs)
        context.update(
            form=form,
            edition=edition,
            pages=pages_of(thing("edition", edition.code), edition.code),
            may_change=may(self.request, "edition.change", edition.code),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EditionForm(request.POST, edition=Edition.objects.get(pk=self.edition.pk))
        if form.is_valid():
            try:
                change_edition(self.actor, self.edition.code, seen=form.cleaned_data["seen"], **form.words())
            except ValidationError as error:
                put(form, error)
                if isinstance(error, Overtaken):
                    form.look_again(error.theirs)
            else:
                self.say(_("Saved. Pages that show it are printed again by themselves."))
                return redirect("desk:editions")
        self.refuse(_("Not saved: see below. What you typed is still here."))
        return self.render_again(form=form)


class AddEditionView(EditionsScreen):
    """A new one: what is not said comes from CLDR, and from the first edition."""

    template_name = "desk/edition_add.html"
    page_title = gettext_lazy("Add an edition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": NewEditionForm(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NewEditionForm(request.POST)
        if form.is_valid():
            asked = dict(form.cleaned_data)
            try:
                edition = add_edition(self.actor, asked.pop("code"), prefix=asked.pop("beginning"), **asked)
            except ValidationError as error:
                put(form, error)
            else:
                told = _(
                    "%(language)s is there: its front is printed now. Name its sections next, and give people roles."
                )
                self.say(told % {"language": edition.language})
                return redirect("desk:edition", edition.code)
        return self.render_again(form=form)
