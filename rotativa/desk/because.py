"""Why the press printed something: a fact in its words, or another cause in ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rotativa.desk import telling, words
from rotativa.desk.person import may
from rotativa.press import explaining
from rotativa.press.queries import Entry


@dataclass(frozen=True)
class Because:
    """One cause, ready to be shown."""

    number: int = 0  # of the fact; 0 where it is none
    sentence: str = ""  # of the fact
    words: str | Promise = ""  # where it is no fact

    @property
    def daybook(self) -> str:
        """Where the fact stands."""
        return f"{reverse('desk:daybook')}?before={self.number + 1}#fact-{self.number}"


def told(entries: Iterable[Entry], causes: Mapping[str, Because]) -> list[dict[str, Any]]:
    """Lines of the printed log, ready to be shown; ``causes`` are theirs."""
    return [
        {
            "at": entry.at,
            "outcome": words.OUTCOMES.get(entry.outcome, entry.outcome),
            "because": causes[entry.cause],
        }
        for entry in entries
    ]


def because(request: HttpRequest, causes: Iterable[str]) -> Mapping[str, Because]:
    """What these causes mean; names are looked up once for all of them.

    Who may not read what is not out yet learns no name: a headline may be newer than the one that is out.
    """
    wanted = tuple(dict.fromkeys(causes))
    if not may(request, "article.read"):
        return {cause: Because(words=_without_names(cause)) for cause in wanted}
    facts = explaining.facts_of(wanted)
    known = telling.look_up(request, facts.values())
    found = {}
    for cause in wanted:
        fact = facts.get(explaining.number_of(cause))
        if fact is None:
            found[cause] = Because(words=words.CAUSES.get(cause, cause))
        else:
            found[cause] = Because(fact.number, telling.sentence(fact, known))
    return found


def _without_names(cause: str) -> str | Promise:
    number = explaining.number_of(cause)
    if not number:
        return words.CAUSES.get(cause, cause)
    return _("because of an act of the newsroom, number %(number)s in the daybook") % {"number": number}
