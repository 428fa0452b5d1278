"""Who may run commands: files that root makes, the service's user could not write. Help, before anything is set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rotativa.project import cli, environment


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a newsroom that belongs to somebody else than root."""
    if os.geteuid() == 0:
        os.chown(tmp_path, 65534, 65534)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("ROTATIVA_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("command", [["press", "status"], ["migrate"], ["serve"], ["serve", "--server-only"]])
def test_root_does_nothing_in_a_newsroom_of_another_user(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["rotativa", *command])
    with pytest.raises(SystemExit, match="belongs to"):
        cli.main()
    assert not list(newsroom.iterdir())


@pytest.mark.parametrize("asked", [[], ["-h"], ["--help"], ["help"]], ids=str)
def test_help_needs_no_settings(tmp_path: Path, asked: list[str]) -> None:
    """Nor does it make a folder."""
    here = {"PATH": os.environ["PATH"], "PYTHONPATH": str(environment.ROOT), "ROTATIVA_DATA": str(tmp_path / "data")}
    line = [sys.executable, "-m", "rotativa", *asked]
    told = subprocess.run(line, env=here, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.startswith("rotativa COMMAND")
    assert {"    backup", "    press", "    serve"} <= set(told.splitlines())
    assert "ROTATIVA_PUBLIC_ADDRESS is not set. It expects" in told
    assert not list(tmp_path.iterdir())
