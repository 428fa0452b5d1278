"""What somebody asks the daybook for, as it stands in the address of the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_date

from rotativa.daybook.queries import Wanted
from rotativa.desk import clocks
from rotativa.desk.sentences import KINDS
from rotativa.desk.verbs import VERBS
from rotativa.kit.things import Thing, thing
from rotativa.staff.models import User
from rotativa.stories.models import ArticleRow
from rotativa.stories.scheduling import SCHEDULER

MOST_STORIES = 50
"""So many stories are looked for by their words; who means an older one says more of it."""


@dataclass(frozen=True)
class Asked:
    """The filters, each empty where it is not used; what was typed and means nothing is not used."""

    edition: str = ""
    kind: str = ""  # of acts, or one act alone: its verb
    person: str = ""
    story: str = ""
    words: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """Reads the address."""
        found = cls(**{name: query.get(name, "").replace("\0", "").strip()[:200] for name in cls.__dataclass_fields__})
        return replace(
            found,
            kind=found.kind if found.kind in KINDS or found.kind in VERBS else "",
            story=found.story if _story(found.story) else "",
            since=found.since if _midnight(found.since) else "",
            until=found.until if _midnight(found.until, later=1) else "",
        )

    def without(self, name: str) -> "Asked":
        """The same without one filter."""
        return replace(self, **{name: ""})

    def address(self, before: int | None = None, **changed: str) -> str:
        """Where the daybook answers this, with some filters changed."""
        asked = replace(self, **changed)
        named = {name: getattr(asked, name) for name in self.__dataclass_fields__ if getattr(asked, name)}
        query = urlencode(named if before is None else {**named, "before": before})
        return reverse("desk:daybook") + (f"?{query}" if query else "")

    def wanted(self) -> Wanted:
        """The same as the daybook understands it. Days are those of the person's own clock."""
        return Wanted(
            edition=self.edition,
            verbs=self._verbs(),
            actor=self.person,
            things=self._things(),
            since=_midnight(self.since),
            until=_midnight(self.until, later=1),
        )

    def _verbs(self) -> tuple[str, ...]:
        if self.kind in KINDS:
            return KINDS[self.kind][1]
        return (self.kind,) if self.kind else ()

    def _things(self) -> tuple[Thing, ...] | None:
        if self.story:
            return (thing("story", self.story),)
        if not self.words:
            return None
        called = Q()
        for word in self.words.split():
            called &= Q(draft_headline__icontains=word) | Q(headline__icontains=word)
        rows = ArticleRow.objects.filter(called).order_by("-changed").values_list("story", flat=True)
        return tuple(thing("story", story) for story in dict.fromkeys(rows[:MOST_STORIES]))


def actors() -> tuple[tuple[str, str], ...]:
    """Who may have acted, with the name of each: who works here, the scheduler (without a name), then who left."""
    people = sorted(User.objects.all(), key=lambda one: (not one.is_active, one.actor_name.casefold()))
    named = [(one.actor_id, one.actor_name) for one in people]
    return (*named, (SCHEDULER.actor_id, ""))


def called(story: str) -> str:
    """What a story is called at the desk: by its newest headline in whatever edition was written first."""
    row = ArticleRow.objects.filter(story=UUID(story)).order_by("article").first()
    return (row.draft_headline or row.headline) if row else ""


def _story(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _midnight(text: str, later: int = 0) -> datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return clocks.midnight(day, later) if day is not None else None
