"""Withdraw: what was public is public no more. Its address says so, for ever."""

from typing import Any

from django.forms import Form
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.addresses.queries import current_paths
from rotativa.desk import furniture
from rotativa.desk.forms.acts import ReasonForm
from rotativa.desk.views.act import ActView
from rotativa.stories.actions.withdraw import withdraw


class WithdrawView(ActView):
    """Says what readers of each edition will meet, and asks why."""

    verb = "article.withdraw"
    template_name = "desk/act.html"
    page_title = gettext_lazy("Withdraw")
    header_icon = "rot-withdrawn"
    form_class = ReasonForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        language = furniture.language_name(self.edition.code)
        context.update(
            effects=self._effects(), serious=True, button=_("Withdraw in %(language)s") % {"language": language}
        )
        return context

    def _effects(self) -> list[tuple[str, str]]:
        path = current_paths([self.article.thing]).get(self.article.thing, "")
        others = [
            cell.edition for cell in self.cells.values() if cell.state == "out" and cell.edition != self.edition.code
        ]
        ends = self.ends_schedule()
        stay = furniture.language_names(others)
        return [
            (
                _("Its address"),
                format_html(
                    _("%(path)s answers “withdrawn” (410), and so do its old addresses.") % {"path": "{}"},
                    format_html('<bdi class="r-path" dir="ltr">{}</bdi>', path),
                ),
            ),
            (
                _("Lists"),
                _("It leaves the front, its section, topics and people's pages at once; READ links to it disappear."),
            ),
            (
                _("Other editions"),
                _("stay readable: %(editions)s.") % {"editions": stay} if stay else _("none is out."),
            ),
            *([(_("Its schedule"), ends)] if ends else []),
            (_("Here"), _("Nothing is deleted. It can be sent out again, at the same address.")),
        ]

    def act(self, form: Form) -> str:
        withdraw(self.actor, self.article, reason=form.cleaned_data["reason"])
        return _("Withdrawn in %(language)s.") % {"language": furniture.language_name(self.edition.code)}
