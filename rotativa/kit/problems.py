"""Where packages say what the desk's home must show, and what every screen: registries that ``desk`` reads and that
know nobody."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from rotativa.kit.actor import Actor


class Severity(IntEnum):
    """Worst first, as readers would judge."""

    READERS_ARE_WRONG = 1
    WILL_NOT_GO_OUT = 2
    LATE = 3


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: what, where, who may act, one thing to do. ``rank`` orders those of one severity."""

    key: str
    severity: Severity
    sentence: str
    link: str = ""
    act: str = ""
    edition: str = ""
    rank: int = 0


Finder = Callable[[Actor], Iterable[Problem]]
Alarms = Callable[[], Iterable[Problem]]
_finders: dict[str, Finder] = {}
_alarms: dict[str, Alarms] = {}
_machines: dict[str, Alarms] = {}


def register(name: str, finder: Finder) -> None:
    """Adds a finder of problems under a name of its own; registering the same name again replaces it."""
    _finders[name] = finder


def register_alarms(name: str, alarms: Alarms) -> None:
    """Adds what every screen must show, whoever looks. It is asked all the time, so it costs next to nothing."""
    _alarms[name] = alarms


def register_machine(name: str, troubles: Alarms) -> None:
    """Adds what is wrong with a machine, and names nothing that is not out yet: told on the home of everybody, and by
    mail to who looks after machines."""
    _machines[name] = troubles


def problems(actor: Actor, told: Sequence[Problem] | None = None) -> tuple[Problem, ...]:
    """All problems this actor may see, worst first. A finder that fails becomes a problem itself and hides no other.

    Alarms are among them; whoever asked for these a moment ago gives them as ``told``.
    """
    found = _found({name: partial(finder, actor) for name, finder in _finders.items()})
    return _sorted([*found, *_found(_machines), *(alarms() if told is None else told)])


def alarms() -> tuple[Problem, ...]:
    """What every screen must show, worst first."""
    return _found(_alarms)


def of_machines() -> tuple[Problem, ...]:
    """What is wrong with the machines, worst first."""
    return _sorted([*_found(_machines), *alarms()])


def _found(finders: Mapping[str, Callable[[], Iterable[Problem]]]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for name, finder in sorted(finders.items()):
        try:
            found.extend(finder())
        except Exception as error:  # one broken part must never empty the others
            sentence = f"The list of problems of “{name}” could not be read ({type(error).__name__})."
            found.append(Problem(f"problems:{name}", Severity.LATE, sentence))
    return _sorted(found)


def _sorted(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(found, key=lambda problem: (problem.severity, problem.rank, problem.key)))
