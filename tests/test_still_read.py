"""Readers are served whatever happens behind the tree: no database, a setting refused, workers that were killed."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.newsroom import OK, Newsroom

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def tree(newsroom: Newsroom, tmp_path: Path) -> Path:
    """A copy of the printed tree, with an address that moved and one that was withdrawn."""
    copy = tmp_path / "tree"
    shutil.copytree(newsroom.tree, copy)
    for marker, content in {"en/old/.moved": "/en/\n", "en/withdrawn/.gone": ""}.items():
        (copy / marker).parent.mkdir(parents=True, exist_ok=True)
        (copy / marker).write_text(content)
    return copy


def assert_read(broken: Newsroom, healthy: Newsroom) -> None:
    """Every kind of answer is what it is on a healthy day."""
    for path in ("/", "/en/", "/ar/", "/sitemap.xml"):
        assert broken.get(path) == healthy.get(path)
        assert broken.get(path)[0] == OK
    assert broken.get("/en/old/")[0] == 301
    assert broken.get("/en/withdrawn/") == (410, healthy.get("/en/410.html")[1])
    assert broken.get("/en/nothing/")[0] == 404


def test_without_a_database(newsroom: Newsroom, tree: Path) -> None:
    broken = newsroom.changed(ROTATIVA_TREE=str(tree), DATABASE_URL=NOWHERE)
    with broken.served(until="/en/"):
        assert_read(broken, newsroom)
        status, page = broken.get("/desk/login/")
        assert status >= 500
        assert b"Traceback" not in page
        assert_read(broken, newsroom)


def test_with_a_setting_that_is_refused(newsroom: Newsroom, tree: Path) -> None:
    broken = newsroom.changed(ROTATIVA_TREE=str(tree), ROTATIVA_MODE="production")
    with broken.served(until="/en/"):
        assert_read(broken, newsroom)
        assert broken.get("/desk/login/")[0] >= 500
        assert_read(broken, newsroom)
    assert "ROTATIVA_SECRET_KEY is not set" in broken.log.read_text()


def test_workers_that_are_killed_come_back(newsroom: Newsroom, tree: Path) -> None:
    served = newsroom.changed(ROTATIVA_TREE=str(tree), DATABASE_URL=NOWHERE)
    with served.served(until="/en/") as supervisor:
        killed = children(supervisor)
        for number in killed:
            os.kill(number, signal.SIGKILL)
        end = time.monotonic() + 60
        while time.monotonic() < end and not (children(supervisor) and children(supervisor).isdisjoint(killed)):
            time.sleep(0.2)
        served.wait_for("/en/", supervisor)
        assert_read(served, newsroom)
    with pytest.raises(OSError, match="refused"):
        served.get("/en/")


def children(supervisor: "subprocess.Popen[bytes]") -> set[int]:
    """The processes that the supervisor keeps running now."""
    listed = Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children").read_text()
    return {int(number) for number in listed.split()}
