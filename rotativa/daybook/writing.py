"""The one way to write the daybook.

A verb opens ``transaction(actor)``, changes its rows, and notes its fact. The facts of all verbs inside the outermost
transaction are written as its last statements, so change and facts commit together or not at all, and the numbers of
facts follow the order of commits: on PostgreSQL one advisory lock is held from the first number to the commit, on
SQLite the transaction holds the one write lock anyway. A reader that remembers the last number it saw therefore misses
nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction as db
from django.utils import timezone

from rotativa.daybook.models import FactRow, FactThing
from rotativa.kit.actor import Actor
from rotativa.kit.things import Thing

CHANNEL = "rotativa_daybook"
"""The channel on which PostgreSQL tells listeners that facts were committed."""

_LOCK = 0x526F7461  # "Rota": the advisory lock of the daybook, one for the whole database


class NoTransaction(RuntimeError):
    """A fact outside a daybook transaction: its change could commit without it."""


@dataclass
class _Open:
    actor: Actor
    facts: list[FactRow] = field(default_factory=list)


_open: ContextVar[_Open | None] = ContextVar("daybook_transaction", default=None)


@contextmanager
def transaction(actor: Actor) -> Iterator[None]:
    """Opens the transaction of a verb done by ``actor``, or joins the one that is open.

    The outermost one must be outermost in the database too (Django's ``durable``): facts written as the last statements
    of an inner block would be followed by others. An inner transaction that fails takes its facts back with its
    changes.
    """
    opened = _open.get()
    if opened is not None:
        before = len(opened.facts)
        try:
            with db.atomic():
                yield
        except BaseException:
            del opened.facts[before:]
            raise
        return
    opened = _Open(actor)
    with db.atomic(durable=True):
        token = _open.set(opened)
        try:
            yield
        finally:
            _open.reset(token)  # before the commit: a verb that waits for it is one of its own, and has its own facts
        _write(opened.facts)


def is_open() -> bool:
    """Whether a daybook transaction is open here."""
    return _open.get() is not None


def actor() -> Actor:
    """Who acts in the open transaction. Raises ``NoTransaction`` where none is open."""
    opened = _open.get()
    if opened is None:
        raise NoTransaction("nobody acts here: open daybook.writing.transaction first")
    return opened.actor


def note(verb: str, things: Sequence[Thing], *, edition: str = "", details: Mapping[str, Any] | None = None) -> None:
    """Notes a fact: what was done (``article.published``), to which things, in which edition.

    ``details`` is a small JSON object for people who read the daybook; never words of a source, never a secret. Raises
    ``NoTransaction`` outside a daybook transaction.
    """
    opened = _open.get()
    if opened is None:
        raise NoTransaction(f"the fact “{verb}” needs an open daybook.writing.transaction")
    opened.facts.append(
        FactRow(
            at=timezone.now(),
            verb=verb,
            actor_id=opened.actor.actor_id,
            actor_name=opened.actor.actor_name,
            edition=edition,
            things=list(dict.fromkeys(things)),
            details=dict(details or {}),
        )
    )


def _write(facts: list[FactRow]) -> None:
    if not facts:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            _insert(facts)
            cursor.execute(f"NOTIFY {CHANNEL}")
    else:
        _insert(facts)


def _insert(facts: list[FactRow]) -> None:
    written = FactRow.objects.bulk_create(facts)
    FactThing.objects.bulk_create(FactThing(fact=fact, thing=thing) for fact in written for thing in fact.things)
