"""The printed tree: seconds, markers, instants, public files, builds."""

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rotativa.addresses import giving
from rotativa.daybook import writing
from rotativa.kit.things import thing
from rotativa.press import queries, requests, standing, telling, uses
from rotativa.press.actions.print_again import print_again
from rotativa.press.collecting import collect
from rotativa.press.models import PART, Cursor, Kind, Log, Mark, Outcome, Printed, Use
from rotativa.press.packing import encoded
from rotativa.press.resting import is_at_rest
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.verifying import Sample, Wrong, verify
from rotativa.press.work import Replaced

_KINDS = (Kind.PAGE, Kind.MOVED, Kind.GONE)


def _second(press: Press, path: str) -> int:
    look = press.store.look(path, Kind.PAGE)
    assert look is not None
    return look.second


def test_identical_bytes_are_not_replaced(press: Press) -> None:
    theme.publish(1)
    press.work()
    file = press.store.file_of("/en/note-1/", Kind.PAGE)
    inode, second = file.stat().st_ino, _second(press, "/en/note-1/")

    press.registry = theme.registry(build="2")
    counts = press.work()

    assert counts.rendered == 3
    assert counts.changed == 0
    assert (file.stat().st_ino, _second(press, "/en/note-1/")) == (inode, second)


def test_a_second_never_comes_again_whatever_the_clock_says(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for number, clock in enumerate((1_000_000, 1_000_000, 999_000, 1_000_001)):
        monkeypatch.setattr("rotativa.press.placing.time.time", lambda clock=clock: clock)
        theme.publish(1, body=f"body {number}")
        press.work()
        seen.append(_second(press, "/en/note-1/"))
    theme.withdraw(1)
    press.work()
    theme.publish(1, body="again")
    press.work()
    seen.append(_second(press, "/en/note-1/"))
    assert seen[:4] == [1_000_000, 1_000_001, 1_000_002, 1_000_003]
    assert seen[4] > seen[3]


def test_a_second_that_was_never_recorded_does_not_come_again(press: Press) -> None:
    theme.publish(1)
    press.work()
    file = press.store.file_of("/en/note-1/", Kind.PAGE)
    ahead = int(file.stat().st_mtime) + 1000
    os.utime(file, (ahead, ahead))  # as if a worker had died after putting a later file in place
    theme.withdraw(1)
    press.work()
    assert Printed.objects.get(path="/en/note-1/").second > ahead


def test_an_old_path_leads_to_where_the_thing_is_now(press: Press) -> None:
    theme.publish(1, path="/en/one/")
    press.work()
    theme.publish(1, path="/en/two/")
    press.work()
    assert press.page("/en/one/", Kind.MOVED) == "/en/two/\n"
    assert press.page("/en/one/") is None

    theme.publish(1, path="/en/three/")
    press.work()
    assert press.page("/en/one/", Kind.MOVED) == "/en/three/\n"
    assert press.page("/en/two/", Kind.MOVED) == "/en/three/\n"

    theme.withdraw(1)
    press.work()
    for path in ("/en/one/", "/en/two/", "/en/three/"):
        assert press.page(path, Kind.GONE) == ""
        assert press.page(path, Kind.MOVED) is None

    theme.publish(1, path="/en/one/")
    press.work()
    assert press.page("/en/one/") is not None
    assert press.page("/en/one/", Kind.GONE) is None
    assert press.page("/en/three/", Kind.MOVED) == "/en/one/\n"
    assert press.verify().clean


def test_a_page_changes_by_itself_at_its_instant(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    now = standing.clock()
    theme.publish(1, turns=(now + timedelta(hours=1)).isoformat())
    press.work()
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|False|1"
    assert is_at_rest()

    monkeypatch.setattr(standing, "clock", lambda: now + timedelta(hours=2))
    assert not is_at_rest()
    assert not queries.status().is_done
    said = list(telling.status(queries.status()))
    assert "Pages that change by themselves are due." in said
    assert "Nothing waits." not in said
    press.work()
    assert queries.status().is_done
    assert press.page("/en/note-1/") == "/en/note-1/|title|body|True|1"
    assert is_at_rest()
    assert queries.log_of("/en/note-1/")[0].cause == "its instant"

    monkeypatch.setattr(standing, "clock", lambda: now)  # the clock goes back; the time of the press does not
    theme.publish(1, body="changed")
    press.work()
    assert press.page("/en/note-1/") == "/en/note-1/|title|changed|True|1"
    assert Cursor.objects.get().time == now + timedelta(hours=2)


def test_files_come_before_the_page_that_names_them_and_go_after_the_last(press: Press) -> None:
    theme.publish(1, picture="storm")
    theme.publish(2, picture="storm")
    press.work()
    assert press.store.read("/pictures/storm.webp", Kind.FILE) == b"picture /pictures/storm.webp"

    theme.publish(1, picture="")
    press.work()
    assert press.store.read("/pictures/storm.webp", Kind.FILE) is not None
    theme.publish(2, picture="")
    press.work()
    assert press.store.read("/pictures/storm.webp", Kind.FILE) is None
    assert press.store.read("/assets/style.css", Kind.FILE) is not None
    assert press.verify().clean


def test_a_file_that_nobody_has_any_more_stays_as_long_as_a_page_names_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A style sheet of the build before: some pages are printed anew, others still name it."""
    for number in (1, 2):
        theme.publish(number, picture="x")
    press.work()

    def nobody(path: str) -> bytes:
        raise FileNotFoundError(path)

    monkeypatch.setattr(press.registry, "read_file", nobody)
    theme.publish(1, picture="")
    press.work()
    assert not Mark.objects.exists()
    assert press.page("/pictures/x.webp", Kind.FILE)
    theme.publish(2, picture="")
    press.work()
    assert press.page("/pictures/x.webp", Kind.FILE) is None


def test_a_file_that_vanished_is_put_again_before_the_next_page_that_names_it(press: Press) -> None:
    """A removal whose commit failed leaves a row that says the file is there."""
    theme.publish(1, picture="x")
    press.work()
    for name in ("/pictures/x.webp", theme.STYLE):
        press.store.remove(name, Kind.FILE)
    theme.publish(2, picture="x")
    press.work()
    assert press.page("/pictures/x.webp", Kind.FILE) == "picture /pictures/x.webp"
    assert press.page(theme.STYLE, Kind.FILE)
    assert press.verify().clean


def test_a_page_that_names_a_file_nobody_has_is_not_printed(press: Press) -> None:
    press.registry.files.clear()
    theme.publish(1, picture="storm")
    press.work()
    assert press.page("/en/note-1/") is None
    assert any("/pictures/storm.webp" in failed.error for failed in queries.failed())


@pytest.mark.parametrize("error", ["", "It failed the last time."])
def test_a_style_of_a_former_build_that_an_empty_tree_never_had_is_no_failure(
    press: Press, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    """As after a restore at another address: the rows tell of pages that name what only the former machine had."""
    for number in (1, 2):
        theme.publish(number)
    press.work()
    shutil.rmtree(press.root)

    def read(path: str) -> bytes:
        if path != "/assets/new.css":
            raise FileNotFoundError(path)
        return b"new"

    monkeypatch.setattr(theme, "STYLE", "/assets/new.css")
    press.registry = theme.registry(build="2")
    monkeypatch.setattr(press.registry, "read_file", read)
    print_again(theme.tester, prefix="/")
    Mark.objects.update(error=error)
    counts = press.work()

    assert counts.failed == 0
    assert not Mark.objects.exists()
    assert press.verify().clean
    press.store.remove("/assets/new.css", Kind.FILE)
    monkeypatch.setattr(press.registry, "read_file", lambda path: read("nobody has it any more"))
    print_again(theme.tester, paths=["/assets/new.css"])
    assert press.work().failed == 1, "its pages stay as they are"


def test_a_new_build_prints_everything_and_replaces_workers_of_the_old(press: Press) -> None:
    for number in range(1, 6):
        theme.publish(number)
    old = press.worker("old")
    old.until_done()
    theme.publish(1, body="changed")
    press.registry = theme.registry(build="2")

    new = press.worker("new")
    with pytest.raises(Replaced):
        old.step()
    counts = new.until_done()

    assert counts.rendered == 8, "note 1 twice: as news, and when it was known what all shelves hold"
    assert counts.changed == 1
    assert press.verify().clean
    assert is_at_rest()
    assert set(Printed.objects.exclude(surface="file").values_list("build", flat=True)) == {2}


def test_a_surface_that_is_no_more_leaves_nothing_behind(press: Press) -> None:
    theme.publish(1)
    press.work()
    press.registry = theme.registry(build="2")
    del press.registry.surfaces["list"]
    press.work()
    assert press.page("/en/") is None
    assert press.verify().clean


def test_the_log_says_why(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, title="new")
    press.work()
    causes = dict(Log.objects.order_by("id").values_list("path", "cause"))
    assert causes["/en/"] == "fact 2"
    assert causes["/assets/style.css"] == "a page names it"
    assert Log.objects.filter(outcome=Outcome.PRINTED, path="/en/note-1/").count() == 2


def test_verify_finds_what_is_wrong(press: Press) -> None:
    theme.publish(1)
    theme.publish(2)
    press.work()
    _write(press, "/en/note-1/", b"damaged")
    press.store.remove("/en/note-2/")
    press.store.put(press.store.stage("/en/stray/", Kind.PAGE, b"x", 1))
    (press.root / "en" / ".hidden").write_text("x")

    report = press.verify()

    wrong = {(finding.wrong.value, finding.path) for finding in report.findings}
    assert wrong == {
        ("stale", "/en/note-1/"),
        ("missing", "/en/note-2/"),
        ("left over", "/en/stray/"),
        ("left over", "/en/.hidden"),
    }
    reasons = {finding.path: finding.reason for finding in report.findings}
    assert reasons["/en/.hidden"].endswith("remove it by hand")
    assert "by hand" not in reasons["/en/stray/"], "the press takes it away itself"


_PAIRS = [(kind, ghost) for kind in _KINDS for ghost in _KINDS if kind != ghost]


@pytest.mark.parametrize(("kind", "ghost"), _PAIRS, ids=[f"{ghost} beside {kind}" for kind, ghost in _PAIRS])
def test_one_address_has_one_file(press: Press, kind: Kind, ghost: Kind) -> None:
    """An older tree that was laid over this one would make withdrawn pages readable again."""
    theme.publish(1)
    theme.publish(2)
    if kind == Kind.MOVED:
        theme.publish(1, path="/en/new/")
    elif kind == Kind.GONE:
        theme.withdraw(1)
    press.work()
    before = sorted(press.store.listing())
    stranger = press.store.file_of("/en/note-1/", ghost)
    ahead = int(time.time()) + 1000
    later = press.store.stage("/en/note-1/", ghost, encoded("/en/note-1/", ghost, b"/en/note-2/\n"), ahead)
    later.beside.rename(stranger)

    for sample in (None, Sample(1000, 1)):
        (finding,) = verify(press.registry, press.store, sample=sample).findings
        assert (finding.path, finding.wrong) == ("/en/note-1/", Wrong.LEFT_OVER)
        assert stranger.relative_to(press.root).as_posix() in finding.reason

    for mend in (_collect, _print_again):
        mend(press)
        press.work()
        assert sorted(press.store.listing()) == before
        assert press.verify().clean
        assert queries.log_of("/en/note-1/")[0].outcome == Outcome.PRINTED, "what readers see has changed"
        assert ghost != Kind.PAGE or Printed.objects.get(path="/en/note-1/").second >= ahead
        stranger.write_bytes(b"again")


def _collect(press: Press) -> None:
    assert collect(press.registry, press.store, timedelta(days=90)).files == 1


def _print_again(press: Press) -> None:
    print_again(theme.tester, paths=["/en/note-1/"])


@pytest.mark.parametrize(
    "content", [b"broken", b"\x1f\x8b\x08" + b"\0" * 7 + b"\xff" * 8, b""], ids=["other", "rotten", "empty"]
)
def test_verify_says_that_a_file_is_damaged(press: Press, content: bytes) -> None:
    theme.publish(1)
    press.work()
    _write(press, "/en/note-1/", content)
    (finding,) = press.verify().findings
    assert (finding.path, finding.wrong) == ("/en/note-1/", Wrong.STALE)
    assert finding.reason == "en/note-1/index.html.gz is no gzip file, or not all of one"


def test_verify_finds_a_file_that_no_page_names(press: Press) -> None:
    theme.publish(1, picture="x")
    press.work()
    uses.change([], Use.objects.filter(key__argument="/pictures/x.webp").values_list("page_id", "key_id"))
    theme.publish(1, picture="")
    press.work()
    assert press.page("/pictures/x.webp", Kind.FILE) is not None
    assert press.verify().of(Wrong.LEFT_OVER) == ("/pictures/x.webp",)


def test_verify_accuses_nobody_while_facts_are_not_followed(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1, body="new")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rotativa.press.verifying._PAUSE", 0)
        report = press.verify()
    assert report.clean
    assert report.unsettled == ["/en/note-1/"]


def test_uses_are_those_of_the_last_print(press: Press) -> None:
    theme.publish(1, list="a")
    press.work()
    theme.publish(1, list="b")
    press.work()
    used = Use.objects.filter(page__path="/en/note-1/")
    assert set(used.exclude(key__name=PART).values_list("key__argument", flat=True)) == {"1", "note:1", "b"}


def _write(press: Press, path: str, content: Any) -> None:
    file: Path = press.store.file_of(path, Kind.PAGE)
    file.write_bytes(content)


def test_a_page_is_printed_because_of_what_happened_last(press: Press) -> None:
    theme.publish(1, body="begun")
    theme.publish(2)
    theme.publish(1, body="published")
    press.work()
    causes = dict(Log.objects.order_by("id").values_list("path", "cause"))
    assert causes["/en/note-1/"] == causes["/en/lists/a/"] == "fact 3"
    assert causes["/en/note-2/"] == "fact 2"


def test_what_no_page_shows_is_no_cause_where_something_else_was_done(press: Press) -> None:
    press.registry.unseen_verbs("note.read")
    theme.publish(1)
    with writing.transaction(theme.tester):
        writing.note("note.read", [thing("note", 1)])
    press.work()
    assert set(Log.objects.filter(path__startswith="/en/").values_list("cause", flat=True)) == {"fact 1"}


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/en/a.b/", "/robots.txt", "/en/.a/", "/a.gz", "/index.html", "/en/index.html/", "/a\\b/", "//"],
)
def test_an_address_is_given_where_servers_answer_and_nowhere_else(path: str) -> None:
    assert bool(giving._unfit(path)) is not requests.is_safe(path)
