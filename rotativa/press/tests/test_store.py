"""The contract of the store. Whoever writes another one runs it against these tests."""

import errno
import fcntl
import gc
import gzip
from pathlib import Path

import pytest

from rotativa.press.models import Kind
from rotativa.press.packing import encoded
from rotativa.press.store import BadPath, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "tree")


def put(store: Store, path: str, kind: Kind, content: bytes, second: int = 1) -> None:
    staged = store.stage(path, kind, encoded(path, kind, content), second)
    store.sync([staged])
    store.put(staged)
    store.settle()


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/", Kind.PAGE, "index.html.gz"),
        ("/en/x/", Kind.PAGE, "en/x/index.html.gz"),
        ("/ar/قصة/", Kind.PAGE, "ar/قصة/index.html.gz"),
        ("/sitemap.xml", Kind.PAGE, "sitemap.xml.gz"),
        ("/robots.txt", Kind.PAGE, "robots.txt.gz"),
        ("/en/404.html", Kind.PAGE, "en/404.html.gz"),
        ("/en/x/", Kind.MOVED, "en/x/.moved"),
        ("/en/x/", Kind.GONE, "en/x/.gone"),
        ("/pictures/a.webp", Kind.FILE, "pictures/a.webp"),
        ("/assets/a.css", Kind.FILE, "assets/a.css.gz"),
        ("/pictures/a.svg", Kind.FILE, "pictures/a.svg.gz"),
    ],
)
def test_what_is_put_is_read_and_listed(store: Store, path: str, kind: Kind, name: str) -> None:
    put(store, path, kind, b"words")
    assert (store.root / name).is_file()
    assert store.read(path, kind) == b"words"
    assert list(store.listing()) == [(path, kind, name)]


@pytest.mark.parametrize(
    "path", ["en/", "/en//", "/../x/", "/en/../../x", "/.press/x", "/en/.moved", "/a\0/", "/en/a\\b/", "", "/./"]
)
def test_no_path_leads_out_of_the_tree_or_into_what_is_hidden(store: Store, path: str) -> None:
    with pytest.raises(BadPath):
        store.stage(path, Kind.PAGE, b"x", 1)


def test_nothing_is_in_place_before_it_is_put(store: Store) -> None:
    staged = store.stage("/en/", Kind.PAGE, b"x", 1)
    assert store.look("/en/", Kind.PAGE) is None
    store.discard([staged])
    assert list(store.listing()) == []
    assert not staged.beside.exists()


def test_the_second_is_set_before_the_file_is_in_place(store: Store) -> None:
    staged = store.stage("/en/", Kind.PAGE, b"x", 1234)
    assert staged.beside.stat().st_mtime == 1234
    store.put(staged)
    look = store.look("/en/", Kind.PAGE)
    assert look is not None
    assert look.second == 1234


def test_a_page_carries_no_time_and_no_name_in_its_compression() -> None:
    assert encoded("/en/", Kind.PAGE, b"x") == encoded("/es/", Kind.PAGE, b"x")
    assert gzip.decompress(encoded("/en/", Kind.PAGE, b"x")) == b"x"
    assert encoded("/en/", Kind.PAGE, b"x")[4:8] == b"\0\0\0\0"


def test_another_kind_is_there_before_the_first_one_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "/en/x/", Kind.PAGE, b"page")
    original, seen = Path.unlink, []

    def unlink(self: Path, missing_ok: bool = False) -> None:
        seen.append(sorted(each.name for each in (store.root / "en/x").iterdir()))
        original(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    put(store, "/en/x/", Kind.MOVED, b"/en/y/\n")
    assert seen[0] == [".moved", "index.html.gz"]
    assert [each.name for each in (store.root / "en/x").iterdir()] == [".moved"]


def test_another_kind_would_survive_a_power_cut_before_the_first_one_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "/en/x/", Kind.PAGE, b"page")
    staged = store.stage("/en/x/", Kind.GONE, b"", 2)
    store.sync([staged])
    acts: list[tuple[str, str, bool]] = []
    original, gone = Path.unlink, store.root / "en/x/.gone"

    def unlink(self: Path, missing_ok: bool = False) -> None:
        acts.append(("unlink", self.name, gone.exists()))
        original(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr("rotativa.press.store._fsync", lambda name: acts.append(("sync", name.name, gone.exists())))
    store.put(staged)
    assert acts == [("sync", "x", True), ("unlink", "index.html.gz", True)]


def test_empty_folders_go_with_the_last_file(store: Store) -> None:
    put(store, "/en/2026/a/", Kind.PAGE, b"a")
    put(store, "/en/2026/b/", Kind.PAGE, b"b")
    store.remove("/en/2026/a/")
    assert (store.root / "en/2026/b").is_dir()
    store.remove("/en/2026/b/")
    store.settle()
    assert not (store.root / "en").exists()
    store.remove("/en/2026/b/")  # once more does no harm


def _synced_for(store: Store, path: str, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that are synced when a page is put there."""
    synced: list[Path] = []
    settle = Store._sync

    def note(of: Store, names: list[Path]) -> None:
        synced.extend(names)
        settle(of, names)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_sync", note)
        put(store, path, Kind.PAGE, b"again")
    return synced


@pytest.mark.parametrize("by", ["itself", "another"])
def test_the_name_of_a_folder_that_was_made_again_is_settled_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """It may get the number that it had: a file system gives them again."""
    remover = store if by == "itself" else Store(store.root, by)
    put(store, "/en/", Kind.PAGE, b"front")
    for _ in range(10):
        put(store, "/en/a/", Kind.PAGE, b"a")
        remover.remove("/en/a/")
        remover.settle()
        assert store.root / "en" in _synced_for(store, "/en/a/", monkeypatch)
        store.remove("/en/a/")
        store.settle()


def test_a_folder_that_others_made_again_is_settled_though_it_has_its_old_number(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Store(store.root, "other")
    put(store, "/en/", Kind.PAGE, b"front")
    for _ in range(10):
        put(store, "/en/a/", Kind.PAGE, b"a")
        store.remove("/en/a/")
        store.settle()
        other.put(other.stage("/en/a/", Kind.PAGE, b"theirs", 1))  # and is killed before it settles
        assert store.root / "en" in _synced_for(store, "/en/a/", monkeypatch)
        store.remove("/en/a/")
        store.settle()


def test_what_a_killed_worker_removed_is_settled(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("/en/a/", "/en/a/b/"):
        put(store, path, Kind.PAGE, b"x")
    store.file_of("/en/a/", Kind.PAGE).unlink()
    synced: set[Path] = set()
    monkeypatch.setattr("rotativa.press.store._fsync", synced.add)
    store.remove("/en/a/")
    store.settle()
    assert store.root / "en/a" in synced


def test_many_files_are_synced_together(store: Store) -> None:
    staged = [store.stage(f"/en/{number}/", Kind.PAGE, b"x", 1) for number in range(50)]
    store.sync(staged)
    for each in staged:
        store.put(each)
    store.settle()
    assert len(list(store.listing())) == 50


def test_what_a_killed_worker_left_is_tidied_and_nobody_elses(store: Store) -> None:
    killed, at_work = Store(store.root, "killed"), Store(store.root, "at work")
    for each in (killed, at_work):
        each.stage("/en/", Kind.PAGE, b"x", 1)
    del killed, each
    gc.collect()
    own = store.stage("/en/", Kind.PAGE, encoded("/en/", Kind.PAGE, b"x"), 1)
    store.tidy()
    left = {folder.name.rpartition("-")[0] for folder in (store.root / ".press").iterdir()}
    assert left == {"at work", "worker"}
    store.sync([own])
    store.put(own)
    assert store.read("/en/", Kind.PAGE) == b"x"


def test_a_file_system_without_locks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_arguments: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    put(store, "/en/", Kind.PAGE, b"x")
    Store(store.root, "another").tidy()
    put(store, "/es/", Kind.PAGE, b"x")
    assert len(list((store.root / ".press").iterdir())) == 1


def test_a_damaged_file_is_no_page(store: Store) -> None:
    put(store, "/en/", Kind.PAGE, b"x")
    store.file_of("/en/", Kind.PAGE).write_bytes(b"half")
    assert store.read("/en/", Kind.PAGE) == b""


def test_what_is_kept_for_others_survives_a_power_cut(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename may be on the disk before the bytes are: whoever reads it would find an empty file."""
    synced: list[tuple[bool, bytes]] = []
    kept = store.root / ".press" / "redirects.map"
    monkeypatch.setattr("rotativa.press.store._fsync", lambda name: synced.append((kept.exists(), name.read_bytes())))
    assert store.keep("redirects.map", b"words")
    assert synced == [(False, b"words")]
    assert kept.read_bytes() == b"words"
    assert not store.keep("redirects.map", b"words")
    assert len(synced) == 1, "what is there already is not synced again"


def test_a_name_exists_as_the_listing_gives_it(store: Store) -> None:
    put(store, "/en/x/", Kind.MOVED, b"/en/y/")
    (listed,) = store.listing()
    assert store.exists(listed[2])
    store.remove("/en/x/")
    assert not store.exists(listed[2])


def test_a_removal_is_settled_though_another_worker_took_its_folder(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut before that worker settles would bring the file back, when nothing is left to say that it goes."""
    for path in ("/en/", "/en/2026/a/", "/en/2026/b/"):
        put(store, path, Kind.PAGE, b"x")
    other, synced = Store(store.root, "other"), set()
    monkeypatch.setattr("rotativa.press.store._fsync", lambda name: synced.add(name.resolve(strict=True)))
    store.remove("/en/2026/a/")
    other.remove("/en/2026/b/")
    store.settle()
    assert store.root / "en" in synced


def test_a_folder_that_goes_at_the_last_moment_is_settled_above(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("/en/", "/en/2026/a/", "/en/2026/b/"):
        put(store, path, Kind.PAGE, b"x")
    other, synced = Store(store.root, "other"), set()

    def fsync(name: Path) -> None:
        if name == store.root / "en/2026":  # after our look whether it is there
            other.remove("/en/2026/b/")
        synced.add(name.resolve(strict=True))

    monkeypatch.setattr("rotativa.press.store._fsync", fsync)
    store.remove("/en/2026/a/")
    store.settle()
    assert store.root / "en" in synced


def test_a_folder_that_another_worker_takes_away_before_the_file_is_there_is_made_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = store.stage("/en/a/", Kind.PAGE, encoded("/en/a/", Kind.PAGE, b"x"), 1)
    store.sync([staged])
    make, made = Store._make_folder, []

    def make_folder(of: Store, folder: Path) -> None:
        make(of, folder)
        made.append(folder)
        if len(made) == 1:
            folder.rmdir()

    monkeypatch.setattr(Store, "_make_folder", make_folder)
    store.put(staged)
    assert store.read("/en/a/", Kind.PAGE) == b"x"
    assert len(made) == 2


def test_what_was_revoked_is_put_no_more_and_removes_nothing(store: Store) -> None:
    put(store, "/en/a/", Kind.PAGE, b"old")
    late, other = Store(store.root, "machine-1-a"), Store(store.root, "machine-1-b")
    staged = [late.stage("/en/a/", Kind.PAGE, b"late", 5), other.stage("/en/b/", Kind.PAGE, b"b", 5)]
    store.revoke({"machine-1-a"})
    with pytest.raises(FileNotFoundError):
        late.put(staged[0])
    with pytest.raises(FileNotFoundError):
        late.remove("/en/a/")
    other.put(staged[1])
    assert store.read("/en/a/", Kind.PAGE) == b"old"
    late.put(late.stage("/en/a/", Kind.PAGE, encoded("/en/a/", Kind.PAGE, b"again"), 6))
    assert store.read("/en/a/", Kind.PAGE) == b"again"
    late.remove("/en/a/")
    assert store.read("/en/a/", Kind.PAGE) is None


def test_who_is_revoked_again_and_again_holds_one_workshop(store: Store) -> None:
    """On a slow machine leases end often, and a process may have a thousand files open."""
    handles = Path("/dev/fd")
    late = Store(store.root, "machine-1-a")
    late.begin()
    before = len(list(handles.iterdir()))
    for _ in range(5):
        store.revoke({"machine-1-a"})
        late.begin()
    assert len(list(handles.iterdir())) == before
