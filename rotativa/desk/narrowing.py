"""What a person asks the list of stories for: read from the address, and written into others."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import clocks
from rotativa.desk.forms.filters import FilterForm
from rotativa.desk.person import editions_to_read, mine_first, person
from rotativa.desk.queries import called, newsroom, stories
from rotativa.stories import finding
from rotativa.stories.finding import Term
from rotativa.topics.models import Section

TABS: Mapping[str, str | Promise] = {
    "all": gettext_lazy("All"),
    "drafts": gettext_lazy("Drafts"),
    "waiting": gettext_lazy("To be read"),
    "scheduled": gettext_lazy("Scheduled"),
    "held": gettext_lazy("Held by a gate"),
    "out": gettext_lazy("Out"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "mine": gettext_lazy("Mine"),
}
EMPTY: Mapping[str, str | Promise] = {
    "all": gettext_lazy("There are no stories yet. Write the first one."),
    "drafts": gettext_lazy("There are no drafts: everything that was written is out."),
    "waiting": gettext_lazy("Nobody waits for a reader."),
    "scheduled": gettext_lazy("Nothing is scheduled."),
    "held": gettext_lazy("No gate holds anything that is scheduled."),
    "out": gettext_lazy("Nothing is out yet."),
    "withdrawn": gettext_lazy("Nothing was ever withdrawn."),
    "mine": gettext_lazy("You have nothing open. Write a story, or start an edition of one."),
}
EMPTY_FILTER: Mapping[str, str | Promise] = {
    "q": gettext_lazy("No story has these words, in any edition: %(value)s"),
    "edition": gettext_lazy("No story has an article in %(value)s."),
    "state": gettext_lazy("No article of a story stands so: %(value)s."),
    "first": gettext_lazy("No story was written first in %(value)s."),
    "section": gettext_lazy("No story is in the section %(value)s."),
    "kind": gettext_lazy("No story is of the kind %(value)s."),
    "topic": gettext_lazy("No story has the topic %(value)s."),
    "who": gettext_lazy("No story is by %(value)s."),
    "since": gettext_lazy("No story has changed since %(value)s."),
    "until": gettext_lazy("No story was changed last before the end of %(value)s."),
}
UNKNOWN: Mapping[str, str | Promise] = {
    "topic": gettext_lazy("No topic is called “%(value)s”."),
    "who": gettext_lazy("Nobody here is called “%(value)s”."),
}
LONGEST = 200


class Narrowing:
    """The ready-made list, the words and the filters of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, asked = request, request.GET
        self.tab = asked.get("tab", "") if asked.get("tab") in TABS else "all"
        self.words = asked.get("q", "").strip()[:LONGEST]

    @cached_property
    def form(self) -> FilterForm:
        """The filters, as the address has them."""
        columns = mine_first(self.request)
        sections, kinds = (read([one.code for one in columns]) for read in (newsroom.sections, newsroom.kinds))
        return FilterForm(
            self.request.GET,
            editions=columns,
            sections=sections,
            kinds=kinds,
            topics=called.TOPICS.offered(),
            people=called.PEOPLE.offered(),
        )

    @cached_property
    def given(self) -> dict[str, Any]:
        """The filters that are in use, by name."""
        return self.form.given()

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """The filters by a name that nobody, and no topic, has."""
        return tuple(name for name in ("topic", "who") if name in self.given and not self._marks[name])

    @cached_property
    def wanted(self) -> stories.Wanted:
        """What the database is asked."""
        given = self.given
        named = (Term(marks=self._marks[name]) for name in ("topic", "who") if name in given)
        words = finding.terms(self.words, called.PEOPLE.by_word(self.words)) if self.words else ()
        return stories.Wanted(
            tab=self.tab,
            edition=given.get("edition", ""),
            state=given.get("state", ""),
            sections=self._sections(),
            kind=_number(given.get("kind")),
            first=given.get("first", ""),
            since=clocks.midnight(given["since"]) if "since" in given else None,
            until=clocks.midnight(given["until"], later=1) if "until" in given else None,
            terms=(*words, *named),
            is_of_nobody=bool(self.unknown) or (bool(self.words) and not words),
            owner=person(self.request).pk,
            within=editions_to_read(self.request),
            before=_cursor(self.request.GET.get("older", "")),
        )

    def _sections(self) -> tuple[int, ...]:
        section = _number(self.given.get("section"))
        return () if section is None else called.families(Section).get(section, (section,))

    @cached_property
    def _marks(self) -> Mapping[str, tuple[str, ...]]:
        given = self.given
        return {
            "topic": called.TOPICS.marks(given["topic"]) if "topic" in given else (),
            "who": called.PEOPLE.marks(given["who"]) if "who" in given else (),
        }

    @property
    def in_address(self) -> dict[str, str]:
        """What makes this list, by its name in the address."""
        filters = {name: value.isoformat() if isinstance(value, date) else value for name, value in self.given.items()}
        asked = {"tab": "" if self.tab == "all" else self.tab, "q": self.words, **filters}
        return {name: value for name, value in asked.items() if value}

    def address(self, screen: str = "desk:stories", *, without: tuple[str, ...] = (), **more: str) -> str:
        """Where this list is; ``without`` leaves something out of it."""
        asked = {name: value for name, value in {**self.in_address, **more}.items() if name not in without}
        return reverse(screen) + (f"?{urlencode(asked)}" if asked else "")

    def chips(self) -> Iterator[dict[str, str]]:
        """What the list is narrowed by, each with the address of the list without it."""
        for name, value in self._narrowed():
            label = _("Words") if name == "q" else self.form.label(name)
            yield {"label": label, "value": value, "url": self.address(without=(name,))}

    def empty(self) -> str:
        """Why there is nothing, and what to do."""
        narrowed = list(self._narrowed())
        if self.unknown:
            return str(UNKNOWN[self.unknown[0]]) % {"value": self.given[self.unknown[0]]}
        if not narrowed:
            return str(EMPTY[self.tab])
        if len(narrowed) == 1 and self.tab == "all":
            return str(EMPTY_FILTER[narrowed[0][0]]) % {"value": narrowed[0][1]}
        return _("No story has all of this in one edition. Remove a filter above.")

    def _narrowed(self) -> Iterator[tuple[str, str]]:
        if self.words:
            yield "q", self.words
        for name, value in self.given.items():
            yield name, self.form.shown(name, value)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    """Where an "older" link stands; an address that somebody mistyped begins at the newest."""
    at, _sign, story = text.partition("~")
    moment = clocks.moment(at)
    try:
        return None if moment is None else (moment, UUID(story))
    except ValueError:
        return None
