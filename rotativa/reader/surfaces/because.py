"""Places that a surface has because of editions: what facts about an edition may bring, move or take away."""

from collections.abc import Callable, Iterable, Sequence

from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.press.registry import Place


def of_editions(things: Sequence[Thing], places: Callable[[], Iterable[Place]]) -> list[tuple[Thing, Place]]:
    """Those places whose edition is among these things: their argument begins with its code (``es/2026-03``)."""
    editions = {identity_of(thing): thing for thing in things if kind_of(thing) == "edition"}
    if not editions:
        return []
    found = ((editions.get(place.argument.partition("/")[0]), place) for place in places())
    return [(thing, place) for thing, place in found if thing is not None]


def of_any_edition(things: Sequence[Thing], places: Callable[[], Iterable[Place]]) -> list[tuple[Thing, Place]]:
    """All these places, where an edition is among the things: they show every edition."""
    editions = [thing for thing in things if kind_of(thing) == "edition"]
    return [(editions[-1], place) for place in places()] if editions else []
