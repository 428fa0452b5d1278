"""Stories: which edition of what is where, and where do I begin?"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext

from rotativa.desk import clocks, furniture, together
from rotativa.desk.narrowing import TABS, Narrowing
from rotativa.desk.person import editions_for, editions_to_read, may, mine_first, person
from rotativa.desk.queries import stories
from rotativa.desk.views.base import DeskView
from rotativa.editions.lasting import resolved
from rotativa.editions.queries import Masthead
from rotativa.stories.ahead import gates_ahead
from rotativa.topics.facets import kinds as kind_cards, sections as section_cards

log = logging.getLogger("rotativa.desk")
SENDABLE = frozenset({"draft", "waiting", "scheduled", "held", "withdrawn"})


class StoriesView(DeskView):
    """One row a story, one cell an edition, newest change first."""

    template_name = "desk/stories.html"
    page_title = _("Stories")
    header_icon = "rot-stories"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, narrowing = timezone.now(), Narrowing(self.request)
        lines, more = stories.lines(narrowing.wanted)
        context = super().get_context_data(**kwargs)
        readable = editions_to_read(self.request)
        columns = tuple(edition for edition in mine_first(self.request) if edition.code in readable)
        context.update(
            narrowing=narrowing,
            tabs=list(self._tabs(narrowing)),
            chips=list(narrowing.chips()),
            columns=columns,
            rows=list(self._rows(lines, columns)),
            unfiltered=narrowing.address(without=("q", *narrowing.form.fields)),
            older=narrowing.address(older=f"{lines[-1].changed.isoformat()}~{lines[-1].story}") if more else "",
            newest=narrowing.address(),
            news=narrowing.address("desk:news", at=now.isoformat()),
            empty=narrowing.empty(),
            may_write=bool(editions_for(self.request, "story.start")),
            search_url=reverse("desk:stories"),
            acts=together.offered(self.request),
            most=together.MOST,
        )
        return context

    def _tabs(self, narrowing: Narrowing) -> Iterator[dict[str, Any]]:
        numbers = stories.numbers(person(self.request).pk)
        for name, label in TABS.items():
            yield {
                "label": label,
                "url": reverse("desk:stories") + ("" if name == "all" else f"?tab={name}"),
                "number": numbers.get(name),
                "current": name == narrowing.tab,
                "alarm": name == "held",
            }

    def _rows(self, lines: tuple[stories.Line, ...], columns: tuple[Masthead, ...]) -> Iterator[dict[str, Any]]:
        codes = [(line.section, line.kind, line.cell.edition) for line in lines]
        sections = resolved(section_cards, (f"{section}@{edition}" for section, _kind, edition in codes))
        kinds = kind_cards.many(f"{kind}@{edition}" for _section, kind, edition in codes)
        gated = _gated(lines)
        for line, (_now, section), kind in zip(lines, sections, kinds, strict=True):
            yield {
                "line": line,
                "edition": furniture.edition(self.request, line.cell.edition),
                "places": [card.name for card in (section, kind) if card is not None],
                "cells": [self._cell(line, column, gated) for column in columns],
            }

    def _cell(self, line: stories.Line, column: Masthead, gated: frozenset[int]) -> dict[str, Any]:
        found = line.cells.get(column.code)
        if found is not None and found.article in gated:
            found = replace(found, gated=True)
        start = found is None and may(self.request, "edition.start", column.code)
        sends = found is not None and (found.state in SENDABLE or found.edited)
        send = sends and may(self.request, "article.publish", column.code)
        return {
            "cell": found,
            "edition": column,
            "start": reverse("desk:start", args=(line.story, column.code)) if start else "",
            "send": reverse("desk:send_out", args=(found.article,)) if found is not None and send else "",
        }


def _gated(lines: Sequence[stories.Line]) -> frozenset[int]:
    """Those of these articles that go out next and that a gate will hold, as things are; few are looked at.

    The list stands without it: one version that cannot be read takes no other story from anybody.
    """
    if not any(cell.scheduled_at for line in lines for cell in line.cells.values()):
        return frozenset()
    try:
        return frozenset(article for article, gates in gates_ahead().items() if gates)
    except Exception:  # whatever is wrong with one version
        log.exception("What holds the next articles could not be read")
        return frozenset()


def news(request: HttpRequest) -> JsonResponse:
    """How many stories changed in a list since it was shown. The list asks, says it, and moves nothing by itself."""
    since = clocks.moment(request.GET.get("at", "")) or timezone.now()
    number = stories.news(Narrowing(request).wanted, since)
    said = ngettext("%(number)s story has changed since.", "%(number)s stories have changed since.", number)
    return JsonResponse({"number": number, "said": said % {"number": number} if number else ""})
