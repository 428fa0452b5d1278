"""Follows the daybook in the order of its commits: packages say who is told of which act.

A verb knows nothing of mails, and nothing is lost: what was committed is in the daybook, and how far it was read
changes together with what people are to be told.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction

from rotativa.daybook import queries as daybook
from rotativa.daybook.queries import Fact
from rotativa.staff.mails.telling import tell
from rotativa.staff.models import Followed, User

log = logging.getLogger("rotativa.mail")
MOST = 200
"""Facts that one look takes."""


@dataclass(frozen=True)
class Telling:
    """Whom to tell of which event, about what."""

    users: Iterable[User]
    event: str
    about: str
    words: dict[str, Any] = field(default_factory=dict)


Hearer = Callable[[Fact], Telling | None]
_hearers: dict[str, Hearer] = {}


def when_noted(verb: str, hearer: Hearer) -> None:
    """Asks ``hearer`` about every fact of this verb; registering one for the same verb again replaces it."""
    _hearers[verb] = hearer


def follow() -> int:
    """Takes the next facts; how many."""
    seen, _made = Followed.objects.get_or_create(id=1)
    facts = daybook.after(seen.fact, most=MOST)
    if not facts:
        return 0
    found = [telling for fact in facts if (telling := _heard(fact)) is not None]
    with transaction.atomic():
        held = Followed.objects.select_for_update().get(id=1)
        if held.fact != seen.fact:  # another scheduler was here
            return 0
        for telling in found:
            tell(telling.users, telling.event, telling.about, **telling.words)
        held.fact = facts[-1].number
        held.save(update_fields=["fact"])
    return len(facts)


def _heard(fact: Fact) -> Telling | None:
    hearer = _hearers.get(fact.verb)
    try:
        return hearer(fact) if hearer is not None else None
    except DatabaseError:
        raise
    except Exception:  # one act that nobody can be told of must not keep all later ones back
        log.exception("Nobody is told by mail of fact %s (%s)", fact.number, fact.verb)
        return None
