"""Who answers for what is scheduled: it goes out by itself, but in the name of whoever scheduled it last.

Where that person has left, or may not publish there any more, it is held like behind any other gate: what somebody
scheduled with a stolen session does not outlive their account. The daybook says who it was, whatever else is kept.
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from rotativa.daybook.queries import Fact, Wanted, latest
from rotativa.editions.in_words import language_name
from rotativa.kit.languages import isolated
from rotativa.kit.things import Thing
from rotativa.staff.models import User
from rotativa.stories.rules import Gate

GATE = "schedule.nobody"
LATE = "schedule.late"
OF_SCHEDULES = frozenset({GATE, LATE})
"""Gates that are mended where a schedule is made, and nowhere in the editor."""
_AT_ONCE = 500


def scheduled_by(verb: str, things: Collection[Thing]) -> Mapping[Thing, Fact]:
    """The fact by which each of these things was scheduled last; ``verb`` is ``article.scheduled``, or its like."""
    found: dict[Thing, Fact] = {}
    if not things:
        return found
    for fact in latest(Wanted(verbs=(verb,), things=tuple(things)), most=_AT_ONCE):
        for one in fact.things:
            if one in things:
                found.setdefault(one, fact)
    for one in set(things) - found.keys():  # scheduled long ago, and others often since
        for fact in latest(Wanted(verbs=(verb,), things=(one,)), most=1):
            found[one] = fact
    return found


def person_of(fact: Fact) -> int | None:
    """The number of the person who acted; None for a machine."""
    kind, _colon, number = fact.actor_id.partition(":")
    return int(number) if kind == "user" else None


def unanswered(verb: str, may: str, where: Mapping[Thing, str]) -> Mapping[Thing, Gate]:
    """Those of these things, each with its edition, for whose schedule nobody answers, and the gate that holds each.

    ``may`` is the verb that whoever scheduled it must still be allowed in that edition. Machines may do everything.
    """
    facts = scheduled_by(verb, where.keys())
    people = User.objects.in_bulk({person for fact in facts.values() if (person := person_of(fact)) is not None})
    held: dict[Thing, Gate] = {}
    for one, edition in where.items():
        fact = facts.get(one)
        if fact is None:
            held[one] = _gate(_("It is not known who scheduled it."))
            continue
        person = person_of(fact)
        user = None if person is None else people.get(person)
        if person is not None and (user is None or not user.may(may, edition)):
            said = _("%(name)s, who scheduled it, may not publish in %(language)s any more.")
            language = language_name(edition)
            held[one] = _gate(said % {"name": isolated(fact.actor_name), "language": language})
    return held


def belated() -> Gate:
    """The gate that holds what was held at its time, and would go out long after it."""
    why = _("Nothing else holds it any more, but its time passed more than an hour ago.")
    return Gate(LATE, f"{why} {_('Send it out, schedule it again, or take the schedule back.')}", "", "")


def _gate(why: str) -> Gate:
    return Gate(GATE, f"{why} {_('Schedule it again, or take the schedule back.')}", "", "")
