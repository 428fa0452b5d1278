"""Stops the check of the printed pages that goes on."""

from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.press import checking


def stop_check(actor: Actor) -> bool:
    """Nothing is kept of what it has found so far. Whether there was one."""
    require(actor, "press.print", EVERYWHERE)
    return checking.stop()
