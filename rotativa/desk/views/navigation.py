"""The navigation of an edition: one screen, one act."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.forms.navigation import NavigationForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import may
from rotativa.desk.views.base import DeskView
from rotativa.editions.queries import Masthead
from rotativa.fronts.actions.publish_navigation import publish_navigation
from rotativa.fronts.models.navigation import navigation_thing
from rotativa.fronts.queries import Navigation
from rotativa.fronts.reading import navigation_now
from rotativa.kit.actor import Refused
from rotativa.press.queries import pages_of
from rotativa.stories.errors import Impossible


class NavigationView(DeskView):
    """The bar and the foot of one edition, put in order and published at once."""

    verbs = ("navigation.publish",)
    template_name = "desk/navigation.html"
    page_title = gettext_lazy("Navigation")
    header_icon = "rot-navigation"
    edition: Masthead

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        code = kwargs.get("edition")
        if code is None:
            return redirect("desk:navigation_in", self._first(request))
        edition = furniture.edition(request, code)
        if edition is None:
            raise Http404
        self.edition = edition
        return super().dispatch(request, *args, **kwargs)

    def get_back_url(self) -> str:
        return reverse("desk:navigation_in", args=(self.edition.code,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code, now = self.edition.code, navigation_now(self.edition.code)
        form = kwargs.pop("form", None) or self._form()
        context = super().get_context_data(**kwargs)
        context.update(
            form=form,
            media=form.media,
            edition=self.edition,
            language=furniture.language_name(code),
            editions=furniture.editions(self.request),
            now=now,
            follows=now.navigation == Navigation(),
            shown=pages_of(navigation_thing(code), code),
            may_publish=may(self.request, "navigation.publish", code),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if "follow" in request.POST:
            return self._publish(form, Navigation(), None)
        if not form.is_valid():
            self.refuse(_("Not published: see below. What you put together is still here."))
            return self.render_again(form=form)
        return self._publish(form, form.navigation, form.cleaned_data["seen"])

    def _publish(self, form: NavigationForm, navigation: Navigation, seen: int | None) -> HttpResponse:
        code = self.edition.code
        try:
            publish_navigation(self.actor, code, navigation, seen=seen)
        except ValidationError as error:
            put(form, error)
            self.refuse(_("Not published: see below. What you put together is still here."))
            return self.render_again(form=form)
        except (Impossible, Refused) as refusal:
            self.refuse(str(refusal))
            return self.render_again(form=form)
        language = furniture.language_name(code)
        self.say(_("Every page in %(language)s is printed with it now.") % {"language": language})
        return redirect(self.get_back_url())

    def _form(self, data: Any = None) -> NavigationForm:
        now = navigation_now(self.edition.code)
        return NavigationForm(data, edition=self.edition.code, navigation=now.navigation, number=now.number)

    def _first(self, request: HttpRequest) -> str:
        codes = [edition.code for edition in furniture.editions(request)]
        if not codes:
            raise Http404
        return next((code for code in codes if may(request, "navigation.publish", code)), codes[0])
