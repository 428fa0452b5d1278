"""What a person leaves behind: packages above say at start-up how it is handed over; ``close_account`` calls them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from rotativa.kit.actor import Actor
from rotativa.kit.things import Thing
from rotativa.staff.models import User


@dataclass(frozen=True)
class Planned:
    """Something that goes out by itself, because this person scheduled it."""

    fact: int
    """The number of the fact by which they did: another schedule of the same thing has another."""
    name: str
    """What it is called, in the language of its edition; empty for the edition's front."""
    edition: str
    at: datetime


HandOver = Callable[[Actor, User, User | None, Collection[int]], Sequence[Thing]]
PlannedBy = Callable[[User], Sequence[Planned]]
_leavers: dict[str, tuple[HandOver, PlannedBy]] = {}


def when_leaving(name: str, hand_over: HandOver, planned_by: PlannedBy) -> None:
    """Calls ``hand_over`` with who acts, who leaves, who takes over, and what stays scheduled; registering the same
    name again replaces it.

    It is called inside the transaction, returns what it handed over, and raises ``ValidationError`` for the field
    ``heir`` where that cannot be. What the person scheduled it takes back, but for what is named by its fact: for that
    the actor answers from then on. ``planned_by`` says what there is.
    """
    _leavers[name] = hand_over, planned_by


def hand_over(actor: Actor, user: User, heir: User | None, keeps: Collection[int]) -> tuple[Thing, ...]:
    """Hands everything over, in the order of the names."""
    return tuple(handed for _name, (each, _) in sorted(_leavers.items()) for handed in each(actor, user, heir, keeps))


def planned_by(user: User) -> tuple[Planned, ...]:
    """What goes out by itself because this person scheduled it, in the order of the clock."""
    found = [one for _name, (_, each) in sorted(_leavers.items()) for one in each(user)]
    return tuple(sorted(found, key=lambda one: (one.at, one.fact)))
