"""What a worker was told, and made of it, for its next batch.

Every change of what pages show comes with a fact that names the thing (in no other way would ``following`` find it), so
an answer still holds where no fact since has named its thing. Of most shelves only ``holding`` could say which facts
concern them, before and after: these are asked again, unless they say which kinds of things they are about. So an
article that was published costs what it says itself; the frame of its edition, its section and its topics are known.

It is only memory: whoever records compares all that a page used with what is stored.
"""

import sys
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.hashing import fields_of
from rotativa.kit.things import Thing, kind_of, whole
from rotativa.press.registry import Registry

_MOST_KEPT = 6000
"""Answers that a worker remembers at most: some five batches of articles."""

_MOST_BYTES = 40_000_000
"""Bytes that these, and what was made of them, take at most, about: articles can be long."""

_AT_REST = 3
"""And a part of both while it waits."""

_EACH = 4
"""One of so many is weighed, for all of them: to weigh each answer would take a third as long as to hash it."""

_MOST_FACTS = 100
"""Behind so many it begins anew."""


@dataclass
class Memory:
    """The memory of one worker. Whoever uses it has a read snapshot open."""

    _fact: int = 0
    _now: datetime | None = None
    _kept: trace.Batch = field(default_factory=trace.Batch)
    _is_by_hand: bool = False
    _answers: dict[Hashable, int] = field(default_factory=dict)  # bytes of those that were weighed; 0 for the others
    _made: dict[Hashable, int] = field(default_factory=dict)  # the same

    def begin(self, is_by_hand: bool) -> None:
        """Begins a batch; whether somebody asked for its pages. What a hand changes in the database comes with no fact:
        what is asked for is printed from nothing that was known before."""
        if is_by_hand and not self._is_by_hand:
            self.forget()
        self._is_by_hand = is_by_hand

    def of(self, registry: Registry, fact: int, now: datetime) -> trace.Batch:
        """What may be known on a snapshot that saw this fact last, for pages of this time."""
        self._weigh()
        if (self._fact, self._now) != (fact, now):
            self._kept = self._carried(registry, fact, now)
            self._answers = {key: self._answers[key] for key in self._kept.answers}
            self._made = {name: self._made[name] for name in self._kept.made}
        if self._is_full(1):
            self.forget()
        self._fact, self._now = fact, now
        return self._kept

    def rest(self) -> None:
        """Gives room back; what it keeps is little."""
        self._is_by_hand = False
        self._weigh()
        if self._is_full(_AT_REST):
            self.forget()

    def forget(self) -> None:
        """Begins anew."""
        self._kept, self._answers, self._made = trace.Batch(), {}, {}

    def _weigh(self) -> None:
        """Weighs what was added since: both only grow, in order."""
        for key, (value, _) in islice(self._kept.answers.items(), len(self._answers), None):
            self._answers[key] = 0 if len(self._answers) % _EACH else _EACH * weight(value)
        for name, (value, _) in islice(self._kept.made.items(), len(self._made), None):
            self._made[name] = 0 if len(self._made) % _EACH else _EACH * weight(value)

    def _is_full(self, part: int) -> bool:
        weighed = sum(self._answers.values()) + sum(self._made.values())
        return len(self._kept.answers) > _MOST_KEPT // part or weighed > _MOST_BYTES // part

    def _carried(self, registry: Registry, fact: int, now: datetime) -> trace.Batch:
        if self._now is None or now < self._now or fact < self._fact or not self._kept.answers:
            return trace.Batch()
        facts = daybook.after(self._fact, _MOST_FACTS + 1)
        if len(facts) > _MOST_FACTS:
            return trace.Batch()
        named = {whole(thing) for each in facts for thing in each.things}
        return self._kept.of_these(_untouched(registry, named), now)


def weight(value: object) -> int:
    """About how many bytes a frozen value takes, what it shares with others counted each time."""
    size = sys.getsizeof(value)
    kind: Any = type(value)  # which mypy takes for nothing that a memory can have as a key
    if kind is str:  # most are
        return size
    if isinstance(value, tuple | list | frozenset):
        return size + sum(map(weight, value))
    if isinstance(value, Mapping):
        return size + sum(weight(key) + weight(each) for key, each in value.items())
    if (names := fields_of(kind)) is not None:
        return size + sum([weight(getattr(value, name)) for name in names])
    return size


def _untouched(registry: Registry, named: Collection[Thing]) -> Callable[[trace.Key], bool]:
    """Whether an answer is the same after facts about these things; in doubt, and where it depends on the time, not."""
    kinds = {kind_of(thing) for thing in named}
    same = {
        name
        for name, facet in registry.facets.items()
        if facet.until is None and facet.of is None and facet.kind not in kinds
    } | {
        name
        for name, shelf in registry.shelves.items()
        if shelf.until is None and shelf.kinds is not None and shelf.kinds.isdisjoint(kinds)
    }
    by_thing = {name: facet for name, facet in registry.facets.items() if facet.until is None and name not in same}

    def holds(key: trace.Key) -> bool:
        facet = by_thing.get(key.name)
        return key.name in same or (facet is not None and facet.thing_of(key.argument) not in named)

    return holds
