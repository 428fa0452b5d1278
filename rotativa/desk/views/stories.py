"""Stories: which edition of what is where, and where do I begin?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotativa.desk import furniture
from rotativa.desk.person import editions_for, may, mine_first, person
from rotativa.desk.queries import stories
from rotativa.desk.views.base import DeskView
from rotativa.editions.lasting import resolved
from rotativa.editions.queries import Masthead
from rotativa.topics.facets import kinds as kind_cards, sections as section_cards

LABELS: Mapping[str, str | Promise] = {
    "all": _("All"),
    "drafts": _("Drafts"),
    "waiting": _("To be read"),
    "scheduled": _("Scheduled"),
    "held": _("Held by a gate"),
    "out": _("Out"),
    "withdrawn": _("Withdrawn"),
    "mine": _("Mine"),
}
EMPTY: Mapping[str, str | Promise] = {
    "all": _("There are no stories yet. Write the first one."),
    "drafts": _("There are no drafts: everything that was written is out."),
    "waiting": _("Nobody waits for a reader."),
    "scheduled": _("Nothing is scheduled."),
    "held": _("No gate holds anything that is scheduled."),
    "out": _("Nothing is out yet."),
    "withdrawn": _("Nothing was ever withdrawn."),
    "mine": _("You have nothing open. Write a story, or start an edition of one."),
}


class StoriesView(DeskView):
    """One row a story, one cell an edition, newest change first."""

    template_name = "desk/stories.html"
    page_title = _("Stories")
    header_icon = "rot-stories"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self._wanted()
        lines, more = stories.lines(wanted)
        context = super().get_context_data(**kwargs)
        columns = mine_first(self.request)
        context.update(
            tabs=list(self._tabs(wanted)),
            wanted=wanted,
            columns=columns,
            rows=list(self._rows(lines, columns)),
            only=furniture.edition(self.request, wanted.edition),
            all_editions=self._address(replace(wanted, edition="", before=None)),
            older=self._address(wanted, older=f"{lines[-1].changed.isoformat()}~{lines[-1].story}") if more else "",
            empty=_("No headline has these words.") if wanted.words else EMPTY[wanted.tab],
            may_write=bool(editions_for(self.request, "story.start")),
            search_url=reverse("desk:stories"),
        )
        return context

    def _wanted(self) -> stories.Wanted:
        asked = self.request.GET
        tab = asked.get("tab", "all")
        return stories.Wanted(
            tab=tab if tab in LABELS else "all",
            words=asked.get("q", "").strip()[:200],
            edition=asked.get("edition", ""),
            owner=person(self.request).pk,
            before=_cursor(asked.get("older", "")),
        )

    def _tabs(self, wanted: stories.Wanted) -> Iterator[dict[str, Any]]:
        numbers = stories.numbers(person(self.request).pk)
        for name, label in LABELS.items():
            address = self._address(stories.Wanted(tab=name))
            yield {
                "label": label,
                "url": address,
                "number": numbers.get(name),
                "current": name == wanted.tab,
                "alarm": name == "held",
            }

    def _address(self, wanted: stories.Wanted, **more: str) -> str:
        asked = {"tab": "" if wanted.tab == "all" else wanted.tab, "q": wanted.words, "edition": wanted.edition, **more}
        query = urlencode({name: value for name, value in asked.items() if value})
        return reverse("desk:stories") + (f"?{query}" if query else "")

    def _rows(self, lines: tuple[stories.Line, ...], columns: tuple[Masthead, ...]) -> Iterator[dict[str, Any]]:
        codes = [(line.section, line.kind, line.cell.edition) for line in lines]
        sections = resolved(section_cards, (f"{section}@{edition}" for section, _kind, edition in codes))
        kinds = kind_cards.many(f"{kind}@{edition}" for _section, kind, edition in codes)
        for line, (_now, section), kind in zip(lines, sections, kinds, strict=True):
            yield {
                "line": line,
                "edition": furniture.edition(self.request, line.cell.edition),
                "places": [card.name for card in (section, kind) if card is not None],
                "cells": [self._cell(line, column) for column in columns],
            }

    def _cell(self, line: stories.Line, column: Masthead) -> dict[str, Any]:
        found = line.cells.get(column.code)
        start = found is None and may(self.request, "edition.start", column.code)
        return {
            "cell": found,
            "edition": column,
            "start": reverse("desk:start", args=(line.story, column.code)) if start else "",
        }


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    """Where an "older" link stands; an address that somebody mistyped begins at the newest."""
    moment, _sign, story = text.partition("~")
    try:
        found = datetime.fromisoformat(moment), UUID(story)
    except ValueError:
        return None
    return found if found[0].tzinfo is not None else None
