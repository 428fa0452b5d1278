"""What people are told of by mail. Packages above register their events, and how each is said to whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rotativa.staff.models import User


@dataclass(frozen=True)
class Line:
    """One event in words, in the language that is spoken now."""

    subject: str
    sentence: str
    link: str = ""


Say = Callable[[User, str, Mapping[str, Any]], Line | None]
"""Says an event to a person: its thing, and what was kept of it. None where it is over, or they may not know of it."""


@dataclass(frozen=True)
class Event:
    """Something that happens, of a group that people choose about. Several of one thing within ``gathers`` are one."""

    name: str
    group: str
    say: Say
    gathers: timedelta = timedelta(0)


_events: dict[str, Event] = {}


def register(*events: Event) -> None:
    """Adds events; registering the same name again replaces it."""
    _events.update({event.name: event for event in events})


def known(name: str) -> Event | None:
    """The event of this name; None for one of another version of the house."""
    return _events.get(name)


def names_in(group: str) -> tuple[str, ...]:
    """The events of a group."""
    return tuple(event.name for event in _events.values() if event.group == group)


def say(user: User, name: str, about: str, words: Mapping[str, Any]) -> Line | None:
    """An event in words, for a person."""
    event = known(name)
    return event.say(user, about, words) if event is not None else None
