"""The store keeps its contract on the disk that is played, and that disk forgets what it may forget."""

import errno
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from rotativa.press.models import Kind
from rotativa.press.packing import encoded
from rotativa.press.store import FEW, Store
from rotativa.press.tests import test_store as contract
from tests.faults.disk import MODES, Disk

globals().update({name: test for name, test in vars(contract).items() if name.startswith("test_")})


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "tree")
    with disk.recording():
        yield disk
        disk.check()


@pytest.fixture
def store(disk: Disk) -> Store:
    """Stands in the place of the contract's own."""
    return Store(disk.root)


def put(store: Store, path: str, *, sync: bool = True, settle: bool = True, content: bytes = b"x") -> None:
    staged = store.stage(path, Kind.PAGE, encoded(path, Kind.PAGE, content), 1)
    if sync:
        store.sync([staged])
    store.put(staged)
    if settle:
        store.settle()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("many", [1, FEW + 1])
def test_what_is_settled_survives(store: Store, disk: Disk, dice: random.Random, mode: str, many: int) -> None:
    staged = [store.stage(f"/en/{number}/", Kind.PAGE, b"x", 1) for number in range(many)]
    store.sync(staged)
    for each in staged:
        store.put(each)
    store.settle()
    disk.cut(dice, mode)
    assert len(list(store.listing())) == many


def test_what_is_not_settled_may_be_gone(store: Store, disk: Disk, dice: random.Random) -> None:
    put(store, "/en/x/", settle=False)
    disk.cut(dice, "nothing")
    assert list(store.listing()) == []
    put(Store(disk.root), "/en/x/", settle=False)
    disk.cut(dice, "everything")
    assert store.read("/en/x/", Kind.PAGE) == b"x"


def test_what_is_not_synced_is_torn(store: Store, disk: Disk, dice: random.Random) -> None:
    put(store, "/en/x/")
    put(store, "/en/x/", sync=False, content=b"y")
    disk.cut(dice, "nothing")
    assert store.read("/en/x/", Kind.PAGE) == b""


def test_any_of_what_is_not_settled_may_be_gone(store: Store, disk: Disk) -> None:
    found = set()
    for seed in range(20):
        for path in ("/en/", "/es/"):
            put(store, path, content=b"old")
        for path in ("/en/", "/es/"):
            put(store, path, settle=False, content=b"new")
        disk.cut(random.Random(seed), "any")
        found.add(tuple(store.read(path, Kind.PAGE) for path in ("/en/", "/es/")))
    assert len(found) == 4


def test_of_a_journal_the_end_is_gone(store: Store, disk: Disk) -> None:
    found = set()
    for seed in range(20):
        for path in ("/en/", "/es/"):
            put(store, path, content=b"old")
        for path in ("/en/", "/es/"):
            put(store, path, settle=False, content=b"new")
        disk.cut(random.Random(seed), "journal")
        found.add((store.read("/en/", Kind.PAGE), store.read("/es/", Kind.PAGE)))
    assert found == {(b"old", b"old"), (b"new", b"old"), (b"new", b"new")}


def test_a_page_that_is_removed_may_come_back_until_it_is_settled(
    store: Store, disk: Disk, dice: random.Random
) -> None:
    put(store, "/en/x/")
    store.remove("/en/x/")
    disk.cut(dice, "nothing")
    assert store.read("/en/x/", Kind.PAGE) == b"x"
    store.begin()  # the cut took its workshop, as it takes the process
    store.remove("/en/x/")
    store.settle()
    disk.cut(dice, "nothing")
    assert store.read("/en/x/", Kind.PAGE) is None


def test_the_recorder_misses_nothing(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "tree")
    with disk.recording():
        put(Store(disk.root), "/en/x/")
        (disk.root / "stranger").symlink_to("x")  # an operation that it does not know
        with pytest.raises(AssertionError, match="stranger"):
            disk.check()


def test_a_page_that_becomes_a_marker_leaves_no_hole(store: Store, disk: Disk) -> None:
    for seed in range(20):
        put(store, "/en/x/")
        marker = store.stage("/en/x/", Kind.GONE, b"", 1)
        store.sync([marker])
        store.put(marker)
        disk.cut(random.Random(seed), "any")
        assert list(store.listing()), f"neither page nor marker is left ({seed})"


def test_what_a_killed_worker_removed_and_did_not_settle(store: Store, disk: Disk, dice: random.Random) -> None:
    put(store, "/en/2026/x/")
    store.remove("/en/2026/x/")
    following = Store(disk.root)
    following.remove("/en/2026/x/")
    following.settle()
    disk.cut(dice, "nothing")
    assert list(store.listing()) == []


def test_folders_that_a_killed_worker_made_and_did_not_settle(store: Store, disk: Disk, dice: random.Random) -> None:
    put(store, "/en/2026/x/", settle=False)
    following = Store(disk.root)
    put(following, "/en/2026/x/")
    put(following, "/en/2026/y/")
    disk.cut(dice, "nothing")
    assert [path for path, _, _ in sorted(store.listing())] == ["/en/2026/x/", "/en/2026/y/"]


def test_what_could_not_be_settled_is_settled_the_next_time(
    store: Store, disk: Disk, dice: random.Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(when: str, operation: str) -> None:
        if operation == "fsync":
            raise OSError(errno.EIO, when)

    put(store, "/en/x/", settle=False)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "told", fail)
        with pytest.raises(OSError, match="before"):
            store.settle()
    store.settle()
    disk.cut(dice, "nothing")
    assert store.read("/en/x/", Kind.PAGE) == b"x"
