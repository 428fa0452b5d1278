"""Printed: when the pages of a story were printed, and why, in all its editions."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rotativa.desk import furniture
from rotativa.desk.because import because, told
from rotativa.desk.queries.printed import pages_of
from rotativa.desk.views.base import DeskView


class PrintedView(DeskView):
    """For everybody of the newsroom: is it out, since when, and because of what?"""

    template_name = "desk/printed.html"
    page_title = _("Printed")
    header_icon = "rot-press"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:stories"), "label": _("Stories")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = pages_of(self.kwargs["story"])
        if not pages:
            raise Http404
        causes = because(self.request, (entry.cause for page in pages for entry in page.entries))
        known = {edition.code: edition for edition in furniture.editions(self.request)}
        context = super().get_context_data(**kwargs)
        context["pages"] = [
            {
                "edition": known.get(page.edition),
                "cell": page.cell,
                "path": page.path,
                "failing": page.failing,
                "entries": told(page.entries, causes),
            }
            for page in pages
        ]
        return context
