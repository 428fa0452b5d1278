"""``rotativa press``, over the real registry: its own markers are all there is to print."""

import gzip
import io
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from rotativa.addresses import giving
from rotativa.daybook import writing
from rotativa.kit.things import thing
from rotativa.press import standing, telling, verifications, work
from rotativa.press.management.commands.press import Command
from rotativa.press.models import Key, Kind, Mark, Printed
from rotativa.press.queries import Failed
from rotativa.press.registry import registry
from rotativa.press.store import Staged, Store
from rotativa.press.tests import theme
from rotativa.press.waking import waker
from rotativa.press.work import Occupied, alone


@pytest.fixture
def fake_theme(separate_database: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fake theme in the place of the real one; gives the tree."""
    made = theme.registry()
    for name in ("surfaces", "facets", "shelves", "files", "build"):
        monkeypatch.setattr(registry, name, getattr(made, name))
    return Path(settings.ROTATIVA_TREE)


def run(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("press", *arguments, stdout=out, stderr=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_work_list_status_and_verify(fake_theme: Path) -> None:
    theme.publish(1)
    assert run("work", "--until-done") == (0, "3 pages rendered, 3 changed, 0 failed.\n")
    assert run("list")[1].splitlines() == ["/assets/style.css  (public file)", "/en/", "/en/lists/a/", "/en/note-1/"]
    assert run("list", "--kind", "file")[1].split() == ["/assets/style.css"]
    assert run("list", "/en/l")[1].split() == ["/en/lists/a/"]
    assert run("list", "/en/none") == (0, "Nothing like that is printed below /en/none.\n")
    said = run("status")[1]
    assert "Facts: 1 of 1 followed." in said
    assert "Nothing waits." in said
    assert run("verify") == (0, "3 places: 0 wrong, 0 not judged.\n")


def test_verify_ends_with_1_and_print_mends_a_page(fake_theme: Path) -> None:
    theme.publish(1)
    run("work", "--until-done")
    (fake_theme / "en/note-1/index.html.gz").unlink()
    code, said = run("verify")
    assert code == 1
    assert "missing: /en/note-1/" in said
    assert run("print", "/en/note-1/") == (0, "1 pages rendered, 1 changed, 0 failed.\n")
    assert run("verify")[0] == 0
    assert run("print", "--edition", "en") == (0, "3 pages rendered, 0 changed, 0 failed.\n")
    assert run("print", "--all") == (0, "3 pages rendered, 0 changed, 0 failed.\n")
    with pytest.raises(CommandError, match="/en/nothing/ is not printed"):
        run("print", "/en/nothing/")


def test_status_says_that_nobody_prints(fake_theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.publish(1)
    run("work", "--until-done")
    theme.publish(2)
    monkeypatch.setattr("rotativa.press.disk.rooms", tuple)  # whatever this machine's is like
    now = timezone.now()
    monkeypatch.setattr(standing, "clock", lambda: now + timedelta(minutes=3))
    code, said = run("status")
    assert code == 1
    assert said.startswith("No press worker is running: what is published waits, and readers see every page as it was.")
    assert "1 fact has not been followed yet." in said
    assert "Nothing waits." not in said
    assert run("work", "--until-done")[0] == 0
    assert run("status")[0] == 0


def test_status_shows_what_failed(fake_theme: Path) -> None:
    theme.publish(1, body="raise")
    assert run("work", "--until-done")[0] == 1
    assert "this note cannot be rendered" in run("status")[1]


@pytest.mark.parametrize("beside", [False, True], ids=["by itself", "beside a worker"])
def test_print_says_what_became_of_the_pages(fake_theme: Path, monkeypatch: pytest.MonkeyPatch, beside: bool) -> None:
    for number in (1, 2, 3):
        theme.publish(number)
    run("work", "--until-done")
    theme.publish(1, body="raise")
    run("work", "--until-done")
    theme.publish(2, body="changed")
    stage = Store.stage

    def refuse(store: Store, path: str, kind: Kind, raw: bytes, second: int) -> Staged:
        if path == "/en/note-3/":
            raise PermissionError(13, "Permission denied", path)
        return stage(store, path, kind, raw, second)

    monkeypatch.setattr(Store, "stage", refuse)
    (fake_theme / "en/note-3/index.html.gz").unlink()
    if beside:
        monkeypatch.setattr("rotativa.press.management.commands.press.alone", _occupied)
        monkeypatch.setattr("rotativa.press.running.time.sleep", lambda seconds: work.work_until_done())
    code, said = run("print", "/en/note-1/", "/en/note-2/", "/en/note-3/")
    assert code == 1
    assert "1 pages rendered, 1 changed, 2 failed.\n2 pages fail:\n" in said
    assert "  RuntimeError: this note cannot be rendered\n    /en/note-1/, tried 1 time.\n" in said
    assert "Permission denied: '/en/note-3/').\n    /en/note-3/, tried 1 time.\n" in said
    assert "Where it happened: rotativa press why /en/note-1/" in said
    assert ("The worker that is running prints them." in said) is beside
    assert "It failed 1 time:\n    Traceback" in run("why", "/en/note-1/")[1]

    monkeypatch.setattr(Store, "stage", stage)
    assert "1 pages rendered, 1 changed, 0 failed." in run("print", "/en/note-3/")[1]


@contextmanager
def _occupied() -> Iterator[None]:
    raise Occupied
    yield


def test_failing_pages_are_told_by_their_reasons() -> None:
    pages = [Failed(f"/en/{number}/", 2, None, "Traceback …\nKeyError: 'x'") for number in range(12)]
    said = list(telling.failures([*pages, Failed("/es/", 1, None, "ValueError: y", stays=False)], 20))
    assert said[:3] == ["20 pages fail:", "  KeyError: 'x'", "    /en/0/, tried 2 times."]
    assert said[11:] == [
        "    /en/9/, tried 2 times.",
        "    and 2 more",
        "  ValueError: y",
        "    /es/, tried 1 time. There is no earlier version: readers do not find it.",
        "  and 7 more",
        "Where it happened: rotativa press why /en/0/",
    ]


def test_print_knows_the_editions_and_the_times_that_were(fake_theme: Path) -> None:
    theme.publish(1)
    theme.publish(2, path="/es/")
    run("work", "--until-done")
    with pytest.raises(CommandError, match=r"No edition has the prefix “xx”; there are en, es\."):
        run("print", "--edition", "xx")
    with pytest.raises(CommandError, match="No edition has the prefix “e”"):
        run("print", "--edition", "e")
    for given, why in (
        ("0m", "nothing was printed since now"),
        ("2999-01-01", "that lies ahead"),
        ("99999999d", "neither like 30m"),
        ("1d", None),
        ("2026-01-01", None),
    ):
        if why is None:
            assert run("print", "--since", given)[0] == 0
        else:
            with pytest.raises(CommandError, match=why):
                run("print", "--since", given)


def test_an_address_is_understood_as_browsers_give_it(fake_theme: Path) -> None:
    theme.publish(1, path="/en/café/")
    run("work", "--until-done")
    for given in (
        "/en/café/",
        " https://news.example/en/caf%C3%A9/?utm_source=x#top ",
        "news.example/en/caf%C3%A9",
        "/en/cafe\u0301",
        "en/café",
    ):
        assert "/en/café/: printed page" in run("why", given)[1], given
        assert run("print", given)[0] == 0, given
    assert "/en/: printed page" in run("why", "https://news.example/en")[1]
    assert "/assets/style.css: public file" in run("why", "http://news.example/assets/style.css")[1]


def test_why_looks_into_the_tree(fake_theme: Path) -> None:
    theme.publish(1)
    theme.publish(2)
    theme.publish(2, path="/en/new/")
    theme.publish(3)
    theme.withdraw(3)
    run("work", "--until-done")
    assert run("why", "/en/note-1/")[0] == 0
    assert "/en/note-2/: redirect to /en/new/, printed last at " in run("why", "/en/note-2/")[1]
    assert "/en/note-3/: withdrawn, 0 bytes, printed last at" in run("why", "/en/note-3/")[1]
    (fake_theme / "en/note-1/index.html.gz").write_bytes(b"other")
    code, said = run("why", "/en/note-1/")
    assert (code, "But what is there is not what was printed: en/note-1/index.html.gz." in said) == (1, True)
    (fake_theme / "en/note-1/index.html.gz").unlink()
    code, said = run("why", "/en/note-1/")
    assert (code, "But its file is not there, and readers do not find it: print it again." in said) == (1, True)
    assert run("why", "/en/nothing/") == (1, "/en/nothing/ was never printed, and nothing waits for it.\n")
    (fake_theme / "en/nothing").mkdir()
    (fake_theme / "en/nothing/index.html.gz").touch()
    code, said = run("why", "/en/nothing/")
    assert (code, "But there is a file, and readers get it: en/nothing/index.html.gz." in said) == (1, True)
    (fake_theme / "en/laid.html").touch()
    code, said = run("why", "/en/laid.html")
    assert (code, "But there is a file, and readers get it: en/laid.html." in said) == (1, True)
    (fake_theme / "en/note-3/index.html.gz").touch()
    assert "en/note-3/index.html.gz, en/note-3/.gone" in run("why", "/en/note-3/")[1]
    theme.publish(4)
    assert run("why", "/../x/")[0] == 1


def test_one_worker_on_sqlite(fake_theme: Path) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has room for several")
    with alone(), pytest.raises(Occupied, match="one at a time"), alone():
        pass


def test_whoever_waits_is_woken_by_a_fact(fake_theme: Path) -> None:
    theme.publish(1)
    wake = waker()
    try:
        wake.wait(0.3)  # what was committed before

        def later() -> None:
            time.sleep(0.2)
            with writing.transaction(theme.tester):
                giving.give("/en/x/", thing("note", 9))
                writing.note("note.given", [thing("note", 9)])
            connections.close_all()

        thread = threading.Thread(target=later)
        thread.start()
        started = time.monotonic()
        wake.wait(20)
        thread.join()
        assert time.monotonic() - started < 10
    finally:
        wake.close()


def test_work_until_done_takes_the_registry_of_the_process(fake_theme: Path) -> None:
    theme.publish(1)
    assert work.work_until_done().changed == 3


def test_verify_takes_a_sample_and_says_what_it_left_out(fake_theme: Path) -> None:
    for number in range(1, 9):
        theme.publish(number)
    run("work", "--until-done")
    code, said = run("verify", "--sample", "4", "--seed", "7")
    assert code == 0
    assert "4 of 10 places and 4 of 11 files: 0 wrong, 0 not judged." in said
    assert "Nothing is said of the others. The same sample again: --seed 7" in said
    verified = verifications.latest(whole=False)
    assert verified
    assert (verified.looked, verified.places, verified.wrong) == (4, 10, 0)
    assert verifications.latest() is None, "nobody has looked at everything"
    (fake_theme / "en/note-1/index.html.gz").write_bytes(gzip.compress(b"wrong"))
    (fake_theme / "left.webp").write_bytes(b"left over")
    found = [run("verify", "--sample", "4", "--seed", str(seed)) for seed in range(12)]
    assert {code for code, _ in found} == {0, 1}, "some samples meet the faults, some do not"
    assert any("stale: /en/note-1/" in said for _, said in found)
    assert any("left over: /left.webp" in said for _, said in found)
    code, said = run("verify", "--sample", "1000")
    assert code == 1
    assert "10 of 10 places and 12 of 12 files: 2 wrong" in said
    assert "Nothing is said" not in said
    assert "Last verified: " in run("status")[1]
    assert "10 of 10 places, 2 wrong, 0 not judged." in run("status")[1]


def test_what_was_found_wrong_stays_so_until_it_is_right(fake_theme: Path) -> None:
    for number in range(1, 9):
        theme.publish(number)
    run("work", "--until-done")
    wrong = [fake_theme / f"en/note-{number}/index.html.gz" for number in (1, 2, 3)]
    for file in wrong:
        file.write_bytes(gzip.compress(b"wrong"))
    (fake_theme / "en/note-4/.gone").touch()
    assert run("verify")[0] == 1
    clean = next(seed for seed in range(99) if run("verify", "--sample", "2", "--seed", str(seed))[0] == 0)
    said = run("verify", "--sample", "2", "--seed", str(clean))[1]
    assert "Found wrong earlier, and not looked at now: 4." in said
    assert verifications.found() == (
        *(("stale", f"/en/note-{number}/") for number in (1, 2, 3)),
        ("left over", "/en/note-4/"),
    )
    said = run("status")[1]
    assert "Last verified: " in said
    assert "Last sample: " in said
    assert "Found wrong, and neither printed nor found right since: 4.\n    stale: /en/note-1/\n" in said

    run("print", "/en/note-1/", "/en/note-4/", "/en/note-5/")
    assert verifications.count_wrong() == 2
    run("print", "/en/note-2/")
    wrong[1].write_bytes(gzip.compress(b"wrong again"))
    assert run("verify", "--sample", "1000")[0] == 1
    assert verifications.count_wrong() == 2
    for file, path in zip(wrong[1:], ("/en/note-2/", "/en/note-3/"), strict=True):
        row = Printed.objects.get(path=path)
        file.write_bytes(gzip.compress(f"{path}|title|body|False|3".encode(), 6, mtime=0))
        os.utime(file, (row.second, row.second))
    assert run("verify")[0] == 0
    assert verifications.count_wrong() == 0


def test_verify_says_which_read_would_print_a_stale_page(fake_theme: Path) -> None:
    theme.publish(1)
    run("work", "--until-done")
    Key.objects.filter(name="note.full").update(fingerprint=b"another")
    (fake_theme / "en/note-1/index.html.gz").write_bytes(gzip.compress(b"wrong"))
    assert "a fresh print '/en/note-1/|title|body|False|1'; read otherwise now: note.full(1)" in run("verify")[1]


def test_pause_and_resume(fake_theme: Path) -> None:
    theme.publish(1)
    run("work", "--until-done")
    assert run("pause") == (0, "Reprints are paused. What happens is printed as ever.\n")
    said = run("print", "--edition", "en")[1]
    assert said.startswith("0 pages rendered, 0 changed, 0 failed.\nReprint: 0 of 3 pages, paused by command line at ")
    assert "Reprint: 0 of 3 pages, paused by command line at " in run("status")[1]
    assert run("resume") == (0, "Reprints go on.\n")
    assert run("work", "--until-done") == (0, "3 pages rendered, 0 changed, 0 failed.\n")
    run("pause")
    assert "Reprints are paused by command line." in run("status")[1]


def test_verify_ends_with_2_where_it_judged_nothing(fake_theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paused reprint may wait for days: nobody looks at its pages again and again, and nobody calls them right."""
    theme.publish(1)
    run("work", "--until-done")
    run("pause")
    run("print", "--all")
    for name in ("note-1", "lists/a"):
        (fake_theme / f"en/{name}/index.html.gz").write_bytes(gzip.compress(b"old"))
    monkeypatch.setattr("rotativa.press.verifying.time.sleep", lambda seconds: seconds and pytest.fail("it waits"))
    with monkeypatch.context() as patch:
        patch.setattr(telling, "_NAMED", 1)
        assert "not judged: /en/lists/a/" not in run("verify")[1]
        assert "and 1 more; --verbose names them" in run("verify")[1]
        assert "not judged: /en/lists/a/" in run("verify", "--verbose")[1]
    code, said = run("verify")
    assert code == 2
    assert said == (
        "still to be printed, not judged: /en/note-1/\n"
        "still to be printed, not judged: /en/lists/a/\n"
        "3 places: 0 wrong, 2 not judged.\n"
        "Held back by the paused reprint: 2. “rotativa press resume” lets it go on.\n"
        "What was not judged may be wrong: verify again when it is printed.\n"
    )
    assert "3 of 3 places, 0 wrong, 2 not judged." in run("status")[1]
    (fake_theme / "left.webp").write_bytes(b"left over")
    assert run("verify")[0] == 1, "what is wrong is worse than what is not known"


def test_verify_does_not_give_up_a_page_that_is_being_printed(
    fake_theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.publish(1)
    run("work", "--until-done")
    run("pause")
    run("print", "--all")
    (fake_theme / "en/note-1/index.html.gz").write_bytes(gzip.compress(b"old"))
    soon = timezone.now() + timedelta(seconds=30)
    Mark.objects.filter(path="/en/note-1/").update(worker="at work", lease_until=soon)
    slept = []

    def printed_meanwhile(seconds: float) -> None:
        slept.append(seconds)
        Mark.objects.filter(path="/en/note-1/").update(worker="", lease_until=None, priority=0)
        run("work", "--until-done")

    monkeypatch.setattr("rotativa.press.verifying.time.sleep", printed_meanwhile)
    assert run("verify") == (0, "3 places: 0 wrong, 0 not judged.\n")
    assert slept == [0]


def test_print_since(fake_theme: Path) -> None:
    theme.publish(1)
    run("work", "--until-done")
    Printed.objects.filter(path="/en/").update(printed_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert run("print", "--since", "2h") == (0, "2 pages rendered, 0 changed, 0 failed.\n")
    assert run("print", "--since", "2019-12-31") == (0, "3 pages rendered, 0 changed, 0 failed.\n")
    with pytest.raises(CommandError, match="neither like 30m, 2h or 3d nor like"):
        run("print", "--since", "yesterday")


def test_why(fake_theme: Path) -> None:
    assert run("why", "/en/note-1/")[1] == "/en/note-1/ was never printed, and nothing waits for it.\n"
    theme.publish(1, turns="2090-01-01T00:00:00+00:00")
    run("work", "--until-done")
    said = run("why", "/en/note-1/")[1]
    assert said.startswith("/en/note-1/: printed page of “note” (1), ")
    assert ": printed, fact 1: tester did “note.changed” to " in said, "in the desk's words"
    assert "It changes by itself at 2090-01-01 00:00:00 UTC." in said
    assert "    note.full(1), changes at 2090-01-01 00:00:00 UTC\n" in said
    assert "    notes.latest(a)\n" in said
    assert "It does not change by itself." in run("why", "/assets/style.css")[1]
    run("pause")
    run("print", "--all")
    assert "It is part of a reprint, and waits for everything else." in run("why", "/en/note-1/")[1]
    theme.publish(1, body="raise")
    run("work", "--until-done")
    said = run("why", "/en/note-1/")[1]
    assert "It has been waiting to be printed since " in said
    assert "with priority 0: fact " in said
    assert "this note cannot be rendered" in said


def test_gc(fake_theme: Path) -> None:
    theme.publish(1)
    run("work", "--until-done")
    Key.objects.create(name="nothing.left", argument="x", fingerprint=b"")
    (fake_theme / "en/.strange").write_bytes(b"")
    said = run("gc")[1]
    assert said.startswith("Taken away: 1 keys, 0 lines of the printed log, 0 builds")
    assert "Marked to be removed: 0 files.\nLeft alone: 1 files under names that the press never gives." in said
    assert run("verify")[0] == 1, "what is not ours, verify still names"


def test_a_line_in_the_log_for_each_batch(fake_theme: Path, caplog: pytest.LogCaptureFixture) -> None:
    theme.publish(1)
    with caplog.at_level("INFO", "rotativa.press"):
        run("work", "--until-done")
    lines = [re.sub(r"\d+ ms", "5 ms", record.getMessage()) for record in caplog.records]
    assert "Printed 2 pages in 5 ms (2 changed); cause: fact 1; /en/note-1/ …" in lines
    assert "Printed 1 page in 5 ms (1 changed); cause: fact 1; /en/lists/a/" in lines


def test_progress_does_not_begin_with_nothing() -> None:
    """Before the first page, facts are followed and files put: “0 printed” would look like a standstill."""
    said = io.StringIO()
    command = Command(stderr=said)
    for done, left in ((0, 3), (1, 2)):
        command._say_progress(done, left)
    assert said.getvalue().splitlines() == ["3 waiting …", "1 printed, 2 waiting …"]
