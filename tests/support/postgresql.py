"""A PostgreSQL of the tests' own: started for the run, in a folder of its own, gone afterwards.

As a program, says whether one can be started here: ``python -m tests.support.postgresql``.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=80")
TO_BE_KILLED = ("fsync=off", "max_connections=80")
"""What was committed outlives the server, though not a power cut."""
AS_INSTALLED = ("max_connections=80",)
"""For what is measured: it syncs, vacuums and gathers statistics as a newsroom's own does."""


class Missing(RuntimeError):
    """There is no PostgreSQL here; the message says what to do."""


def binaries() -> Path:
    """The folder of ``initdb`` and its like: the newest of Debian's, or the one in the path. Raises ``Missing``."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    in_path = shutil.which("initdb")
    if versions:
        return versions[-1].parent
    if in_path is not None:
        return Path(in_path).resolve().parent
    raise Missing("PostgreSQL is not installed (Debian: apt-get install postgresql).")


class Server:
    """A running server. Superuser ``rotativa``, no password, reachable from this machine only."""

    def __init__(self, options: tuple[str, ...] = _QUICK) -> None:
        self._bin = binaries()
        self._user = _ordinary_user()
        self._folder = Path(tempfile.mkdtemp(prefix="rotativa-postgresql-"))
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        self.port = _free_port()
        self.url = f"postgresql://rotativa@127.0.0.1:{self.port}/postgres"
        data = self._folder / "data"
        initdb = [
            str(self._bin / "initdb"),
            "--no-sync",
            "-A",
            "trust",
            "-U",
            "rotativa",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        made = subprocess.run(
            [*initdb, "-D", str(data)], user=self._user, cwd="/", capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise Missing(f"PostgreSQL could not be set up here: {made.stderr.strip()}")
        places = [f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}"]
        self._command = [str(self._bin / "postgres"), "-D", str(data), *(f"--{each}" for each in (*places, *options))]
        self.start()

    @property
    def number(self) -> int:
        """Of the process."""
        return self._process.pid

    def start(self) -> None:
        """Starts it; again, after it was killed."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, user=self._user, cwd="/", stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def end(self, signal: int) -> None:
        """Ends it by a signal, and waits until it has ended."""
        self._process.send_signal(signal)
        self._process.wait()

    def stop(self) -> None:
        """Stops the server at once (its data are thrown away) and removes its folder."""
        self._process.send_signal(3)  # SIGQUIT: "immediate shutdown"
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        ready = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            if self._process.poll() is not None or time.monotonic() > end:
                said = (self._folder / "log").read_text(errors="replace")[-500:]
                self.stop()
                raise Missing(f"PostgreSQL did not start: {said}")
            time.sleep(0.05)


def _ordinary_user() -> str | None:
    """Whom to run as: PostgreSQL refuses root. None stands for ourselves."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    try:
        binaries()
    except Missing as missing:
        sys.exit(str(missing))
