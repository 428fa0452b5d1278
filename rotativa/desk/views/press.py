"""The press: is it out? How far it is, what failed, and why a page was printed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rotativa.daybook import queries as daybook
from rotativa.desk import telling, words
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
            entries=self._entries(path) if path else (),
            latest=queries.latest_printed(),
        )
        return context

    def _entries(self, path: str) -> list[dict[str, Any]]:
        """When the page was printed, what came of it, and why: a fact in its words, or another cause."""
        entries = queries.log_of(path)
        facts = daybook.numbered(number for entry in entries if (number := _number(entry.cause)))
        known = telling.look_up(self.request, facts.values())
        return [
            {
                "at": entry.at,
                "outcome": words.OUTCOMES.get(entry.outcome, entry.outcome),
                "cause": words.CAUSES.get(entry.cause, entry.cause),
                "number": fact.number if fact else None,
                "sentence": telling.sentence(fact, known) if fact else "",
                "daybook": f"{reverse('desk:daybook')}?before={fact.number + 1}#fact-{fact.number}" if fact else "",
            }
            for entry in entries
            for fact in (facts.get(_number(entry.cause)),)
        ]


def _number(cause: str) -> int:
    """The number of the fact that is the cause (``fact 17``); 0 where it is another."""
    word, _space, number = cause.partition(" ")
    return int(number) if word == "fact" and number.isdecimal() else 0
