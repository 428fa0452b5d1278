"""Whatever goes wrong at whatever step: readers get what is right, and afterwards everything is printed.

``make faults FAULTS=900`` strikes more often. The seed of a run is printed; ``ROTATIVA_TEST_SEED`` repeats it.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rotativa.press.registry import registry
from rotativa.stories import lists
from rotativa.stories.errors import NotReady
from tests.acts import fronts, verbs  # noqa: F401  # the acts of fronts are drawn like the others
from tests.acts.newsroom import Newsroom, open_newsroom
from tests.acts.verbs import ACTS
from tests.faults.machine import Machine

MANY = int(os.environ.get("ROTATIVA_TEST_FAULTS", "12"))
EVERY = 25
"""Faults between two proofs of the whole tree."""

ARTICLES = 60
"""So many at most: every page is asked what readers may get after every act, and more of them strike nothing else."""


@pytest.fixture
def machine(
    separate_database: Any, dice: random.Random, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    monkeypatch.setattr(lists, "LATEST", 5)  # so that lists are cut by month within a few hundred acts
    monkeypatch.setattr(verbs, "MOST", ARTICLES)
    acts = partial(act_at_random, open_newsroom(dice))
    machine = Machine(acts, registry, Path(settings.ROTATIVA_TREE), dice, monkeypatch)
    with machine.readers.reading(0.005):
        machine.begin()
        yield machine


@pytest.mark.timeout(300 + 10 * MANY)
# A query that was being read when its connection went leaves its cursor to the collector.
@pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")
def test_any_faults_leave_right_answers_and_an_exact_tree(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    started, proof = time.monotonic(), EVERY
    while (done := machine.points.struck.total()) < MANY:
        machine.strike()
        if done >= proof:
            machine.verify()
            proof += EVERY
            with capsys.disabled():
                print(".", end="", flush=True)  # noqa: T201
    machine.verify()
    with capsys.disabled():
        _say(machine, time.monotonic() - started)
    assert machine.readers.answers > MANY


def act_at_random(room: Newsroom) -> None:
    """One act of those that there is something to do for."""
    weights = [weight for weight, _ in ACTS.values()]
    with suppress(NotReady):  # a gate holds it: the draft stays
        while not room.dice.choices([act for _, act in ACTS.values()], weights)[0](room):
            pass


def _say(machine: Machine, seconds: float) -> None:
    struck = machine.points.struck
    kinds: Counter[str] = Counter()
    for (kind, _), many in struck.items():
        kinds[kind] += many
    print(f"\n{struck.total()} faults at {len({point for _, point in struck})} points in {seconds:.0f} s")  # noqa: T201
    print(f"kinds: {dict(kinds.most_common())}; power cuts: {dict(machine.cuts)}")  # noqa: T201
    print(f"{machine.lives} workers, {machine.readers.answers} answers, {machine.verified} proofs")  # noqa: T201
    if MANY >= 100:
        for point in sorted({point for _, point in struck}):
            counts = ", ".join(f"{kind} {many}" for (kind, at), many in sorted(struck.items()) if at == point)
            print(f"  {point:40} {counts}")  # noqa: T201
        print(f"errors that the loop met: {dict(machine.errors)}")  # noqa: T201
