"""The units for systemd, as it reads them: every word known, every program there, little left to an intruder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rotativa.press.store import Store
from rotativa.project.environment import ROOT
from tests.serving.conftest import put
from tests.serving.reading import Reader
from tests.support.newsroom import free_port

UNITS = ROOT / "deploy" / "systemd"
OURS = ("rotativa-server.service", "rotativa-press@.service", "rotativa-scheduler.service")
EXPOSED = 2.5
"""Of ten, as systemd counts; below five it says OK."""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units of an installation whose code is here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed; on a machine that runs it, it is")
    for unit in UNITS.iterdir():
        text = unit.read_text().replace("/opt/rotativa", str(ROOT))
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text)
    return tmp_path


def analyse(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """What systemd says."""
    return subprocess.run(["systemd-analyze", *command], capture_output=True, text=True, check=False)


def test_systemd_understands_them(units: Path) -> None:
    said = analyse("verify", "--man=no", *sorted(units.iterdir()))
    about_ours = [line for line in (said.stdout + said.stderr).splitlines() if "rotativa" in line]
    assert about_ours == []
    assert said.returncode == 0
    server = units / "rotativa-server.service"
    server.write_text(server.read_text().replace("ProtectHome=yes", "ProtectHome=perhaps"))
    assert "perhaps" in analyse("verify", "--man=no", server).stderr, "a fault would be told"


@pytest.mark.parametrize("name", OURS)
def test_little_is_left_to_an_intruder(units: Path, name: str) -> None:
    said = analyse("security", "--offline=true", "--no-pager", units / name.replace("@.", "@1."))
    found = re.search(r"exposure level for \S+: (\d+\.\d+)", said.stdout)
    assert found is not None, said.stdout + said.stderr
    assert float(found[1]) <= EXPOSED


def test_the_server_alone(tmp_path: Path) -> None:
    put(Store(tmp_path / "tree"), "/en/", b"front")
    port = free_port()
    # Production without its settings: readers come first.
    environment = {"PATH": os.environ["PATH"], "ROTATIVA_DATA": str(tmp_path), "PORT": str(port)}
    log = tmp_path / "log"
    with log.open("wb") as written:
        command = [sys.executable, "-m", "rotativa", "serve", "--server-only"]
        server = subprocess.Popen(command, env=environment, stderr=written)
    try:
        Reader(port).wait()
        assert Reader(port).get("/en/").text == "front"
        assert Reader(port).get("/desk/").status == 503
        assert "rotativa.project.server" in Path(f"/proc/{server.pid}/cmdline").read_text(), (
            "systemd looks after the server itself"
        )
    finally:
        server.terminate()
        server.wait(30)
    assert "Only printed pages are served" in log.read_text()
    assert f"The server is at http://127.0.0.1:{port}/" in log.read_text()


def test_commands_run_as_the_user_with_the_settings_of_the_units(tmp_path: Path) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root becomes somebody else; on a server that is installed it is root who does")
    program = tmp_path / "code" / ".venv" / "bin" / "rotativa"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nid -un; echo "$ROTATIVA_DATA $*"\n')
    program.chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to("/tmp/") and folder != Path("/tmp"):  # noqa: S108 compared, not used
            folder.chmod(0o755)
    (tmp_path / "environment").write_text("ROTATIVA_DATA=/var/lib/rotativa\n")
    text = (ROOT / "deploy" / "rotativa").read_text()
    for shipped, here in (("/etc/rotativa", tmp_path), ("/opt/rotativa", tmp_path / "code")):
        text = text.replace(shipped, str(here))
    (tmp_path / "command").write_text(
        text.replace("--reuid rotativa --regid rotativa", "--reuid nobody --regid nogroup")
    )
    said = subprocess.run(["sh", tmp_path / "command", "press", "list"], capture_output=True, text=True, check=True)
    assert said.stdout == "nobody\n/var/lib/rotativa press list\n"
