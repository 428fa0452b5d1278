"""What goes wrong: pages that raise, full disks, workers that die at any step, leases that are lost."""

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rotativa.kit import problems
from rotativa.press import claiming, following, placing, queries, recording, router, work
from rotativa.press.models import Kind, Mark, Printed
from rotativa.press.resting import is_at_rest
from rotativa.press.store import Staged, Store
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.work import Worker


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@dataclass
class DyingStore(Store):
    """Dies before the step of that number."""

    dies_at: int = 0
    steps: list[str] = field(default_factory=list)

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.dies_at:
            raise Killed(name)

    def stage(self, path: str, kind: Kind, raw: bytes, second: int) -> Staged:
        self._step("stage")
        return super().stage(path, kind, raw, second)

    def sync(self, staged: Any) -> None:
        self._step("sync")
        super().sync(staged)

    def put(self, staged: Staged) -> None:
        self._step("put")
        super().put(staged)
        self._step("after put")

    def remove(self, path: str, kind: Kind = Kind.PAGE) -> None:
        self._step("remove")
        super().remove(path, kind)

    def settle(self) -> None:
        self._step("settle")
        super().settle()
        self._step("settled")

    def discard(self, staged: Any) -> None:
        """A killed process throws nothing away."""


@dataclass
class FullStore(Store):
    """A disk without room."""

    full: bool = True

    def stage(self, path: str, kind: Kind, raw: bytes, second: int) -> Staged:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().stage(path, kind, raw, second)


def test_a_page_that_raises_keeps_its_last_good_file_and_is_reported(press: Press) -> None:
    theme.publish(1, body="good")
    theme.publish(2)
    press.work()
    theme.publish(1, body="raise", title="new")
    theme.publish(2, body="changed")

    counts = press.work()

    assert counts.failed == 1
    assert press.page("/en/note-1/") == "/en/note-1/|title|good|False|2"
    assert press.page("/en/note-2/") == "/en/note-2/|title|changed|False|2"
    assert press.page("/en/") == "/en/note-2/ title\n/en/note-1/ new"
    (failed,) = queries.failed()
    assert "this note cannot be rendered" in failed.error
    assert failed.retry_at is not None
    assert any(problem.key == "press:failed" for problem in problems.problems(theme.tester))
    assert not is_at_rest()


def test_only_who_holds_a_page_says_that_it_failed_and_the_end_of_what_it_says_stays(press: Press) -> None:
    theme.publish(1)
    following.follow(press.registry)
    (claim,) = [each for each in claiming.claim("one") if each.path == "/en/note-1/"]
    claiming.fail("another", [claiming.Failure(claim, "it was taken over")])
    mark = Mark.objects.get(id=claim.mark)
    assert (mark.worker, mark.error, mark.tries) == ("one", "", 0)
    claiming.fail("one", [claiming.Failure(claim, f"Traceback:{' ' * 9000}the reason")])
    mark.refresh_from_db()
    assert (mark.worker, mark.tries) == ("", 1)
    assert mark.error.endswith("the reason")
    assert len(mark.error) < 9000


def test_nobody_counts_tries_for_ever() -> None:
    tries = claiming.one_more(9_999)
    assert claiming.one_more(tries) == tries == 10_000


def test_a_page_that_failed_is_printed_at_once_when_its_fault_is_mended(press: Press) -> None:
    theme.publish(1, body="raise")
    press.work()
    assert press.page("/en/note-1/") is None
    theme.publish(1, body="good")
    press.work()
    assert press.page("/en/note-1/") == "/en/note-1/|title|good|False|1"
    assert queries.failed() == ()


def test_the_pause_grows(press: Press) -> None:
    pauses = [claiming.pause(tries).total_seconds() for tries in (0, 1, 2, 5, 30)]
    assert pauses == [1, 2, 4, 32, 300]


def test_a_full_disk_leaves_the_last_good_pages_and_is_tried_again(press: Press) -> None:
    theme.publish(1, body="good")
    press.work()
    theme.publish(1, body="new")
    store = FullStore(press.root)

    Worker(press.registry, store, "worker").until_done()

    assert press.page("/en/note-1/") == "/en/note-1/|title|good|False|1"
    assert "full" in queries.failed()[0].error
    store.full = False
    Mark.objects.update(retry_at=None)
    Worker(press.registry, store, "worker").until_done()
    assert press.page("/en/note-1/") == "/en/note-1/|title|new|False|1"
    assert press.verify().clean


class ClosedStore(Store):
    """A folder that nobody may write into."""

    def stage(self, path: str, kind: Kind, raw: bytes, second: int) -> Staged:
        file = self.root / ".press/worker" / str(len(raw))
        raise PermissionError(errno.EACCES, "Permission denied", str(file))


def test_what_cannot_be_written_for_one_reason_is_told_once(press: Press, settings: Any) -> None:
    settings.ROTATIVA_TREE = press.root
    theme.publish(1, body="short")
    theme.publish(2, body="a longer one")
    Worker(press.registry, ClosedStore(press.root), "worker").until_done()
    said = {row.error for row in Mark.objects.exclude(error="")}
    assert said == {f"The printed pages could not be written (Permission denied: {press.root})."}


@pytest.mark.parametrize("dies_at", range(1, 40))
def test_whenever_the_worker_dies_every_file_is_whole_and_the_next_one_finishes(press: Press, dies_at: int) -> None:
    theme.publish(1, title="first", picture="storm")
    theme.publish(2, title="second")
    press.work()
    before = {path: press.store.read(path, kind) for path, kind, _ in press.store.listing()}
    theme.publish(1, title="new", path="/en/moved/", picture="bridge")
    theme.withdraw(2)
    store = DyingStore(press.root, "dying", dies_at=dies_at)

    try:
        Worker(press.registry, store, "dying").until_done()
    except Killed:
        pass
    else:
        assert dies_at > len(store.steps)  # every step was tried by now

    between = {path: press.store.read(path, kind) for path, kind, _ in press.store.listing()}
    Mark.objects.update(lease_until=None, worker="")  # as when the lease has ended
    press.work()
    after = {path: press.store.read(path, kind) for path, kind, _ in press.store.listing()}
    for path, content in between.items():
        assert content in (before.get(path), after.get(path), b"", b"/en/moved/\n")
    report = press.verify()
    assert report.clean, report.findings
    assert is_at_rest()


@pytest.mark.parametrize("step", ["place", "record"])
def test_a_worker_that_dies_between_steps_leaves_its_marks(
    press: Press, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.publish(1)

    def die(*_: Any) -> None:
        raise Killed(step)

    with monkeypatch.context() as patch:
        patch.setattr(work, step, die)
        with pytest.raises(Killed):
            press.work()
    Mark.objects.update(lease_until=None, worker="")
    press.work()
    assert press.verify().clean
    assert is_at_rest()


def test_a_worker_that_lost_its_lease_places_and_records_nothing(press: Press) -> None:
    theme.publish(1, body="good")
    press.work()
    theme.publish(1, body="new")
    slow = press.worker("slow")

    def steal(original: Callable[..., Any]) -> Callable[..., Any]:
        def stolen(*arguments: Any) -> Any:
            Mark.objects.update(worker="other")
            return original(*arguments)

        return stolen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "place", steal(placing.place))
        slow.step()
    assert press.page("/en/note-1/") == "/en/note-1/|title|good|False|1"
    assert Mark.objects.get(path="/en/note-1/").worker == "other"

    Mark.objects.update(worker="", lease_until=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "record", steal(recording.record))
        press.worker("slow").step()
    assert Mark.objects.filter(path="/en/note-1/", worker="other").exists()


def test_a_clock_that_is_set_back_keeps_nobody_waiting(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    theme.publish(1, body="raise")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=3))
    press.work()  # it fails, and is to be tried again in three days and a second
    theme.publish(2)
    following.follow(press.registry)
    assert claiming.claim("dead")  # and never gives them back
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert {each.path for _ in range(3) for each in claiming.claim("next")} >= {"/en/note-1/", "/en/note-2/"}
    assert not claiming.claim("third")  # what was claimed just now is left alone


def test_a_page_that_was_marked_again_while_it_was_printed_stays_marked(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, body="one")

    def meanwhile(*arguments: Any) -> Any:
        theme.publish(1, body="two")
        return placing.place(*arguments)

    worker = press.worker()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "place", meanwhile)
        worker.step()
    assert press.page("/en/note-1/") == "/en/note-1/|title|one|False|1"
    worker.until_done()
    assert press.page("/en/note-1/") == "/en/note-1/|title|two|False|1"
    assert press.verify().clean


def test_a_key_whose_fact_came_while_its_first_page_was_rendered_is_not_lost(press: Press) -> None:
    """The page of a key that nobody had stored is rendered; then the fact comes; only then the page is recorded."""
    theme.publish(1, body="one")

    def meanwhile(*arguments: Any) -> Any:
        theme.publish(1, body="two")
        return recording.record(*arguments)

    worker = press.worker()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "record", meanwhile)
        worker.step()
    worker.until_done()
    assert press.page("/en/note-1/") == "/en/note-1/|title|two|False|1"
    assert press.verify().clean


def test_a_page_that_writes_is_refused(press: Press) -> None:
    with router.snapshot(), pytest.raises(router.WriteWhileRendering):
        Printed.objects.create(path="/en/x/")
    assert not Path(press.root / "en").exists()


def test_a_page_that_fails_for_months_stops_no_worker(press: Press) -> None:
    theme.publish(1, body="raise")
    press.work()
    Mark.objects.update(tries=32_767, retry_at=None)
    press.work()
    assert Mark.objects.get().tries < 32_767
