"""Several workers at once, on PostgreSQL: every page is printed once it has to be, and nothing is lost between them."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from rotativa.press import claiming, marking, standing
from rotativa.press.models import Cursor, Kind, Mark
from rotativa.press.registry import Place
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Store
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.tests.test_exact import act

ACTS = 60


def test_three_workers_print_exactly(press: Press, dice: random.Random) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one worker")
    stop = threading.Event()
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            worker = press.worker(name)
            while not stop.is_set():
                if not worker.step():
                    time.sleep(0.01)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    theme.publish(1)
    press.work()
    threads = [threading.Thread(target=work, args=(f"worker {number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(ACTS):
        act(dice)
        time.sleep(dice.random() * 0.05)
    deadline = time.monotonic() + 60
    while not is_at_rest() and time.monotonic() < deadline and not errors:
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join(30)
    assert not errors, errors
    assert is_at_rest()
    report = press.verify()
    assert report.clean, report.findings


def test_who_prints_on_and_on_lets_facts_be_followed(press: Press) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one worker")
    said: list[str] = []
    prints, follows = threading.Event(), threading.Event()

    def come(begun: threading.Event, lock: Callable[[], Cursor], word: str) -> None:
        try:
            with transaction.atomic():
                begun.set()
                lock()
                said.append(word)
        finally:
            connections.close_all()

    standing.cursor()
    threads = [
        threading.Thread(target=come, args=(follows, standing.locked, "followed")),
        threading.Thread(target=come, args=(prints, standing.shared, "recorded")),
    ]
    with transaction.atomic():
        standing.shared()
        for thread, begun in zip(threads, (follows, prints), strict=True):
            thread.start()
            assert begun.wait(10)
            time.sleep(0.5)
        assert not said, "the one waits for us, and the other for its turn"
    for thread in threads:
        thread.join(10)
    assert said == ["followed", "recorded"]


def test_who_puts_marks_first_waits_for_one_that_prints_them_and_not_across(press: Press) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    paths, errors, begun = ("/en/lists/b/", "/en/lists/a/"), list[BaseException](), threading.Event()
    others = [f"/en/note-{number}/" for number in range(2000)]  # so many that PostgreSQL looks by path, not by priority
    first, now = marking.SHOWN_ELSEWHERE, standing.clock()
    Mark.objects.bulk_create(
        Mark(path=path, surface="list", priority=first, marked_at=now) for path in (*paths, *others)
    )
    Mark.objects.filter(path=paths[0]).update(cause="a test")  # now it lies behind the other, whose number is higher
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE press_mark")

    def follow() -> None:
        try:
            with transaction.atomic():
                begun.set()
                marking.put_first(marking.Wanted("list", Place(path, path), "a test") for path in paths)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=follow)
    with transaction.atomic():
        Mark.objects.select_for_update().get(path=paths[0])
        thread.start()
        assert begun.wait(10)
        time.sleep(0.5)
        Mark.objects.select_for_update().get(path=paths[1])
    thread.join(10)
    assert not errors, errors
    assert not Mark.objects.filter(path__in=paths).exclude(priority=0).exists()


def test_what_a_dead_process_had_claimed_is_free_when_another_begins(press: Press) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one worker, which frees everything")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    own = claiming.name_of_this_process()
    machine, parent = own.rsplit("-", 2)[0], os.getppid()
    alive, unsaid = f"{machine}-{parent}.{claiming._begun(parent)}-0a0a0a", f"{machine}-{parent}-0a0a0a"
    dead = (f"{machine}-{gone.pid}.17-0a0a0a", f"{machine}-{parent}.17-0a0a0a", own)  # the second has a number again
    for name in (*dead, alive, unsaid, f"elsewhere-{gone.pid}-0a0a0a"):
        Mark.objects.create(path=f"/{name}/", cause="a test", marked_at=standing.clock())
        Mark.objects.filter(path=f"/{name}/").update(worker=name)
    press.worker("another")
    held = set(Mark.objects.exclude(worker="").values_list("worker", flat=True))
    assert held == {f"elsewhere-{gone.pid}-0a0a0a", alive, unsaid}


def test_who_seems_dead_and_lives_puts_nothing_any_more(press: Press) -> None:
    """Containers may have one name, and none of them sees the processes of another."""
    machine, parent = claiming.name_of_this_process().rsplit("-", 2)[0], os.getppid()
    names = (f"{machine}-{2**22 + 1}.17-0a0a0a", f"{machine}-{parent}.{claiming._begun(parent)}-0a0a0a")
    for name in names:
        Mark.objects.create(path=f"/{name}/", cause="a test", marked_at=standing.clock(), worker=name)
    seems_dead, lives = [Store(press.root, name).stage("/en/", Kind.PAGE, b"late", 5) for name in names]
    claiming.release_dead(press.store.revoke)
    assert not seems_dead.beside.exists()
    assert lives.beside.exists()
    assert set(Mark.objects.exclude(worker="").values_list("worker", flat=True)) == {names[1]}


def test_a_number_of_a_process_that_another_has_by_now_is_told() -> None:
    own, machine, parent = os.getpid(), claiming.name_of_this_process().rsplit("-", 2)[0], os.getppid()
    assert claiming.name_of_this_process().startswith(f"{machine}-{own}.{claiming._begun(own)}-")
    if claiming._begun(parent):
        assert not claiming._is_dead(f"{machine}-{parent}.{claiming._begun(parent)}-0a0a0a")
        assert claiming._is_dead(f"{machine}-{parent}.17-0a0a0a")
    assert not claiming._is_dead(f"{machine}-{parent}.-0a0a0a"), "where no system says when, it looks alive"
    assert claiming._begun(2**22 + 1) == ""


@pytest.mark.parametrize(("answer", "dead"), [(ProcessLookupError, True), (PermissionError, False)])
def test_a_worker_of_somebody_else_lives(answer: type[OSError], dead: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not send a signal to it knows at least that it is there."""

    def kill(_process: int, _signal: int) -> None:
        raise answer

    machine = claiming.name_of_this_process().rsplit("-", 2)[0]
    monkeypatch.setattr(os, "kill", kill)
    assert claiming._is_dead(f"{machine}-{os.getppid()}.-0a0a0a") is dead


def test_printing_again_uses_up_no_numbers(press: Press) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite gives no numbers away")
    theme.publish(1)
    press.work()

    def last() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM press_printed_id_seq")
            return cursor.fetchone()[0]

    before = last()
    for number in range(3):
        theme.publish(1, body=str(number))
        press.work()
    assert last() == before
