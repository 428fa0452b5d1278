"""Lets reprints go on that were held back."""

from rotativa.daybook import writing
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.press import standing
from rotativa.press.models import Cursor


def resume(actor: Actor) -> bool:
    """Lets pages of reprints be claimed again. Whether anything changed."""
    require(actor, "press.print", EVERYWHERE)
    with writing.transaction(actor):
        standing.locked()
        freed = Cursor.objects.filter(id=1, held_at__isnull=False).update(held_at=None, held_by="")
        if freed:
            writing.note("press.resumed", [])
    return bool(freed)
