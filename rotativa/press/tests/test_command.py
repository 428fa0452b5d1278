"""``rotativa press``, over the real registry: its own markers are all there is to print."""

import io
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from rotativa.addresses import giving
from rotativa.daybook import writing
from rotativa.kit.things import thing
from rotativa.press import work
from rotativa.press.registry import registry
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
    assert run("list")[1].split() == ["/assets/style.css", "/en/", "/en/lists/a/", "/en/note-1/"]
    assert run("list", "/en/l")[1].split() == ["/en/lists/a/"]
    said = run("status")[1]
    assert "Facts: 1 of 1 followed." in said
    assert "Waiting: 0" in said
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


def test_status_shows_what_failed(fake_theme: Path) -> None:
    theme.publish(1, body="raise")
    assert run("work", "--until-done")[0] == 1
    assert "this note cannot be rendered" in run("status")[1]


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
