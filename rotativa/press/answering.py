"""What facets and shelves answer now, with fingerprint and next instant, past everything that the press stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from rotativa.kit import trace
from rotativa.kit.hashing import Fingerprint
from rotativa.kit.things import Thing, kind_of
from rotativa.press.registry import Registry
from rotativa.press.uses import insert

_COLUMNS = {
    "name": "text",
    "argument": "text",
    "thing": "text",
    "fingerprint": "bytea",
    "until": "timestamptz",
    "build": "integer",
}


@dataclass(frozen=True)
class Answered:
    """The fingerprint of an answer, and when it changes by itself."""

    fingerprint: Fingerprint
    until: datetime | None


def answers_now(registry: Registry, keys: Iterable[trace.Key], now: datetime) -> dict[trace.Key, Answered]:
    """Asks again. Keys whose facet or shelf is registered no more are left out."""
    by_name: dict[str, list[str]] = {}
    for key in keys:
        by_name.setdefault(key.name, []).append(key.argument)
    with trace.at(now), trace.batch() as kept:
        for name, arguments in by_name.items():
            read = read_of(registry, name)
            if read is not None:
                read.many(arguments)
    return answered(registry, kept.answers, now)


def answered(
    registry: Registry, answers: Mapping[trace.Key, tuple[object, Fingerprint]], now: datetime
) -> dict[trace.Key, Answered]:
    """The same for answers that are in memory."""
    return {key: Answered(mark, _until(registry, key, value, now)) for key, (value, mark) in answers.items()}


def read_of(registry: Registry, name: str) -> Any:  # a Facet of any value, or a Shelf
    """The facet or shelf of that name, or None."""
    return registry.facets.get(name) or registry.shelves.get(name)


def thing_to_store(registry: Registry, key: trace.Key) -> str:
    """The thing that the key is a face of, where its argument says more than that; else it is found by its argument.

    An article has half a dozen faces: to say of each twice what it is a face of, and once more in an index, would take
    more room than all else that is kept of it.
    """
    facet = registry.facets.get(key.name)
    if facet is None:
        return ""
    name = facet.thing_of(key.argument)
    return "" if facet.argument_of(name) == key.argument else name


def keys_named_after(registry: Registry, things: Iterable[Thing]) -> dict[trace.Key, Thing]:
    """The keys whose arguments say no more than these things, stored or not."""
    known = list(things)
    facets = registry.facets.values()
    asked = ((facet.name, facet.argument_of(name), name) for facet in facets for name in known)
    return {trace.Key(facet, argument): name for facet, argument, name in asked if argument is not None}


def store(keys: Iterable[tuple[trace.Key, str, Answered]], build: int) -> None:
    """Stores keys that are new, each with its thing; where another worker stored one at this moment, its row stays."""
    rows = [
        (*key, thing, answer.fingerprint, connection.ops.adapt_datetimefield_value(answer.until), build)
        for key, thing, answer in sorted(keys, key=lambda each: each[0])
    ]
    insert("press_key", _COLUMNS, rows)


def renew(keys: Iterable[tuple[int, Answered, int, str]]) -> None:
    """Stores new answers of keys, each with its build and thing; in order, as every writer of keys does."""
    rows = [
        (answer.fingerprint, connection.ops.adapt_datetimefield_value(answer.until), build, thing, key)
        for key, answer, build, thing in sorted(keys, key=lambda each: each[0])
    ]
    statement = "UPDATE press_key SET fingerprint = %s, until = %s, build = %s, thing = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def shelves_of(registry: Registry, things: Sequence[Thing]) -> dict[Thing, dict[str, list[str]]]:
    """The shelves that hold each of these things now: name to arguments.

    Raises ``ValueError`` where one holds a thing of a kind that it says it does not.
    """
    held: dict[Thing, dict[str, list[str]]] = {thing: {} for thing in things}
    for name, shelf in sorted(registry.shelves.items()):
        for thing, arguments in shelf.holding(tuple(things)).items():
            if shelf.kinds is not None and kind_of(thing) not in shelf.kinds:
                raise ValueError(f"{name} holds {thing}, though of no such kind")
            if arguments:
                held[thing][name] = sorted(arguments)
    return held


def _until(registry: Registry, key: trace.Key, value: Any, now: datetime) -> datetime | None:
    read = read_of(registry, key.name)
    until: datetime | None = read.until(value, now) if read is not None and read.until is not None else None
    if until is not None and until <= now:
        raise ValueError(f"{key} says at {now} that it changes at {until}: the next instant lies ahead")
    return until
