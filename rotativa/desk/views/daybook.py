"""The daybook: who did that? One sentence a fact, newest first."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.daybook import queries
from rotativa.daybook.queries import Fact
from rotativa.desk import furniture
from rotativa.desk.queries.names import Name, names, spoken_of
from rotativa.desk.sentences import EVERYWHERE, OTHER, RED, SENTENCES
from rotativa.desk.views.base import DeskView
from rotativa.staff.permissions import RoleName

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
        first = next((edition.code for edition in furniture.editions(self.request)), "")
        wanted = {
            fact.number: (thing, fact.edition or first) for fact in facts if (thing := spoken_of(fact)) is not None
        }
        found = names(wanted.values())
        for day, group in groupby(facts, key=lambda fact: timezone.localtime(fact.at).date()):
            rows = [
                self._row(fact, found.get(wanted[fact.number]) if fact.number in wanted else None) for fact in group
            ]
            yield {"day": day, "rows": rows}

    def _row(self, fact: Fact, name: Name | None) -> dict[str, Any]:
        return {"fact": fact, "sentence": sentence(fact, name), "tone": "red" if fact.verb in RED else ""}


def sentence(fact: Fact, name: Name | None) -> SafeString:
    """A fact in words, its names marked up and linked."""
    template = str(SENTENCES.get(fact.verb, OTHER))
    edition = furniture.language_name(fact.edition) if fact.edition else str(EVERYWHERE)
    role = str(fact.details.get("role", ""))
    parts = {
        "who": format_html("<b><bdi>{}</bdi></b>", fact.actor_name),
        "what": _what(fact, name),
        "edition": format_html("{}", edition),
        "verb": format_html("{}", fact.verb),
        "role": format_html("{}", RoleName(role).label if role in RoleName.values else role),
    }
    return mark_safe(template % parts)  # noqa: S308 the template is ours, every part is escaped above


def _what(fact: Fact, name: Name | None) -> SafeString:
    """The name of the thing as it is now; as it was then where it is gone."""
    if name is not None and name.text:
        return format_html('<a href="{}"><bdi dir="auto">{}</bdi></a>', name.url, name.text)
    then = fact.details.get("name") or fact.details.get("title") or fact.details.get("headline")
    return (
        format_html('<bdi dir="auto">“{}”</bdi>', then)
        if then
        else format_html("<i>{}</i>", _("something without a name"))
    )
