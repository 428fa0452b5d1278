"""Withdraw: what was public is public no more. Its address says so, for ever."""

import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from rotativa.addresses.queries import current_paths
from rotativa.daybook import queries as daybook
from rotativa.desk import furniture
from rotativa.desk.forms.acts import ToldForm
from rotativa.desk.views.act import ActView
from rotativa.editions.in_words import language_name
from rotativa.press import queries as press
from rotativa.stories import sharing
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import standing_of
from rotativa.stories.models import Withdrawal

PATIENCE = 2.0
"""Seconds that a person waits at most, to be told that readers see the page no more."""


class ToldOtherwise(Impossible):
    """Somebody was quicker to withdraw it, and decided otherwise what readers are told."""

    def __init__(self, tells: bool) -> None:
        super().__init__(
            _(
                "Somebody withdrew it before you, and its addresses say which article it was. If readers must not know,"
                " change it under “What readers are told…”."
            )
            if tells
            else _(
                "Somebody withdrew it before you, and its addresses do not say which article it was. If readers may"
                " know, change it under “What readers are told…”."
            )
        )


class WithdrawView(ActView):
    """Says what readers of each edition will meet, and asks why."""

    verb = "article.withdraw"
    template_name = "desk/act.html"
    page_title = gettext_lazy("Withdraw")
    header_icon = "rot-withdrawn"

    def get_form(self, data: Any = None) -> Form:
        return ToldForm(data, initial={"stands": standing_of(self.article)})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.article.live:
            self.refuse(_("It is not out, so it cannot be withdrawn."))
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        language = language_name(self.edition.code)
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
            (
                _("If readers are told"),
                format_html(
                    _("they meet the headline that they have now, “%(headline)s”.") % {"headline": "{}"},
                    self.told_headline(),
                ),
            ),
            *([(_("Its schedule"), ends)] if ends else []),
            *self._links(),
            (_("Here"), _("Nothing is deleted. It can be sent out again, at the same address.")),
        ]

    def _links(self) -> list[tuple[str, str]]:
        """What becomes of links for somebody outside; nothing where there is none."""
        links = len(sharing.working(self.article))
        said = ngettext(
            "%(links)s link shows it to somebody without an account. It ends with the withdrawal; who is still to read "
            "it gets a new one.",
            "%(links)s links show it to somebody without an account. They end with the withdrawal; who is still to "
            "read it gets a new one.",
            links,
        )
        return [(_("Links for somebody outside"), said % {"links": links})] if links else []

    def act(self, form: Form) -> str:
        path = current_paths([self.article.thing]).get(self.article.thing, "")
        try:
            withdraw(self.actor, self.article, **form.cleaned_data)
        except Impossible:
            # Asked twice by one hand, or by two: what was wanted is done, if readers are told of it what was wanted.
            known = Withdrawal.objects.filter(article=self.article.pk).first()
            if known is None or not form.cleaned_data["stands"].startswith("out"):
                raise
            if known.tells != form.cleaned_data["tells"]:
                raise ToldOtherwise(known.tells) from None
        said = _("Withdrawn in %(language)s.") % {"language": language_name(self.edition.code)}
        fact, end = daybook.head(), time.monotonic() + PATIENCE
        if is_printed(path):
            return f"{said} {self._elsewhere(fact, end)}"
        self.refuse(
            _(
                "Readers still see it: the press has not done it yet. "
                "If that is still so in a minute, call your technician."
            )
        )
        return said

    def _elsewhere(self, fact: int, end: float) -> str:
        """Whether fronts and lists still name it, which are printed after its address."""
        if _is_so(lambda: press.is_done_everywhere(fact), end):
            return _("Readers no longer see it.")
        return _(
            "Its address says so. Fronts and lists that name it are still being printed: “Press” says how far that is."
        )

    def refused(self, form: Form, refusal: Impossible | ValidationError) -> HttpResponse:
        if not isinstance(refusal, ToldOtherwise):
            return super().refused(form, refusal)
        self.refuse(str(refusal), (reverse("desk:told", args=(self.article.pk,)), _("What readers are told…")))
        return redirect(self.get_back_url())


def is_printed(*paths: str, page: str = "") -> bool:
    """Whether readers have what was done, at these addresses or a page below them.

    Looks again until it is so, or patience ends.
    """
    fact = daybook.head()
    return _is_so(lambda: press.is_done([f"{path}{page}" for path in paths], fact), time.monotonic() + PATIENCE)


def _is_so(question: Callable[[], bool], end: float) -> bool:
    while not question():
        if time.monotonic() >= end:
            return False
        time.sleep(0.05)
    return True
