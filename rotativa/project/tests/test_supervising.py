"""One process that dies takes no other with it, and everything that was started is stopped."""

import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from itertools import chain, repeat
from pathlib import Path

import pytest

from rotativa.kit import living
from rotativa.press import running
from rotativa.project import environment, scheduling, supervising
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


SIGNS = "import time; from rotativa.kit.living import give_sign\nwhile True: give_sign(); time.sleep(0.1)"


@pytest.mark.parametrize(("script", "ended"), [(SIGNS, False), ("import time; time.sleep(60)", True)])
def test_a_child_that_hangs_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], script: str, ended: bool
) -> None:
    monkeypatch.setattr(supervising, "SILENCE", 4.0)
    child = Child("press worker", [sys.executable, "-c", script], signs=supervising.listening(tmp_path, "press worker"))
    end = time.monotonic() + 6
    while time.monotonic() < end:
        child.look(time.monotonic())
        time.sleep(0.05)
    child.stop()
    child.bury(time.monotonic() + 5)
    assert child.signs is not None
    child.signs.close()
    assert ("gave no sign of life for 4 s and is ended" in capfd.readouterr().err) == ended


@pytest.mark.parametrize("unit", ["rotativa-press@.service", "rotativa-scheduler.service"])
def test_systemd_watches_as_we_do(unit: str) -> None:
    told = (environment.ROOT / "deploy" / "systemd" / unit).read_text().splitlines()
    assert "Type=notify" in told
    assert f"WatchdogSec={supervising.SILENCE:.0f}" in told


def test_press_and_scheduler_give_signs_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signs = supervising.listening(tmp_path, "all")
    assert signs is not None
    monkeypatch.setenv(living.SOCKET, str(signs.getsockname()))
    with signs:
        for work in (partial(scheduling.run, chain([False] * 3, repeat(True)).__next__, [], bool), running.run):
            monkeypatch.setattr(living, "_told", [-living._EVERY])
            monkeypatch.setattr(running, "waker", partial(sys.exit, 0))
            monkeypatch.setattr(signal, "signal", lambda *_: None)
            with suppress(SystemExit):
                work()
            assert signs.recv(100) == living.SIGN
