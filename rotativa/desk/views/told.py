"""What readers are told of a withdrawn article: which one it was, and when; or only that one was withdrawn."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.addresses.queries import markers_of
from rotativa.desk import furniture
from rotativa.desk.forms.acts import ToldForm
from rotativa.desk.views.act import ActView
from rotativa.desk.views.withdraw import is_printed
from rotativa.stories.actions.tell_of_withdrawal import tell_of_withdrawal
from rotativa.stories.models import ArticleRow, Withdrawal


class ToldView(ActView):
    """Says what the addresses answer now, and asks what they shall answer."""

    verb = "article.withdraw"
    template_name = "desk/act.html"
    page_title = gettext_lazy("What readers are told")
    header_icon = "rot-withdrawn"

    withdrawal: Withdrawal
    """As its row is: where there is none, nobody comes further than ``dispatch``."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Withdrawal.objects.filter(article=self.article.pk).first()
        if found is not None:
            self.withdrawal = found
        elif self.may_act():
            self.refuse(_("It is not withdrawn, so there is nothing to tell of it."))
            return redirect(self.get_back_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, data: Any = None) -> Form:
        return ToldForm(data, initial={"stands": self.withdrawal.stands, "tells": self.withdrawal.tells})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(effects=self._effects(), button=_("Save what readers are told"))
        return context

    def _effects(self) -> list[tuple[str, str]]:
        first_out = ArticleRow.objects.values_list("first_published", flat=True).get(article=self.article.pk)
        first, gone = (
            furniture.moment_in(self.edition.zone, at) if at is not None else ""
            for at in (first_out, self.withdrawal.at)
        )
        return [
            (
                _("Now"),
                _("Its addresses name it.")
                if self.withdrawal.tells
                else _("Its addresses say that an article was withdrawn."),
            ),
            (
                _("If readers are told"),
                format_html(
                    _("they meet the headline that they had last, “%(headline)s”, and its days: %(first)s, %(gone)s.")
                    % {"headline": "{}", "first": "{}", "gone": "{}"},
                    self.told_headline(),
                    first,
                    gone,
                ),
            ),
            (_("If not"), _("they meet neither. Nothing on the page says which article it was.")),
        ]

    def act(self, form: Form) -> str:
        tells = form.cleaned_data["tells"]
        tell_of_withdrawal(self.actor, self.article, **form.cleaned_data)
        if is_printed(*(path for path, _thing in markers_of([self.article.thing])), page="410.html"):
            return (
                _("Its addresses name it now.")
                if tells
                else _("Its addresses do not say any more which article it was.")
            )
        self.refuse(_("The press has not printed it yet. If that is still so in a minute, call your technician."))
        return _("It is noted. Until it is printed, readers meet what they met before.")
