"""Back to the version before: what readers got last was a mistake."""

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.forms.acts import ReasonForm
from rotativa.desk.panels import in_order
from rotativa.desk.person import may
from rotativa.desk.queries.differences import compare
from rotativa.desk.views.act import ActView
from rotativa.editions.in_words import language_name
from rotativa.stories import rules
from rotativa.stories.actions.undo_publication import last_two, undo_publication, version_behind
from rotativa.stories.errors import Impossible
from rotativa.stories.freezing import from_json
from rotativa.stories.hand import standing_of
from rotativa.stories.heirs import in_text
from rotativa.stories.models import Snapshot


class UndoView(ActView):
    """Shows what readers have and what they will have again; where they had nothing before, offers to withdraw."""

    verb = "article.publish"
    template_name = "desk/undo.html"
    page_title = gettext_lazy("Back to the version before")
    header_icon = "rotate"

    @cached_property
    def snapshots(self) -> tuple[Snapshot | None, Snapshot | None]:
        """What readers got last, and what they got before."""
        return last_two(self.article) if self.article.live else (None, None)

    def get_form(self, data: Any = None) -> Form:
        return ReasonForm(data, initial={"stands": standing_of(self.article)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        last, before = self.snapshots
        context.update(last=last, before=before, why_not="", ends_schedule=self.ends_schedule())
        if last is None or before is None:
            context["withdraw_url"] = (
                reverse("desk:withdraw", args=(self.article.pk,))
                if last and may(self.request, "article.withdraw", self.edition.code)
                else ""
            )
            return context
        try:
            gates = rules.open_gates(version_behind(before).as_object())
        except Impossible as error:
            gates, context["why_not"] = (), str(error)
        context.update(
            compared=compare(in_text(from_json(last.text)), in_text(from_json(before.text)), self.edition.code),
            gates=gates,
            in_order=in_order(gates),
            kept=self.article.has_unpublished_changes,
            button=_("Give readers the previous version in %(language)s")
            % {"language": language_name(self.edition.code)},
        )
        return context

    def act(self, form: Form) -> str:
        undo_publication(self.actor, self.article, **form.cleaned_data)
        return _("Readers get the previous version. Your draft is as it was.")
