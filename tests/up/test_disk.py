"""The disk of the printed pages is full, really: a small file system of the press worker's own, filled to the brim."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from rotativa.press.resting import is_at_rest
from tests.up.house import House, wait_until
from tests.up.processes import running

pytestmark = pytest.mark.timeout(300)

FILL = """
set -e
mount -t tmpfs -o size=4m tmpfs "$ROTATIVA_TREE"
cp -a "$PRINTED/." "$ROTATIVA_TREE"
dd if=/dev/zero of="$ROTATIVA_TREE/filler" bs=4k 2>/dev/null || true
"$@" &
wait $!
"""
"""Run in a mount namespace of its own: the disk is seen by the worker alone, and goes with it."""


@contextmanager
def full_disk(house: House, disk: Path) -> Iterator[Path]:
    """A press worker whose tree, a copy of what is printed, has no room left; gives the tree as the worker sees it."""
    environment = {**house.served.environment, "ROTATIVA_TREE": str(disk), "PRINTED": str(house.served.tree)}
    work = [sys.executable, "-m", "rotativa", "press", "work"]
    with house.served.log.open("wb") as log:
        shell = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", FILL, "sh", *work], env=environment, stdout=log, stderr=log
        )
        try:
            wait_until(lambda: running(shell.pid, "press work") is not None, "the worker starts", house)
            yield Path(f"/proc/{shell.pid}/root{disk}")
        finally:
            worker = running(shell.pid, "press work")
            if worker is not None:
                os.kill(worker, 15)
            shell.wait(30)


def pages(tree: Path) -> dict[str, bytes]:
    """Every page of the tree."""
    return {str(file.relative_to(tree)): file.read_bytes() for file in tree.rglob("*.html.gz")}


@pytest.mark.skipif(shutil.which("unshare") is None or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_keeps_the_last_good_pages_until_there_is_room(house: House, tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    disk = tmp_path / "disk"
    disk.mkdir()
    before = pages(house.served.tree)
    with full_disk(house, disk) as tree:
        path = house.publish("No room for this")
        said = partial(house.served.run, "press", "status", check=False)
        wait_until(lambda: "full" in said(), "the press says that the disk is full", house)
        assert pages(tree) == before
        half = [file for file in (tree / ".press").rglob("*") if file.is_file() and file.suffix != ".map"]
        assert not half, "nothing half-written is left"

        (tree / "filler").unlink()
        wait_until(is_at_rest, "everything is printed", house)
        after = pages(tree)
    assert f"{path[1:]}index.html.gz" in after
    assert "readers keep the last good pages" in house.log
