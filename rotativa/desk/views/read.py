"""Read: an article without the acts, for who does not write in its edition, and for who comes from a list of uses."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from rotativa.desk import furniture
from rotativa.desk.person import may
from rotativa.desk.queries import stories
from rotativa.desk.queries.originals import as_written
from rotativa.desk.views.base import DeskView
from rotativa.stories.models import ArticlePage


class ReadView(DeskView):
    """What everybody of the newsroom may read: the draft, in its language and direction, and where it stands."""

    template_name = "desk/read.html"
    header_icon = "rot-stories"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:stories"), "label": _("Stories")}]

    def get_page_title(self) -> str:
        return _("Read")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = as_written(self.kwargs["pk"])
        if written is None:
            raise Http404
        story = ArticlePage.objects.values_list("story", flat=True).get(pk=written.article)
        context = super().get_context_data(**kwargs)
        context.update(
            written=written,
            edition=furniture.edition(self.request, written.edition),
            cell=stories.cells_of(story).get(written.edition),
            may_write=may(self.request, "article.write", written.edition),
        )
        return context
