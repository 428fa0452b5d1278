"""The daybook: who did that? One sentence a fact, newest first."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.daybook import queries
from rotativa.daybook.queries import Fact
from rotativa.desk import furniture, telling
from rotativa.desk.queries.daybook import Asked, actors, called
from rotativa.desk.sentences import KINDS, RED
from rotativa.desk.verbs import VERBS
from rotativa.desk.views.base import DeskView
from rotativa.kit.things import identity_of, kind_of
from rotativa.kit.typed import number

PAGE = 50


class DaybookView(DeskView):
    """Facts by number, a page at a time, for everybody who may read what is not out yet: headlines stand in it."""

    verbs = ("article.read",)
    template_name = "desk/daybook.html"
    page_title = gettext_lazy("Daybook")
    header_icon = "rot-daybook"

    @cached_property
    def asked(self) -> Asked:
        """The filters in the address."""
        return Asked.of(self.request.GET.dict())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        start = self._before()
        facts = queries.latest(self.asked.wanted(), before=start, most=PAGE + 1)
        shown = facts[:PAGE]
        people = [(who, name or _("The scheduler")) for who, name in actors()]
        editions = furniture.editions(self.request)
        return super().get_context_data(
            **kwargs,
            days=list(self._days(shown)),
            asked=self.asked,
            tabs=[(one, self.asked.address(edition=one.code)) for one in editions],
            everywhere=self.asked.address(edition=""),
            kinds=[(label, _choices(name)) for name, (label, _verbs) in KINDS.items()],
            people=people,
            used=self._used(dict(people)),
            span=(shown[-1].number, shown[0].number) if shown else None,
            newest=self.asked.address() if start is not None else "",
            older=self.asked.address(shown[-1].number) if len(facts) > PAGE else "",
        )

    def _before(self) -> int | None:
        return number(self.request.GET.get("before", ""))

    def _used(self, people: dict[str, str]) -> list[tuple[str, str]]:
        """The filters in words, each with the address without it."""
        asked = self.asked
        said = {
            "kind": _in_words(asked.kind) if asked.kind else "",
            "person": people.get(asked.person, asked.person),
            "story": (called(asked.story) or _("Untitled story")) if asked.story else "",
            "words": f"“{asked.words}”" if asked.words else "",
            "since": _("from %(day)s") % {"day": asked.since} if asked.since else "",
            "until": _("to %(day)s") % {"day": asked.until} if asked.until else "",
        }
        return [(words, asked.without(name).address()) for name, words in said.items() if words]

    def _days(self, facts: tuple[Fact, ...]) -> Iterator[dict[str, Any]]:
        known = telling.look_up(self.request, facts)
        for day, group in groupby(facts, key=lambda fact: timezone.localtime(fact.at).date()):
            yield {"day": day, "rows": [self._row(fact, known) for fact in group]}

    def _row(self, fact: Fact, known: telling.Known) -> dict[str, Any]:
        story = next((identity_of(thing) for thing in fact.things if kind_of(thing) == "story"), "")
        alone = self.asked.address(story=story, words="") if story and story != self.asked.story else ""
        tone = "red" if fact.verb in RED else ""
        return {"fact": fact, "sentence": telling.sentence(fact, known), "tone": tone, "alone": alone}


def _choices(kind: str) -> list[tuple[str, str]]:
    """What may be chosen of a kind of acts: all of them, then each alone."""
    label, verbs = KINDS[kind]
    return [(kind, _("%(kind)s: all") % {"kind": label}), *((verb, str(VERBS[verb])) for verb in verbs)]


def _in_words(kind: str) -> str:
    """A kind of acts, or one act."""
    return str(KINDS[kind][0] if kind in KINDS else VERBS[kind])
