"""A check that somebody at the desk asks for: who does it, how far it is, how it is stopped, what is kept of it."""

import gzip
import os
from datetime import timedelta
from typing import Any

import pytest

from rotativa.kit.actor import Machine
from rotativa.press import checking, standing, verifications
from rotativa.press.actions.check import check
from rotativa.press.actions.stop_check import stop_check
from rotativa.press.checking import Checker, Checking, latest, work_off
from rotativa.press.models import Check
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press

HAND = Machine("test")


@pytest.fixture
def printed(press: Press, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Ten pages, and a process that may not step back behind others."""
    monkeypatch.setattr(os, "nice", lambda _steps: 0)
    for number in range(1, 9):
        theme.publish(number)
    press.work()
    return press


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["Process"]:
    """The processes that a checker starts, without any."""
    made: list[Process] = []

    def start(command: list[str], **_streams: Any) -> Process:
        made.append(Process(command))
        return made[-1]

    monkeypatch.setattr("rotativa.press.checking.subprocess.Popen", start)
    return made


class Process:
    """Lives until it is told otherwise."""

    def __init__(self, command: list[str]) -> None:
        self.command, self.returncode = command, None

    def poll(self) -> int | None:
        return self.returncode

    def ends(self, code: int = 0) -> None:
        self.returncode = code  # type: ignore[assignment]


def now() -> Checking:
    found = latest()
    assert found is not None
    return found


def test_what_is_asked_for_is_done_once_and_kept(printed: Press) -> None:
    assert work_off(printed.registry, printed.store) is None, "nobody asked"
    assert check(HAND)
    assert not check(HAND, sample=3), "one at a time"
    assert (now().goes_on, now().begun_at, now().sample) == (True, None, None)
    (printed.root / "en/note-1/index.html.gz").write_bytes(gzip.compress(b"wrong"))
    assert work_off(printed.registry, printed.store) is not None
    assert (now().goes_on, now().end, now().total) == (False, "done", 10)
    whole = verifications.latest()
    assert whole is not None
    assert (whole.looked, whole.wrong) == (10, 1)
    assert work_off(printed.registry, printed.store) is None, "it was done"
    assert check(HAND, sample=4), "and may be asked for again"
    work_off(printed.registry, printed.store)
    part = verifications.latest(whole=False)
    assert part is not None
    assert (part.looked, now().total) == (4, 4)


def test_one_that_goes_on_is_stopped_and_nothing_is_kept(printed: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_EVERY", 0.0)
    told = checking._teller

    def stopped_midway(mine: Any) -> Any:
        tell = told(mine)

        def say(looked: int) -> None:
            tell(looked)
            assert now().looked == looked == 10
            assert stop_check(HAND)
            assert now().stops

        return say

    monkeypatch.setattr(checking, "_teller", stopped_midway)
    check(HAND)
    assert work_off(printed.registry, printed.store) is None
    assert (now().goes_on, now().end) == (False, "stopped")
    assert verifications.latest() is None
    assert not stop_check(HAND), "none goes on"


def test_one_that_waits_is_stopped_at_once(printed: Press, started: list[Process]) -> None:
    check(HAND)
    assert stop_check(HAND)
    assert (now().goes_on, now().end) == (False, "stopped")
    Checker().look()
    assert not started


def test_one_that_fails_has_broken_off(printed: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "verify", lambda *_all: 1 // 0)
    check(HAND)
    with pytest.raises(ZeroDivisionError):
        work_off(printed.registry, printed.store)
    assert (now().goes_on, now().end) == (False, "broke")


def test_the_scheduler_starts_one_process_and_notices_its_end(printed: Press, started: list[Process]) -> None:
    checker = Checker()
    checker.look()
    assert not started, "nobody asked"
    check(HAND)
    checker.look()
    checker.look()
    assert [process.command[-3:] for process in started] == [["press", "verify", "--asked"]]
    work_off(printed.registry, printed.store)
    started[0].ends()
    checker.look()
    assert now().end == "done"
    check(HAND)
    checker.look()
    assert len(started) == 2
    started[1].ends(1)
    checker.look()
    assert (now().goes_on, now().end) == (False, "broke"), "it died before it could begin"
    check(HAND)
    checker.look()
    assert len(started) == 3, "another is another"


def test_one_of_another_scheduler_is_left_alone_until_it_is_silent(printed: Press, started: list[Process]) -> None:
    check(HAND)
    Check.objects.update(begun_at=standing.clock(), heard_at=standing.clock())
    Checker().look()
    assert now().goes_on
    assert not started
    Check.objects.update(heard_at=standing.clock() - checking.SILENT - timedelta(seconds=1))
    Checker().look()
    assert (now().goes_on, now().end) == (False, "broke")
    assert not started, "it is not begun again by itself"


def test_of_two_schedulers_that_see_it_at_once_the_second_leaves_it_to_the_first(
    printed: Press, started: list[Process]
) -> None:
    one, two = Checker(), Checker()
    check(HAND)
    one.look()
    two.look()
    assert len(started) == 2
    Check.objects.update(begun_at=standing.clock(), heard_at=standing.clock())  # the process of the first took it
    assert work_off(printed.registry, printed.store) is None
    started[1].ends()
    two.look()
    assert now().goes_on, "that of the second found nothing to be done, and ended well"
    started[0].ends(-9)
    one.look()
    assert now().end == "broke", "that of the first was killed"
