"""Editions: what there is. A new one is added by a command; its own screen comes later."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rotativa.desk import furniture
from rotativa.desk.views.base import DeskView


class EditionsView(DeskView):
    """All editions, to read."""

    verbs = ("edition.change",)
    template_name = "desk/editions.html"
    page_title = _("Editions")
    header_icon = "rot-editions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["editions"] = furniture.editions(self.request)
        return context
