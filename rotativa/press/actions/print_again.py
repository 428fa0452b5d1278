"""Asks for pages to be printed again, whether or not anything changed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.press import marking, reprinting, standing, waking
from rotativa.press.models import REPRINT, Mark, Printed

BY_HAND = "asked for by hand"


class NotPrinted(LookupError):
    """A path that is not in the tree."""


def print_again(actor: Actor, *, prefix: str = "", since: datetime | None = None, paths: Sequence[str] = ()) -> int:
    """Marks the printed pages below ``prefix``, those printed last since then, or these paths; gives how many marks
    there are now. Few named paths are printed at once; what may be very many waits for everything else, and is a
    reprint.

    Raises ``NotPrinted`` where a path is not in the tree (it would be printed by itself if it had a place).
    """
    require(actor, "press.print", EVERYWHERE)
    with transaction.atomic():
        standing.locked()
        known = set(Printed.objects.filter(path__in=paths, present=True).values_list("path", flat=True))
        for path in paths:
            if path not in known:
                raise NotPrinted(path)
        if prefix:
            marking.mark_like(prefix, BY_HAND, standing.clock(), wait=REPRINT)
        if since is not None:
            marking.mark_printed_since(since, BY_HAND, standing.clock(), wait=REPRINT)
        if prefix or since is not None:
            reprinting.begin(BY_HAND, by=actor.actor_name)
            reprinting.count()
        marking.mark_again(paths, BY_HAND, standing.clock())
    waking.wake()
    return Mark.objects.count()
