"""When the press is at rest: said here, and nowhere else.

Nothing is locked. What is read first is what others move last: the cursor moves with the marks that its facts make, so
whoever finds it at the head and then no mark has missed none.
"""

from dataclasses import dataclass
from datetime import datetime

from rotativa.daybook import queries as daybook
from rotativa.press import builds, following, standing
from rotativa.press.models import Cursor, Mark


@dataclass(frozen=True)
class Reached:
    """How far the press has looked. What it found and has not printed yet is marked."""

    cursor: Cursor
    head: int  # number of the last fact
    instant: datetime | None  # when something printed changes by itself
    build_marked: bool

    @property
    def is_due(self) -> bool:
        """Whether something printed has changed by itself, and nobody has looked."""
        return self.instant is not None and self.instant <= standing.later(self.cursor.time)

    @property
    def is_all_seen(self) -> bool:
        """Whether every fact is followed, no instant is due, and the build is marked."""
        return self.head == self.cursor.fact and not self.is_due and self.build_marked


def reached() -> Reached:
    """How far it is, now."""
    cursor = standing.cursor()
    instant = following.next_instant()
    return Reached(cursor, daybook.head(), instant, builds.is_marked())


def is_at_rest(now: Reached | None = None) -> bool:
    """Whether nothing is left: all that happened is seen, and no mark waits. ``now`` is what the caller read before."""
    return (now or reached()).is_all_seen and not Mark.objects.exists()
