"""Who may run commands: files that root makes, the service's user could not write."""

import os
import sys
from pathlib import Path

import pytest

from rotativa.project import cli


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
