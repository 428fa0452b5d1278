"""The navigation of an edition: put together on one screen, and let go on another, which asks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from rotativa.desk import furniture
from rotativa.desk.forms.navigation import FollowForm, NavigationForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import may
from rotativa.desk.views.base import InEdition
from rotativa.editions.in_words import language_name
from rotativa.fronts.actions.publish_navigation import publish_navigation
from rotativa.fronts.errors import Moved
from rotativa.fronts.models.navigation import navigation_thing
from rotativa.fronts.queries import Version, navigation_now, navigation_version
from rotativa.fronts.values import Navigation
from rotativa.kit.actor import EVERYWHERE, Refused
from rotativa.kit.typed import number
from rotativa.press.queries import pages_of
from rotativa.stories.errors import Impossible


class NavigationScreen(InEdition):
    """What the screens of an edition's navigation share."""

    verbs = ("navigation.publish",)
    header_icon = "rot-navigation"

    def get_back_url(self) -> str:
        return reverse("desk:navigation_in", args=(self.edition.code,))

    def done(self) -> HttpResponse:
        """Readers have another one: back to where it is put together."""
        language = language_name(self.edition.code)
        self.say(_("Every page in %(language)s is printed with it now.") % {"language": language})
        return redirect(self.get_back_url())


class NavigationView(NavigationScreen):
    """The bar and the foot of one edition, put in order and published at once; begun from an earlier one, if asked."""

    template_name = "desk/navigation.html"
    page_title = gettext_lazy("Navigation")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "edition" not in kwargs:
            return redirect("desk:navigation_in", self._first(request))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code, now, former = self.edition.code, navigation_now(self.edition.code), self._former()
        form = kwargs.pop("form", None) or self._form()
        context = super().get_context_data(**kwargs)
        context.update(
            form=form,
            media=form.media,
            edition=self.edition,
            language=language_name(code),
            editions=furniture.editions(self.request),
            now=now,
            former=former,
            before=navigation_version(code, (former or now).number - 1),
            follows=now.navigation == Navigation(),
            shown=pages_of(navigation_thing(code), code),
            may_publish=may(self.request, "navigation.publish", code),
            may_order=may(self.request, "section.change", EVERYWHERE),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            self.refuse(_("Not published: see below. What you put together is still here."))
            return self.render_again(form=form)
        return self._publish(form, form.navigation, form.cleaned_data["seen"])

    def _publish(self, form: NavigationForm, navigation: Navigation, seen: int) -> HttpResponse:
        code = self.edition.code
        try:
            publish_navigation(self.actor, code, navigation, seen=seen)
        except ValidationError as error:
            put(form, error)
            self.refuse(_("Not published: see below. What you put together is still here."))
            return self.render_again(form=form)
        except Moved as theirs:
            self.refuse(str(theirs), (self.get_back_url(), _("Look at it")))
            form.look_again(navigation_now(code).number)
            return self.render_again(form=form)
        except (Impossible, Refused) as refusal:
            self.refuse(str(refusal))
            return self.render_again(form=form)
        return self.done()

    def _form(self, data: Any = None) -> NavigationForm:
        now = navigation_now(self.edition.code)
        begun = self._former() or now
        return NavigationForm(data, edition=self.edition.code, navigation=begun.navigation, number=now.number)

    def _former(self) -> Version | None:
        """The earlier version that is asked for, to be looked at and published again."""
        asked = number(self.request.GET.get("version", ""))
        found = navigation_version(self.edition.code, asked) if asked is not None else None
        return found if found != navigation_now(self.edition.code) else None

    def _first(self, request: HttpRequest) -> str:
        codes = [edition.code for edition in furniture.editions(request)]
        if not codes:
            raise Http404
        return next((code for code in codes if may(request, "navigation.publish", code)), codes[0])


class FollowNavigationView(NavigationScreen):
    """Says what readers will meet where nothing is put together any more, and asks."""

    template_name = "desk/navigation_follow.html"
    page_title = gettext_lazy("Let the navigation follow by itself again")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_back_url(), "label": _("Navigation")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code, now = self.edition.code, navigation_now(self.edition.code)
        context = super().get_context_data(**{"form": FollowForm(initial={"seen": now.number}), **kwargs})
        context.update(
            edition=self.edition,
            language=language_name(code),
            back=self.get_back_url(),
            follows=now.navigation == Navigation(),
            may_publish=may(self.request, "navigation.publish", code),
            effects=self._effects(),
            button=_("Let it follow by itself again"),
        )
        return context

    def _effects(self) -> list[tuple[str, str]]:
        shown = pages_of(navigation_thing(self.edition.code), self.edition.code)
        printed = ngettext(
            "%(number)s printed page shows it: to publish prints it again.",
            "%(number)s printed pages show it: to publish prints all of them again, news first.",
            shown,
        )
        return [
            (_("The bar"), _("leads to all sections, in their order.")),
            (_("The foot"), _("leads to sections, front page and contact, all pages and all editions.")),
            (_("The press"), printed % {"number": shown}),
            (_("Way back"), _("What was put together is kept: it can be looked at, and published again.")),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FollowForm(request.POST)
        if not form.is_valid():
            return redirect(request.path)
        try:
            publish_navigation(self.actor, self.edition.code, Navigation(), seen=form.cleaned_data["seen"])
        except Moved as theirs:
            self.refuse(str(theirs), (self.get_back_url(), _("Look at it")))
            return redirect(request.path)
        return self.done()
