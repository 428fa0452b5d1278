"""``rotativa serve``: the server, the press worker and the scheduler together.

Each is a process of its own. One that dies, or gives no sign of life, is started again, after a pause that grows while
it keeps dying, and takes no other with it: readers are served from the tree whatever happens to the rest. Only what was
started here is ever stopped here, and none of it outlives us. Neither Django nor its settings are needed.
"""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rotativa.kit.living import SOCKET
from rotativa.project import environment
from rotativa.project.environment import Environment

SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
READERS_PAUSE = 2.0
"""The longest pause of the server: readers wait for it."""
LIVED_WELL = 60.0
"""Seconds after which a process that dies is thought to have been well: its next pause is the shortest again."""
FAREWELL = 20.0
"""Seconds that a process has to finish what it does."""
_FILES = 16384
"""Open files that the server may need: connections are files."""
SILENCE = 300.0
"""Seconds without a sign of life after which a process hangs. The longest piece of its work is shorter."""
_PR_SET_PDEATHSIG = 1
"""Of Linux's ``prctl``: which signal a process gets when its parent dies."""

Command = Sequence[str]


@dataclass
class Child:
    """One process that is kept running."""

    name: str
    command: Command
    longest_pause: float = LONGEST_PAUSE
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.0
    due: float = field(default=0.0)
    signs: socket.socket | None = None
    """Where it gives signs of life, if it does; see ``kit.living``."""
    heard: float = 0.0

    def look(self, now: float) -> None:
        """Starts the process when it is time, and notices its end, or that it hangs."""
        if self.process is None:
            if now >= self.due:
                # A session of its own: Ctrl-C reaches only us, and we tell each child once. We have no threads, so
                # that ``preexec_fn`` is safe.
                tied = partial(tie_to, os.getpid())
                told = {**os.environ, SOCKET: str(self.signs.getsockname())} if self.signs else None
                self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=tied, env=told)  # noqa: PLW1509
                self.started = self.heard = now
            return
        self._listen(now)
        code = self.process.poll()
        if code is None:
            return
        self._sweep()
        self.process = None
        well = now - self.started > LIVED_WELL
        self.pause = SHORTEST_PAUSE if well or not self.pause else min(self.pause * 2, self.longest_pause)
        self.due = now + self.pause
        _say(f"The {self.name} ended (exit code {code}); it is started again in {self.pause:.0f} s.")

    def _listen(self, now: float) -> None:
        """Hears its signs of life; ends it where they are missing. What it did is left as it is, which does no harm."""
        if self.signs is None or self.process is None:
            return
        with suppress(BlockingIOError):
            while self.signs.recv(100):
                self.heard = now
        if now - self.heard > SILENCE and self.process.poll() is None:
            _say(f"The {self.name} gave no sign of life for {SILENCE:.0f} s and is ended.")
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """Asks the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def bury(self, end: float) -> None:
        """Waits until the process has ended; kills it when it is too late."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            _say(f"The {self.name} did not end by itself and was killed.")
            self.process.kill()
            self.process.wait()
        self._sweep()

    def _sweep(self) -> None:
        """Ends what the process started and left behind: its session is its own, so nobody else is in the group."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def commands() -> tuple[tuple[str, Command], ...]:
    """What runs, by name."""
    server = [sys.executable, "-m", "rotativa.project.server", "rotativa.project.wsgi:application"]
    rotativa = [sys.executable, "-m", "rotativa"]
    return ("server", server), ("press worker", [*rotativa, "press", "work"]), ("scheduler", [*rotativa, "duties"])


def allow_files() -> None:
    """Lets us, and what we start, hold as many connections as are meant; as far as the system permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def supervise(children: Sequence[Child], ready: Callable[[], bool] = lambda: False, on_ready: str = "") -> None:
    """Keeps the children running until a signal asks us to stop; then stops them all and returns."""
    stopping: list[int] = []

    def stop(number: int, frame: object) -> None:
        stopping.append(number)

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    waiting_for_ready = bool(on_ready)
    try:
        while not stopping:
            for child in children:
                child.look(time.monotonic())
            if waiting_for_ready and ready():
                waiting_for_ready = False
                _say(on_ready)
            time.sleep(0.2)
    finally:
        for child in children:
            child.stop()
        end = time.monotonic() + FAREWELL
        for child in children:
            child.bury(end)
        for each, handler in before.items():
            signal.signal(each, handler)


def tie_to(parent: int) -> None:
    """Lets the kernel end this process when its parent dies, however it dies: no orphan may keep the port (Linux)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is None:
        return
    prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we could ask
        os._exit(1)


def listening(folder: Path, name: str) -> socket.socket | None:
    """Where a process gives signs of life. The server gives none: who asks it notices."""
    if name == "server":
        return None
    signs = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    signs.bind(str(folder / name.replace(" ", "-")))
    signs.setblocking(False)
    return signs


def serve(env: Environment | None = None) -> None:
    """Serves until it is stopped. Ends at once, with one line, where it could never work."""
    env = env or Environment()
    host, port = environment.host(env), environment.port(env)
    require_free(host, port)
    _require_settings_or_pages(env)
    environment.keep_address(env)
    allow_files()
    pauses = {"server": READERS_PAUSE}
    with TemporaryDirectory(prefix="rotativa-") as folder:
        children = [
            Child(name, command, pauses.get(name, LONGEST_PAUSE), signs=listening(Path(folder), name))
            for name, command in commands()
        ]
        greeting = f"Rotativa is at {environment.own_address(env)}/ (Ctrl-C stops it)."
        supervise(children, lambda: _answers(host, port), greeting)
    _say("Stopped.")


def serve_readers(env: Environment | None = None) -> None:
    """Puts the server alone in place of this process, for those who have somebody else look after the three."""
    env = env or Environment()
    require_free(environment.host(env), environment.port(env))
    _require_settings_or_pages(env)
    allow_files()
    _say(f"The server is at {environment.own_address(env)}/, without the press and the scheduler (Ctrl-C stops it).")
    command = dict(commands())["server"]
    os.execv(command[0], list(command))  # noqa: S606 no shell is wanted


def _require_settings_or_pages(env: Environment) -> None:
    """A bad setting ends us, unless there are printed pages: then readers come first."""
    question = [sys.executable, "-c", "import rotativa.project.settings"]
    asked = subprocess.run(question, stderr=subprocess.PIPE, text=True, check=False)
    if asked.returncode == 0:
        return
    why = asked.stderr.strip().rpartition("\n")[2]
    if not environment.tree(env).is_dir():
        raise SystemExit(why)
    _say(f"{why}\nOnly printed pages are served until this is put right.")


def require_free(host: str, port: int) -> None:
    """Ends us, with one line, where no server could listen."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise SystemExit(f"HOST: “{host}” is no address of this machine ({error.strerror}).") from error
    with socket.socket(found[0], found[1]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(found[4])
        except OSError as error:
            raise SystemExit(f"PORT: {host}:{port} cannot be used ({error.strerror}).") from error


def _answers(host: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 compared, not bound
    try:
        socket.create_connection((near, port), timeout=1).close()
    except OSError:
        return False
    return True


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 this is a program's own voice
