"""The list of all editions."""

from collections.abc import Mapping

from rotativa.editions import queries
from rotativa.kit.things import Thing, kind_of
from rotativa.kit.trace import Shelf

ALL = "all"
"""The one argument of the shelf ``editions.all``."""


def _load(arguments: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return {ALL: queries.codes()} if ALL in arguments else {}


def _holding(things: tuple[Thing, ...]) -> Mapping[Thing, tuple[str, ...]]:
    return {thing: (ALL,) for thing in things if kind_of(thing) == "edition"}


all_editions = Shelf("editions.all", load=_load, holding=_holding, kinds=frozenset({"edition"}))
