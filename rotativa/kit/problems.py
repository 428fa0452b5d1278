"""Where packages say what the desk's home must show: a registry that ``desk`` reads and that knows nobody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from rotativa.kit.actor import Actor


class Severity(IntEnum):
    """Worst first, as readers would judge."""

    READERS_ARE_WRONG = 1
    WILL_NOT_GO_OUT = 2
    LATE = 3


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: what, where, who may act, one thing to do."""

    key: str
    severity: Severity
    sentence: str
    link: str = ""
    act: str = ""
    edition: str = ""


Finder = Callable[[Actor], Iterable[Problem]]
_finders: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Adds a finder of problems under a name of its own; registering the same name again replaces it."""
    _finders[name] = finder


def problems(actor: Actor) -> tuple[Problem, ...]:
    """All problems this actor may see, worst first. A finder that fails becomes a problem itself and hides no other."""
    found: list[Problem] = []
    for name, finder in sorted(_finders.items()):
        try:
            found.extend(finder(actor))
        except Exception as error:  # one broken part must never empty the others
            sentence = f"The list of problems of “{name}” could not be read ({type(error).__name__})."
            found.append(Problem(f"problems:{name}", Severity.LATE, sentence))
    return tuple(sorted(found, key=lambda problem: (problem.severity, problem.key)))
