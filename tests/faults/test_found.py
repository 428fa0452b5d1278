"""Faults at one point each, of which one was once harmful."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection  # noqa: F401 for skipif

from rotativa.press.models import Kind, Mark
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Staged, Store
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.work import Worker
from tests.faults.disk import Disk
from tests.faults.machine import elsewhere
from tests.faults.points import Killed, Points
from tests.support import databases

Struck = Callable[[str, str], None]


@pytest.fixture
def points(dice: random.Random) -> Points:
    return Points(dice)


@pytest.fixture
def press(separate_database: object, tmp_path: Path) -> Press:
    """A press over the theme of notes."""
    return Press(tmp_path / "tree")


@pytest.fixture
def disk(press: Press, points: Points) -> Iterator[Disk]:
    disk = Disk(press.root, points.pass_by)
    with disk.recording(), points.watched():
        yield disk


@pytest.fixture
def struck(press: Press, points: Points, disk: Disk, dice: random.Random) -> Struck:
    """A worker that loses power at a point; then the disk has forgotten what it may."""

    def strike(point: str, mode: str) -> None:
        points.aim("power cut", point)
        with points.life(), pytest.raises(Killed):
            Worker(press.registry, Store(press.root, "struck"), "struck").until_done()
        assert points.is_spent
        databases.close()
        disk.cut(dice, mode)
        Mark.objects.update(worker="")  # as when the next one begins

    return strike


@pytest.mark.parametrize("point", ["look after: after commit", "look after: before settle", "look after: after settle"])
def test_a_picture_that_nobody_names_stays_gone(press: Press, struck: Struck, point: str) -> None:
    theme.publish(1, picture="storm")
    press.work()
    theme.publish(1, picture="")
    struck(point, "nothing")
    press.work()
    assert press.page("/pictures/storm.webp", Kind.FILE) is None
    assert press.verify().clean
    assert is_at_rest()


@pytest.mark.parametrize("was_right", [True, False])
def test_a_second_that_readers_had_never_comes_again(
    press: Press, struck: Struck, monkeypatch: pytest.MonkeyPatch, was_right: bool
) -> None:
    """A power cut takes back a page that was not settled yet, and the clock is behind: the next has another ETag."""
    path, put, had = "/en/note-1/", Store.put, []

    def told(store: Store, staged: Staged) -> None:
        put(store, staged)
        had.extend([(staged.second, staged.size)] if staged.path == path else [])

    theme.publish(1, body="one")
    press.work()
    monkeypatch.setattr(Store, "put", told)
    clock = time.time() + 10 if was_right else 1_000_000_000
    monkeypatch.setattr(time, "time", lambda: clock)
    theme.publish(1, body="two")
    struck("place: before settle", "nothing")
    assert "one" in (press.page(path) or "")
    clock = min(clock, time.time() - 5)  # as before the network has told the right time
    theme.publish(1, body="owt")
    press.work()
    clock += 5
    theme.publish(1, body="wto")
    press.work()
    assert "wto" in (press.page(path) or "")
    assert len(had) == len(set(had)) == 3
    assert press.verify().clean


def test_what_lies_there_is_not_taken_for_what_was_recorded(
    press: Press, struck: Struck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is behind, the page of a dead worker stays, and what was there before becomes right again."""
    path = "/en/note-1/"
    theme.publish(1, body="one")
    press.work()
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    theme.publish(1, body="two")
    struck("place: before settle", "everything")
    assert "two" in (press.page(path) or "")
    theme.publish(1, body="one")
    press.work()
    assert "one" in (press.page(path) or "")
    assert press.verify().clean


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one worker")
@pytest.mark.parametrize("point", ["supply: before stage", "supply: before settle", "supply: after settle"])
def test_a_worker_that_stood_still_leaves_no_picture(press: Press, points: Points, disk: Disk, point: str) -> None:
    """While it stands still before it puts a picture, another one prints the page, which does not name it any more."""

    def others() -> None:
        theme.publish(1, picture="")
        Mark.objects.update(worker="", lease_until=None)  # as when the lease has ended
        press.worker("other").until_done()

    theme.publish(1, picture="")
    press.work()
    theme.publish(1, picture="storm")
    points.aim("stands still", point)
    points.stand_still = lambda: elsewhere(others)
    with points.life():
        press.worker("struck").until_done()
    assert points.is_spent
    press.work()
    assert press.page("/pictures/storm.webp", Kind.FILE) is None
    assert press.verify().clean

    theme.publish(1, picture="storm")
    press.work()
    assert press.page("/pictures/storm.webp", Kind.FILE)
    assert press.verify().clean
