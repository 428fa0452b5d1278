"""What a front looks like, and what it looked like: its preview, and the fronts that readers have had."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.views.front import OfEdition
from rotativa.desk.views.seen import as_readers_load_it
from rotativa.fronts.composition import Composition
from rotativa.fronts.queries import published_front, published_fronts
from rotativa.kit.typed import number
from rotativa.reader.preview import preview_front


class FrontHistoryView(OfEdition):
    """The fronts that readers have had: who published them, and when."""

    template_name = "desk/front_history.html"
    page_title = gettext_lazy("Published fronts")

    def get_page_title(self) -> str:
        return str(self.page_title)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"url": self.composer(), "label": self.name()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = published_fronts(self.edition.code, 50)
        context = super().get_context_data(**kwargs)
        context.update(
            edition=self.edition,
            front=self.front,
            rows=[(one, furniture.moment_in(self.edition.zone, one.at), len(one.composition.places)) for one in found],
            may_compose=self.may_here("front.compose"),
            may_publish=self.may_here("front.publish"),
            back=self.composer(),
        )
        return context


class FrontPreviewView(OfEdition):
    """The page as the press would print it: of the draft, of what is scheduled, or of one that readers had."""

    @method_decorator(as_readers_load_it)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("of") == "scheduled" and self.front.scheduled is None:
            self.refuse(_("No front is scheduled in this edition."))
            return redirect(self.composer())
        answer = HttpResponse(preview_front(self.edition.code, self._composition(), timezone.now()))
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _composition(self) -> Composition:
        wanted = self.request.GET.get("of", "")
        if wanted == "scheduled" and self.front.scheduled is not None:
            return self.front.scheduled.composition
        if wanted and wanted != "scheduled":
            found = published_front(self.edition.code, number(wanted) or 0)
            if found is None:
                raise Http404
            return found.composition
        return self.front.draft
