"""Exact printing under random acts: every file is a fresh print, none is missing and none left over."""

import random
from collections.abc import Callable
from datetime import timedelta

from rotativa.press import standing
from rotativa.press.resting import is_at_rest
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press

ACTS = 300
NOTES = 12
LISTS = ("a", "b", "c", "d")


def act(dice: random.Random) -> None:
    """One random act."""
    number = dice.randint(1, NOTES)
    word = str(dice.randrange(10))
    soon = (standing.clock() + timedelta(milliseconds=dice.randrange(5, 400))).isoformat()
    acts: list[Callable[[], None]] = [
        lambda: theme.publish(number, title=f"title {word}"),
        lambda: theme.publish(number, body=f"body {word}"),
        lambda: theme.publish(number, list=dice.choice(LISTS)),
        lambda: theme.publish(number, path=f"/en/{dice.choice(('old', 'new', 'عنوان'))}-{number}/"),
        lambda: theme.publish(number, picture=dice.choice(("", "storm", "bridge"))),
        lambda: theme.publish(number, turns=soon),
        lambda: theme.withdraw(number),
        lambda: theme.publish(number),
    ]
    dice.choice(acts)()


def test_nothing_is_stale_missing_or_left_over_after_random_acts(press: Press, dice: random.Random) -> None:
    worker = press.worker()
    for number in range(1, ACTS + 1):
        act(dice)
        if dice.random() < 0.4:
            worker.step()
        if number % 50 == 0:
            worker.until_done()
            report = press.verify()
            while report.unsettled:  # an instant came while we looked
                worker.until_done()
                report = press.verify()
            assert report.clean, report.findings
    assert worker.counts.failed == 0


def test_the_press_comes_to_rest(press: Press) -> None:
    theme.publish(1)
    assert not is_at_rest()
    press.work()
    assert is_at_rest()
