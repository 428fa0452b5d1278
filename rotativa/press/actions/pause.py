"""Holds reprints back: what is printed because of a new build, or again by hand. Facts are printed as ever."""

from rotativa.daybook import writing
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.press import standing
from rotativa.press.models import Cursor


def pause(actor: Actor) -> bool:
    """Lets no more pages of reprints be claimed, until ``resume``. Whether anything changed."""
    require(actor, "press.print", EVERYWHERE)
    with writing.transaction(actor):
        standing.locked()
        rows = Cursor.objects.filter(id=1, held_at=None)
        held = rows.update(held_at=standing.clock(), held_by=actor.actor_name)
        if held:
            writing.note("press.paused", [])
    return bool(held)
