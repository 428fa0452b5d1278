"""The processes of a newsroom, each of its own, to be killed; and a database server of its own, where there is one."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from rotativa.project.supervising import commands
from tests.faults.readers import OK, Got, got
from tests.support.postgresql import Server
from tests.up.processes import alive, below, kill

PATIENCE = 60.0

WORKER, SERVER, ANSWERING, ALL, DATABASE, STOPPED, SESSION = (
    "press worker",
    "server",
    "one of the server's processes",
    "all of it at once",
    "database",
    "database, stopped at once",
    "a session of the database",
)


@dataclass
class Service:
    """Server and press worker, kept running as a supervisor does, but at once."""

    environment: dict[str, str]
    folder: Path
    database: Server | None
    _running: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)

    @property
    def victims(self) -> tuple[str, ...]:
        """What there is to be killed."""
        return WORKER, SERVER, ANSWERING, ALL, *((DATABASE, STOPPED, SESSION) if self.database else ())

    @property
    def log(self) -> str:
        """What they said last."""
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def start(self) -> None:
        """Starts what does not run; returns when it does."""
        for name, command in commands():
            if name in (WORKER, SERVER) and (name not in self._running or self._running[name].poll() is not None):
                with (self.folder / "log").open("ab") as log:
                    self._running[name] = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        wait_until(lambda: (found := self.get("/", "")) is not None and found.status == OK, lambda: self.log)

    def kill(self, victim: str) -> None:
        """kill -9, and what comes up again by itself does."""
        if victim == ANSWERING:
            kill(max(below(self._running[SERVER].pid), default=None))
        elif victim in (DATABASE, STOPPED, SESSION):
            self._kill_database(victim)
        else:
            self._end([WORKER, SERVER] if victim == ALL else [victim])
        self.start()

    def stop(self) -> None:
        """Ends everything."""
        self._end(list(self._running))

    def get(self, path: str, accepts: str) -> Got | None:
        """What a reader gets over HTTP; None where nobody answers, or not to the end."""
        connection = http.client.HTTPConnection("127.0.0.1", int(self.environment["PORT"]), timeout=10)
        try:
            connection.request("GET", quote(path), headers={"Accept-Encoding": accepts or "identity"})
            response = connection.getresponse()
            return got(response.status, response.read(), dict(response.getheaders()))
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _end(self, names: list[str]) -> None:
        left: set[int] = set()
        for name in names:
            left |= below(self._running[name].pid)
            self._running[name].kill()
        for name in names:
            self._running[name].wait()
        for number in alive(left):  # those of the server notice a little later that they are alone
            kill(number)
        wait_until(lambda: not alive(left), lambda: self.log)

    def _kill_database(self, victim: str) -> None:
        assert self.database is not None
        sessions = below(self.database.number)
        if victim == SESSION:
            kill(max(sessions))  # PostgreSQL then ends all others, and recovers
            return
        self.database.end(signal.SIGKILL if victim == DATABASE else signal.SIGQUIT)
        wait_until(lambda: not alive(sessions), lambda: self.log)
        self.database.start()


def wait_until(so: Callable[[], bool], said: Callable[[], str]) -> None:
    """Waits for something that has to happen by itself."""
    end = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > end:
            pytest.fail(f"it did not happen\n{said()}")
        time.sleep(0.05)


def run(environment: dict[str, str], *command: str) -> None:
    """Runs ``rotativa COMMAND``."""
    subprocess.run([sys.executable, "-m", "rotativa", *command], env=environment, check=True, capture_output=True)
