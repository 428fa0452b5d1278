"""After any acts, once the press has caught up, every file is what a fresh print gives: none stale, missing, left over.

``make acts ACTS=3000`` does more of the same. The seed of a run is printed; ``ROTATIVA_TEST_SEED`` repeats it.
"""

import os
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import verify
from rotativa.stories import lists
from rotativa.stories.errors import NotReady
from tests.acts import fronts, pages, wording  # noqa: F401  # their acts are drawn like the others
from tests.acts.newsroom import Newsroom, open_newsroom
from tests.acts.verbs import ACTS

MANY = int(os.environ.get("ROTATIVA_TEST_ACTS", "50"))
EVERY = 50
TELL = 500
OFTEN = 10
"""An act that was done less often says little about what it costs."""
APART = "change the words of the theme"
"""An upgrade prints everything again, whatever it changes."""


@dataclass
class Tally:
    """What one kind of act came to."""

    done: int = 0
    rendered: int = 0
    changed: int = 0

    @property
    def is_wasteful(self) -> bool:
        """Whether more than half as many pages again were rendered as have changed."""
        return self.rendered > 1.5 * self.changed


@pytest.mark.timeout(600 + 3 * MANY)
@pytest.mark.usefixtures("separate_database")
def test_any_acts_leave_an_exact_tree(
    dice: random.Random,
    settings: Any,
    catalogues: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(lists, "LATEST", 5)  # so that lists are cut by month within a few hundred acts
    room = open_newsroom(dice)
    room.forward = _clock(monkeypatch)
    room.catalogues = catalogues
    print_until_done()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for number in range(1, MANY + 1):
        _act(room, tallies)
        if number % EVERY == 0 or number == MANY:
            report = verify(registry, Store(Path(settings.ROTATIVA_TREE)))
            assert report.clean, f"after {number} acts: {report.findings}"
            assert not report.unsettled
            _vacuum()
        if number % TELL == 0:
            with capsys.disabled():
                print(f"{number} acts, {report.places} pages, every file as a fresh print gives it", flush=True)  # noqa: T201
    apart = {APART: tallies.pop(APART)} if APART in tallies else {}
    with capsys.disabled():
        _say("act", tallies)
        _say("apart, as it prints everything again", apart)
    assert not tallies["save a draft only"].rendered
    assert not tallies["publish without a change"].rendered
    assert not tallies["compose a front only"].rendered
    wasteful = {name: tally for name, tally in tallies.items() if tally.done >= OFTEN and tally.is_wasteful}
    assert not wasteful


def _vacuum() -> None:
    """What PostgreSQL does by itself where it is not told to leave it, as it is in tests."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _clock(patch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Takes the clock in hand; gives what turns it forward."""
    now, ahead = timezone.now, [timedelta()]
    patch.setattr(timezone, "now", lambda: now() + sum(ahead, timedelta()))
    return ahead.append


def _act(room: Newsroom, tallies: dict[str, Tally]) -> None:
    names = list(ACTS)
    while True:
        name = room.dice.choices(names, weights=[ACTS[name][0] for name in names])[0]
        try:
            if ACTS[name][1](room):
                break
        except NotReady:
            # A READ link whose target was withdrawn: the draft stays, as an editor's would.
            name = f"{name}, held by a gate"
            break
    counts = print_until_done()
    tally = tallies[name]
    tally.done += 1
    tally.rendered += counts.rendered
    tally.changed += counts.changed


def _say(title: str, tallies: dict[str, Tally]) -> None:
    if tallies:
        print(f"\n{title:44}{'done':>6}{'rendered':>10}{'changed':>9}{'ratio':>7}")  # noqa: T201
    for name, tally in sorted(tallies.items()):
        ratio = f"{tally.rendered / tally.changed:.2f}" if tally.changed else "–"
        print(f"{name:44}{tally.done:>6}{tally.rendered:>10}{tally.changed:>9}{ratio:>7}")  # noqa: T201
