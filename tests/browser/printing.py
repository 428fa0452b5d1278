"""What the press does to the printed tree while a test acts: addresses that are new, gone, printed anew."""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rotativa.press import resting
from rotativa.press.models import Mark
from rotativa.press.resting import is_at_rest
from tests.support.newsroom import Newsroom

PATIENCE = 60  # seconds: three newsrooms and three browsers share a machine that may have two cores


@dataclass
class Change:
    """How the tree differs, by address: ``/en/``, ``/sitemap.xml``, ``/en/old/.moved``. Filled when the block ends."""

    new: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    rewritten: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    """New files below ``/pictures/``; none ever changes, for its name is its bytes."""

    def seen(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Takes the difference of two states of the tree."""
        new = {address(name) for name in after.keys() - before.keys()}
        self.pictures = {one for one in new if one.startswith("/pictures/")}
        self.new = new - self.pictures
        self.gone = {address(name) for name in before.keys() - after.keys()}
        self.rewritten = {address(name) for name in before.keys() & after.keys() if before[name] != after[name]}


@contextmanager
def printing(newsroom: Newsroom) -> Iterator[Change]:
    """Tells what the press changed while open: everything that was to be printed, and nothing of what is not yet."""
    before, change = caught_up(newsroom), Change()
    yield change
    change.seen(before, caught_up(newsroom))


def caught_up(newsroom: Newsroom) -> dict[str, bytes]:
    """The printed tree once the press has followed every fact and printed every page."""
    until(is_at_rest, _late)
    return newsroom.printed()


def _late() -> str:
    """What the press has still to do, for who asks why it did not."""
    waits = ("path", "cause", "worker", "tries", "retry_at", "error")
    some = [", ".join(map(str, row)) for row in Mark.objects.values_list(*waits)[:10]]
    return "\n".join([f"the press is late: {resting.reached()}", *some])


def until(holds: Callable[[], bool], otherwise: str | Callable[[], str]) -> None:
    """Waits until something holds; fails with a sentence where it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, otherwise if isinstance(otherwise, str) else otherwise()
        time.sleep(0.05)


def showing(newsroom: Newsroom, words: str) -> set[str]:
    """The addresses of all printed files, pages or not, that hold these words."""
    wanted, found = words.encode(), set()
    for name, content in newsroom.printed().items():
        if wanted in (gzip.decompress(content) if name.endswith(".gz") else content):
            found.add(address(name))
    return found


def address(name: str) -> str:
    """What readers ask for to get a file of the tree."""
    return "/" + name.removesuffix(".gz").removesuffix("index.html")
