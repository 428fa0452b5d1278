"""What a person leaves behind: packages above say at start-up how it is handed over; ``close_account`` calls them."""

from collections.abc import Callable, Sequence

from rotativa.kit.actor import Actor
from rotativa.kit.things import Thing
from rotativa.staff.models import User

HandOver = Callable[[Actor, User, User | None], Sequence[Thing]]
_hand_overs: dict[str, HandOver] = {}


def when_leaving(name: str, hand_over: HandOver) -> None:
    """Calls ``hand_over`` with who acts, who leaves, and who takes over; registering the same name again replaces it.

    It is called inside the transaction, returns what it handed over, and raises ``ValidationError`` for the field
    ``heir`` where that cannot be.
    """
    _hand_overs[name] = hand_over


def hand_over(actor: Actor, user: User, heir: User | None) -> tuple[Thing, ...]:
    """Hands everything over, in the order of the names."""
    return tuple(handed for _name, each in sorted(_hand_overs.items()) for handed in each(actor, user, heir))
