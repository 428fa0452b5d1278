"""The daybook: who did that? One sentence a fact, newest first."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rotativa.daybook import queries
from rotativa.daybook.queries import Fact
from rotativa.desk import furniture, telling
from rotativa.desk.sentences import RED
from rotativa.desk.views.base import DeskView

PAGE = 50


class DaybookView(DeskView):
    """Facts by number, a page at a time. Anybody of the newsroom may read it."""

    template_name = "desk/daybook.html"
    page_title = gettext_lazy("Daybook")
    header_icon = "rot-daybook"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.request.GET.get("edition", "")
        before = self.request.GET.get("before", "")
        facts = queries.latest(edition=edition, before=int(before) if before.isdecimal() else None, most=PAGE + 1)
        shown = facts[:PAGE]
        editions = furniture.editions(self.request)
        context = super().get_context_data(**kwargs)
        context.update(
            days=list(self._days(shown)),
            editions=editions,
            edition=edition,
            span=(shown[-1].number, shown[0].number) if shown else None,
            older=self._address(edition, shown[-1].number) if len(facts) > PAGE else "",
        )
        return context

    def _address(self, edition: str, before: int) -> str:
        return (
            reverse("desk:daybook") + "?" + urlencode({**({"edition": edition} if edition else {}), "before": before})
        )

    def _days(self, facts: tuple[Fact, ...]) -> Iterator[dict[str, Any]]:
        known = telling.look_up(self.request, facts)
        for day, group in groupby(facts, key=lambda fact: timezone.localtime(fact.at).date()):
            yield {"day": day, "rows": [_row(fact, known) for fact in group]}


def _row(fact: Fact, known: telling.Known) -> dict[str, Any]:
    tone = "red" if fact.verb in RED else ""
    return {"fact": fact, "sentence": telling.sentence(fact, known), "tone": tone}
