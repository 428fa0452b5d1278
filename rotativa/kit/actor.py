"""Who acts: what a verb may ask of the person, or the machine, in whose name it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

EVERYWHERE = "*"
"""In the place of an edition's code: in all of them. The right to do something in one of them is not enough."""


Say = Callable[[str, str, str], str]
"""A sentence of a name, a verb and the code of an edition; that is empty where it is about no single one."""


def _plainly(name: str, verb: str, edition: str) -> str:
    where = f" in the edition {edition}" if edition else ""
    return f"{name} may not do “{verb}”{where}."


_say: Say = _plainly


class Refused(PermissionError):
    """The actor may not do this. The message says what, where and who may, in words for a person."""


class Actor(Protocol):
    """Somebody who acts. ``staff`` implements it for people; ``Machine`` is the other one."""

    @property
    def actor_id(self) -> str:
        """A name that never changes, such as ``user:7``; kept in the daybook as text."""

    @property
    def actor_name(self) -> str:
        """The name to show, as it is at the time of the act."""

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        """Whether this actor may do ``verb`` (``article.publish``) in the edition of that code.

        An empty edition asks whether the verb is allowed anywhere, ``EVERYWHERE`` whether it is in all of them.
        ``own`` says that it is about something which the actor began.
        """


@dataclass(frozen=True)
class Machine:
    """A part of Rotativa that acts by itself (the scheduler, the demo, the command line): it may do everything."""

    name: str

    @property
    def actor_id(self) -> str:
        return f"machine:{self.name}"

    @property
    def actor_name(self) -> str:
        return self.name

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        return True


def require(actor: Actor, verb: str, edition: str = "", own: bool = False) -> None:
    """Raises ``Refused`` unless the actor may do this verb there."""
    if not actor.may(verb, edition, own):
        raise Refused(_say(actor.actor_name, verb, "" if edition == EVERYWHERE else edition))


def say_with(words: Say) -> None:
    """Sets how a person is told that somebody may not do something. Whoever knows of roles does so at start-up."""
    global _say  # noqa: PLW0603 one voice for the process, set at its start
    _say = words
