"""Late, silent, full: what every screen of the desk and whoever watches are told."""

import shutil
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rotativa.daybook.models import FactRow
from rotativa.kit import problems
from rotativa.press import beating, health, queries, running, standing, waking
from rotativa.press.beating import Heart
from rotativa.press.models import Pulse
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press

ROOMY = shutil._ntuple_diskusage(100 * 1024**3, 50 * 1024**3, 50 * 1024**3)


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk with room, whatever this machine's is like."""
    monkeypatch.setattr("rotativa.press.disk.shutil.disk_usage", lambda folder: ROOMY)


def alarms() -> list[str]:
    return [problem.key for problem in problems.alarms() if problem.key.startswith("press:")]


def pass_time(monkeypatch: pytest.MonkeyPatch, **much: float) -> None:
    now = standing.clock()
    monkeypatch.setattr(standing, "clock", lambda: now + timedelta(**much))


def test_a_fact_that_is_not_followed_for_a_minute_makes_the_press_late(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.publish(1)
    assert alarms() == []
    pass_time(monkeypatch, minutes=3)
    assert alarms() == ["press:silent"], "nobody works here"
    Heart(press.worker()).beat()
    assert alarms() == ["press:behind"], "somebody works, and does not get done"
    assert "3 minutes behind" in next(iter(problems.alarms())).sentence
    press.work()
    assert alarms() == []


def test_who_stopped_is_silent_though_nothing_waits(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.publish(1)
    press.work()
    Heart(press.worker()).beat()
    assert alarms() == []
    pass_time(monkeypatch, seconds=beating.SILENT.total_seconds() + 1)
    assert alarms() == ["press:silent"]
    assert health.health().workers == 0
    assert not health.health().is_late


def test_a_sign_of_life_from_the_time_before_the_clock_was_set_back_is_none(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = standing.clock()
    with monkeypatch.context() as wrong:
        wrong.setattr(standing, "clock", lambda: now + timedelta(days=1))
        Heart(press.worker("dead")).beat()
    assert (beating.alive(), beating.last_heard()) == (0, None), "who is dead does not live until tomorrow"
    monkeypatch.setattr(standing, "clock", lambda: now)
    theme.publish(1)
    pass_time(monkeypatch, minutes=3)
    assert alarms() == ["press:silent"]
    Heart(press.worker("living")).beat()
    assert beating.alive() == 1
    pass_time(monkeypatch, seconds=-10)
    assert beating.alive() == 1, "another machine's clock may be a little ahead"


def test_neither_a_failing_page_nor_a_reprint_makes_it_late(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.publish(1, body="raise")
    press.work()
    Heart(press.worker()).beat()
    pass_time(monkeypatch, seconds=50)
    Heart(press.worker("another")).beat()
    pass_time(monkeypatch, seconds=50)
    assert alarms() == []
    assert [each.key for each in problems.problems(theme.tester)] == ["press:missing"]


def test_a_page_of_which_there_is_nothing_is_told_from_one_whose_old_version_stays(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.publish(1)
    theme.publish(2)
    press.work()
    theme.publish(1, path="/en/new/", body="raise")  # where it was, readers read on: that only waits
    theme.publish(2, body="raise")
    press.work()
    told = {each.key: each.sentence for each in problems.problems(theme.tester)}
    assert {key: words.partition(")")[0].rpartition("(")[2] for key, words in told.items()} == {
        "press:missing": "/en/new/",
        "press:failed": "/en/note-2/",
    }
    assert health.count_lost() == 0, "it may be mended within a minute"
    pass_time(monkeypatch, seconds=61)
    assert health.count_lost() == 1


def test_who_was_stopped_works_no_more(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.publish(1)
    alive = []

    def stop(waker: waking.Waker, seconds: float) -> None:
        alive.append(beating.alive())
        sys.exit(0)  # as on a signal

    monkeypatch.setattr(running, "worker", lambda build: press.worker())
    monkeypatch.setattr("rotativa.press.running.signal.signal", lambda *_: None)
    for kind in (waking.Listener, waking.Watcher):
        monkeypatch.setattr(kind, "wait", stop)
    with pytest.raises(SystemExit):
        running.run()
    assert alive == [1]
    assert beating.alive() == 0
    assert alarms() == [], "whoever starts it again is not told that it is silent"


@pytest.mark.parametrize(("used", "free"), [(96, 4), (50, 0.5)])
def test_a_disk_that_is_nearly_full(press: Press, used: float, free: float, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(100 * 1024**3, int(used * 1024**3), int(free * 1024**3))
    monkeypatch.setattr("rotativa.press.disk.shutil.disk_usage", lambda folder: usage)
    assert alarms() == ["press:disk"]


def test_a_heart_beats_rarely_and_cheaply(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    heart = Heart(press.worker())
    heart.beat()
    with CaptureQueriesContext(connection) as asked:
        for _ in range(100):
            heart.beat()
    assert len(asked) == 0
    began: Any = Pulse.objects.get().at
    monkeypatch.setattr(heart, "_due", 0.0)
    with CaptureQueriesContext(connection) as asked:
        heart.beat()
    assert [each["sql"].split()[0] for each in asked if each["sql"].startswith(("INSERT", "SELECT"))] == ["INSERT"]
    assert Pulse.objects.get().at > began


def test_how_long_it_takes_from_a_fact_to_its_first_page(press: Press) -> None:
    """The median, so that a night in which the press stood still is no figure for years."""
    assert queries.from_fact_to_page() is None
    for number in (1, 2, 3):
        theme.publish(number)
    press.work()
    taken = queries.from_fact_to_page()
    assert taken is not None
    FactRow.objects.filter(pk=FactRow.objects.latest("pk").pk).update(at=timezone.now() - timedelta(hours=9))
    assert taken <= (queries.from_fact_to_page() or 0) < taken + 60
    for row in FactRow.objects.all():
        FactRow.objects.filter(pk=row.pk).update(at=row.at - timedelta(seconds=30))
    assert taken + 29 < (queries.from_fact_to_page() or 0) < taken + 90
