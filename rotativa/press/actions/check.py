"""Has the printed pages compared with a fresh print of them, in a process apart; nothing is changed."""

from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.press import checking


def check(actor: Actor, *, sample: int | None = None) -> bool:
    """Asks for it: of everything, or of so many pages. False where one is asked for or goes on already."""
    require(actor, "press.print", EVERYWHERE)
    return checking.ask(actor.actor_name, sample)
