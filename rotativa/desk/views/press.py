"""The press: is it out? How far it is, what failed, and why a page was printed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rotativa.desk.views.base import DeskView
from rotativa.press import queries


class PressView(DeskView):
    """Read only: what the press does is decided by facts, and its commands are the technician's."""

    template_name = "desk/press.html"
    page_title = _("Press")
    header_icon = "rot-press"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = self.request.GET.get("path", "").strip()[:1000]
        status = queries.status()
        context = super().get_context_data(**kwargs)
        context.update(
            status=status,
            behind=status.head - status.followed,
            late=bool(status.marks) or status.head > status.followed,
            path=path,
            entries=queries.log_of(path) if path else (),
            latest=queries.latest_printed(),
        )
        return context
