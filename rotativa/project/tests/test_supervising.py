"""One process that dies takes no other with it, and everything that was started is stopped."""

import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from rotativa.project import supervising
from rotativa.project.environment import Environment
from rotativa.project.supervising import Child, serve, supervise

DIES = [sys.executable, "-c", "raise SystemExit(7)"]


def stays(path: Path) -> list[str]:
    """A process that writes its number and ends only when it is asked."""
    return [sys.executable, "-c", f"import os, time; open({str(path)!r}, 'w').write(str(os.getpid())); time.sleep(60)"]


def stop_after(done: "threading.Event", seconds: float = 20) -> None:
    """Sends the signal that people send, once ``done`` is set."""

    def wait() -> None:
        done.wait(seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def test_a_child_that_dies_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supervising, "SHORTEST_PAUSE", 0.1)
    mortal, well = Child("mortal", DIES), Child("well", stays(tmp_path / "pid"))
    done = threading.Event()

    def ready() -> bool:
        if mortal.pause >= 0.4:
            done.set()
        return done.is_set()

    stop_after(done)
    supervise([mortal, well], ready, "Ready.")
    said = capfd.readouterr().err
    assert "The mortal ended (exit code 7)" in said
    assert "Ready." in said
    number = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert mortal.pause >= 0.4, "the pause grows"


def test_a_child_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "FAREWELL", 0.5)
    script = (
        f"import signal, time; signal.signal(15, signal.SIG_IGN); open({str(tmp_path / 'up')!r}, 'w'); time.sleep(60)"
    )
    deaf = Child("deaf", [sys.executable, "-c", script])
    done = threading.Event()

    def ready() -> bool:
        if (tmp_path / "up").exists():
            done.set()
        return False

    stop_after(done)
    started = time.monotonic()
    supervise([deaf], ready, "Ready.")
    assert time.monotonic() - started < 15
    assert deaf.process is not None
    assert deaf.process.returncode == -signal.SIGKILL


def test_what_a_dead_child_left_behind_is_ended(tmp_path: Path) -> None:
    leaves = f"import subprocess, sys; subprocess.Popen({stays(tmp_path / 'pid')!r}); sys.exit(1)"
    child = Child("careless", [sys.executable, "-c", leaves])
    done = threading.Event()

    def ready() -> bool:
        if child.pause and (tmp_path / "pid").exists():
            done.set()
        return False

    stop_after(done, 5)
    supervise([child], ready, "Ready.")
    assert not left_in(tmp_path)


def left_in(folder: Path) -> bool:
    """Whether the process that wrote its number there is still running."""
    if not (folder / "pid").exists():
        return False  # it was ended before it could even write
    stat = Path(f"/proc/{(folder / 'pid').read_text()}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_taken_port_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(SystemExit, match=f"PORT: 127.0.0.1:{port}"):
            serve(Environment({"PORT": port, "ROTATIVA_MODE": "demo"}))


def test_a_bad_setting_ends_it_only_while_nothing_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROTATIVA_MODE", "production")
    env = Environment({"ROTATIVA_TREE": str(tmp_path / "tree")})
    with pytest.raises(SystemExit, match="ROTATIVA_PUBLIC_ADDRESS is not set"):
        supervising._require_settings_or_pages(env)
    (tmp_path / "tree").mkdir()
    supervising._require_settings_or_pages(env)
    assert "Only printed pages are served" in capfd.readouterr().err
