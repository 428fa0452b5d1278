"""What nothing needs goes, and nothing that is needed; beside workers."""

import random
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from rotativa.press import recording, standing, uses
from rotativa.press.actions.print_again import print_again
from rotativa.press.collecting import Collected, collect
from rotativa.press.models import FILE, PART, Answer, Build, Key, Kind, Log, Mark, Outcome, PartUse, Printed, Use
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.tests.test_exact import act

YEARS = timedelta(days=3650)
ACTS = 40


def gc(press: Press, keep: timedelta = YEARS) -> Collected:
    return collect(press.registry, press.store, keep)


def test_keys_that_no_page_uses(press: Press) -> None:
    theme.publish(1, list="b")
    theme.publish(2)
    press.work()
    theme.publish(1, list="a")
    press.work()
    used = {*Use.objects.values_list("key_id", flat=True), *PartUse.objects.values_list("key_id", flat=True)}
    unused = Key.objects.exclude(id__in=used).exclude(name=FILE).count()
    assert unused, "the list b is asked no more"
    assert gc(press).keys == unused
    assert set(Key.objects.values_list("id", flat=True)) == used
    assert gc(press).keys == 0
    theme.publish(1, list="b", title="back")
    press.work()
    assert "back" in (press.page("/en/lists/b/") or "")
    assert press.verify().clean


def test_parts_that_no_page_takes(press: Press) -> None:
    """A part goes with what it alone had used; one that pages take stays whole."""
    theme.publish(1)
    press.work()
    before = set(Key.objects.values_list("id", flat=True))
    part = Key.objects.create(name=PART, argument="of another build", fingerprint=b"")
    inside = Key.objects.create(name="nothing.else", argument="1", fingerprint=b"")
    shared = Key.objects.get(name="house.name")
    PartUse.objects.create(part=part, key=inside)
    PartUse.objects.create(part=part, key=shared)
    assert gc(press).keys == 2
    assert set(Key.objects.values_list("id", flat=True)) == before
    theme.name_house("The House")
    press.work()
    assert "The House" in (press.page("/en/note-1/") or "")
    assert press.verify().clean


def test_a_key_that_goes_between_rendering_and_recording(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page stores it again: what changes later still finds the page."""
    theme.publish(1, list="b")
    press.work()
    theme.publish(1, list="a")
    press.work()
    taken = []
    original = recording.record

    def meanwhile(*arguments: Any) -> int:
        taken.append(gc(press).keys)
        return original(*arguments)

    monkeypatch.setattr("rotativa.press.work.record", meanwhile)
    theme.publish(1, list="b")
    press.work()
    monkeypatch.undo()
    assert taken
    assert taken[0], "the key of the list b was unused at this moment"
    theme.publish(2, list="b", title="found")
    press.work()
    assert "found" in (press.page("/en/lists/b/") or "")
    assert press.verify().clean


def test_it_runs_beside_a_worker(press: Press, dice: random.Random) -> None:
    errors: list[BaseException] = []
    stop = threading.Event()

    def forever(do: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                while not stop.is_set():
                    do()
            except BaseException as error:
                errors.append(error)
            finally:
                connections.close_all()

        return run

    worker = press.worker("beside")
    threads = [threading.Thread(target=forever(each)) for each in (worker.step, lambda: gc(press, timedelta(0)))]
    for thread in threads:
        thread.start()
    for _ in range(ACTS):
        act(dice)
    stop.set()
    for thread in threads:
        thread.join(60)
    assert not errors, errors
    press.work()
    assert press.verify().clean


def test_the_log_keeps_the_last_lines_of_each_path(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, title="again")
    press.work()
    print_again(theme.tester, prefix="/en/")
    press.work()
    rows = Log.objects.order_by("id")
    last = {(row.path, row.outcome == Outcome.SAME): row.id for row in rows}
    assert Log.objects.count() > len(last) > len({path for path, _ in last})
    assert gc(press).log == 0, "nothing is old"
    assert gc(press, timedelta(0)).log > 0
    assert set(Log.objects.values_list("id", flat=True)) == set(last.values())


def test_builds_and_workshops(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.withdraw(1)
    press.registry.build = lambda: "2"
    press.work()
    press.store.tidy()
    left = press.root / ".press" / "killed-1"
    left.mkdir()
    (left / "1").write_bytes(b"half")
    Build.objects.filter(hash="2").update(marked=False)
    assert gc(press, timedelta(0)).builds == 0, "a worker that starts again must know that there was one before"
    Build.objects.filter(hash="2").update(marked=True)
    left.mkdir(exist_ok=True)
    done = gc(press, timedelta(0))
    assert (done.builds, done.workshops) == (1, 1)
    assert Answer.objects.get(thing="note:1").shelves == {}, "a shelf of the next build may hold it"
    assert not left.exists()
    assert Build.objects.get().id == standing.cursor().build
    assert press.verify().clean


def test_files_of_a_database_that_was_set_back(press: Press) -> None:
    """Pages and public files that no row knows are marked, and removed as any other; the rest is not touched."""
    theme.publish(1, picture="0a")
    press.work()
    for name in ("en/note-9/index.html.gz", "en/old/.moved", "pictures/9f.webp", "en/.hidden", "en/index.html"):
        file = press.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"left")
    done = gc(press)
    assert (done.files, done.strange) == (4, 1)
    assert {mark.path for mark in Mark.objects.all()} == {
        "/en/note-9/",
        "/en/old/",
        "/pictures/9f.webp",
        "/en/index.html",
    }
    press.work()
    assert press.page("/en/note-9/") is None
    assert press.store.read("/pictures/9f.webp", Kind.FILE) is None
    assert press.store.read("/pictures/0a.webp", Kind.FILE)
    assert (press.root / "en/.hidden").exists(), "it is not ours"
    assert not (press.root / "en/old").exists()
    assert gc(press).files == 0
    assert Printed.objects.filter(present=True).count() == 5


def test_a_file_whose_last_page_forgot_it(press: Press) -> None:
    theme.publish(1, picture="0a")
    press.work()
    named = Use.objects.filter(key__name=FILE, key__argument="/pictures/0a.webp")
    uses.change([], named.values_list("page_id", "key_id"))
    assert gc(press).files == 1
    press.work()
    assert press.store.read("/pictures/0a.webp", Kind.FILE) is None
