"""What stands beside the article while it is written. Panels are rendered again at every save, so each stays cheap."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from rotativa.desk import furniture
from rotativa.desk.compat import BaseSidePanel, PageStatusSidePanel
from rotativa.desk.person import may
from rotativa.desk.queries import stories
from rotativa.desk.queries.originals import original_beside
from rotativa.desk.queries.printed import last_prints
from rotativa.stories import rules
from rotativa.stories.addressing import rival
from rotativa.stories.models import ArticlePage
from rotativa.stories.rules.gate import Gate

IN_ORDER: Sequence[tuple[tuple[str, ...], str | Promise]] = (
    (("headline.missing",), _("It has a headline")),
    (("text.missing",), _("It has text")),
    (("section.missing", "section.unnamed"), _("It belongs to a section")),
    (("picture.gone", "picture.credit"), _("Every picture has a credit")),
    (("picture.alt",), _("Every picture has an alt text in this language")),
    (("read.nothing",), _("READ links lead to stories that can be read")),
    (("address.taken",), _("Its address can be had")),
)
"""What is said of gates that are shut, in the order in which a page is read."""


def in_order(gates: Sequence[Gate]) -> list[str | Promise]:
    """The sentences on what is right already."""
    open_names = {gate.name for gate in gates}
    return [sentence for names, sentence in IN_ORDER if not open_names.intersection(names)]


class _Panel(BaseSidePanel):
    """A panel beside an article."""

    object: ArticlePage
    request: HttpRequest


class GatesPanel(_Panel):
    """Can this go out?"""

    name = "gates"
    title = _("Can this go out?")
    template_name = "desk/panels/gates.html"
    order = 10

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "rot-gate"
        aria_label = _("Can this go out?")
        counter_classname = "w-bg-critical-200"
        template_name = (
            "desk/panels/toggle_gates.html"  # Wagtail's lets a key act inside text fields, where G is a letter
        )

        def get_context_data(self, parent_context: Context) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": len(self.panel.gates)}

    def __init__(self, article: ArticlePage, request: HttpRequest, here: stories.Cell | None = None) -> None:
        super().__init__(article, request)
        self.here = here

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """The gates of the draft as it is on the screen."""
        return tuple(rules.open_gates(self.object))

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        told = {"gates": self.gates, "in_order": in_order(self.gates), "rival": rival(self.object), "here": self.here}
        return {**super().get_context_data(parent_context), **told}


class EditionsPanel(_Panel):
    """The editions of this story: the state of each, and how to begin one."""

    name = "editions"
    title = _("Editions of this story")
    template_name = "desk/panels/editions.html"
    order = 20

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "rot-editions"
        aria_label = _("Editions of this story")
        has_counter = False

    def __init__(self, article: ArticlePage, request: HttpRequest, cells: Mapping[str, stories.Cell]) -> None:
        super().__init__(article, request)
        self.cells = cells

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        printed = last_prints(self.cells.values())
        listed = [
            {
                "edition": edition,
                "cell": (cell := self.cells.get(edition.code)),
                "printed": printed.get(cell.article) if cell else None,
                "here": edition.code == self.object.edition_id,
                "start": edition.code not in self.cells and may(self.request, "edition.start", edition.code),
            }
            for edition in furniture.editions(self.request)
        ]
        return {**super().get_context_data(parent_context), "editions": listed, "count": len(self.cells)}


class OriginalPanel(_Panel):
    """The original, to be read beside, in its own language and direction."""

    name = "original"
    title = _("The original")
    template_name = "desk/panels/original.html"
    order = 30

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "rot-original"
        aria_label = _("Read the original beside")
        has_counter = False

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        original = original_beside(self.object.story_id)
        edition = furniture.edition(self.request, original.edition) if original else None
        return {**super().get_context_data(parent_context), "original": original, "edition": edition}


class AboutPanel(PageStatusSidePanel):
    """About this article: lock, reading, uses. No privacy, for a printed file is public."""

    title = _("About this article")

    class SidePanelToggle(PageStatusSidePanel.SidePanelToggle):
        aria_label = _("About this article")

    def get_status_templates(self, context: Mapping[str, Any]) -> list[str]:
        shown: list[str] = super().get_status_templates(context)
        return [template for template in shown if not template.endswith(("/privacy.html", "/locale.html"))]
