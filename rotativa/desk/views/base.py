"""What every screen of the desk shares: Wagtail's furniture, the person, and words where something is refused."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from rotativa.desk import furniture
from rotativa.desk.acting import SAFE
from rotativa.desk.person import may, person
from rotativa.editions.queries import Masthead
from rotativa.kit.actor import Actor, Refused
from rotativa.staff import afresh
from rotativa.stories.errors import InPart


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A screen. ``verbs`` names the acts of which a person must be allowed one, somewhere, to see it."""

    verbs: tuple[str, ...] = ()
    page_title: str | Promise = ""
    header_icon = ""
    asks_afresh = False
    """Whether the password is asked for first: one decides here how somebody signs in."""

    @property
    def actor(self) -> Actor:
        return person(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.verbs and not any(may(request, verb) for verb in self.verbs):
            messages.error(
                request, _("You may not use “%(screen)s”. Ask an editor-in-chief.") % {"screen": self.get_page_title()}
            )
            return redirect("wagtailadmin_home")
        if self.asks_afresh and afresh.is_due(request):
            if request.method not in SAFE:
                self.refuse(_("Nothing was done: your password is asked for first. Then do it again, please."))
            return afresh.ask(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_back_url())
        except InPart as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def get_back_url(self) -> str:
        """Where a person is led whose act was refused."""
        return reverse("wagtailadmin_home")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), *self.crumbs(), {"url": "", "label": self.get_page_title()}]

    def crumbs(self) -> list[dict[str, Any]]:
        """The screens between home and this one."""
        return []

    def say(self, sentence: str | Promise) -> None:
        """Tells the person what was done."""
        messages.success(self.request, sentence)

    def refuse(self, sentence: str | Promise, *links: tuple[str, str]) -> None:
        """Tells the person what was not done; ``links`` lead to what they need next, each an address and its words."""
        buttons = [messages.button(address, words, new_window=True) for address, words in links]
        messages.error(self.request, sentence, buttons=buttons)

    def render_again(self, **context: Any) -> HttpResponse:
        """Shows the screen once more, with what was typed."""
        return self.render_to_response(self.get_context_data(**context))


class InEdition(DeskView):
    """A screen of one edition, which its address names."""

    @cached_property
    def edition(self) -> Masthead:
        """That edition. There is no screen of one that is unknown."""
        found = furniture.edition(self.request, self.kwargs["edition"])
        if found is None:
            raise Http404
        return found
