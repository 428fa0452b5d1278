"""The real thing for tests to walk through: the demo newsroom, built by ``demo`` and served by ``serve``.

With ``ROTATIVA_TEST_FRONT=nginx`` it is reached through nginx, with the configuration that we ship.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.support import built, databases, nginx

OK = 200

PUBLIC = "http://atlas.example"
"""Named in every page, and so the same for every newsroom that a test walks through, whatever its port."""


@dataclass(frozen=True)
class Newsroom:
    """A running Rotativa with the demo in it."""

    port: int
    database: str
    tree: Path
    environment: dict[str, str]
    front: int = 0
    """The port of the web server in front of it, where there is one."""

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.front or self.port}"

    @property
    def log(self) -> Path:
        """What the server says."""
        return Path(self.environment["ROTATIVA_DATA"]) / f"log-{self.port}"

    def changed(self, **variables: str) -> "Newsroom":
        """The same newsroom, to be served beside itself with other settings, on a port of its own."""
        port = free_port()
        environment = {**self.environment, **variables, "PORT": str(port)}
        return replace(self, port=port, front=0, tree=Path(environment["ROTATIVA_TREE"]), environment=environment)

    @contextmanager
    def served(self, until: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Serves it while open; begins when the path ``until`` answers 200."""
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "rotativa", "serve"]
            server = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
            try:
                self.wait_for(until, server)
                yield server
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(40)

    def wait_for(self, path: str, server: "subprocess.Popen[bytes]") -> None:
        """Waits until the path answers 200; fails where it does not, or where the server ended."""
        end = time.monotonic() + 120
        while time.monotonic() < end and server.poll() is None:
            try:
                if self.get(path)[0] == OK:
                    return
            except OSError:
                pass  # nobody listens yet
            time.sleep(0.3)
        pytest.fail(f"Rotativa did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def run(self, *command: str, check: bool = True) -> str:
        """Runs ``rotativa COMMAND`` in this newsroom and gives what it says. With ``check``, it has to end well."""
        line = [sys.executable, "-m", "rotativa", *command]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, check=check).stdout

    def build(self) -> None:
        """Builds the demo, and does what it leaves for later: whoever searches finds all of it."""
        self.run("demo")
        self.run("db_worker", "--batch", "--no-startup-delay", "--queue-name", "*")

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and bytes of a path, as a reader's first request gets them; no redirect is followed."""
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(f"{self.address}{path}", timeout=20) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as answered:
            return answered.code, answered.read()

    def printed(self) -> dict[str, bytes]:
        """Every file of the printed tree, by its path: what a test compares before and after an act."""
        files = (path for path in self.tree.rglob("*") if path.is_file())
        named = ((path.relative_to(self.tree), path) for path in files)
        return {str(name): path.read_bytes() for name, path in named if name.parts[0] != ".press"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def environment_like(settings: Any, folder: Path, database: str) -> dict[str, str]:
    """For processes that share database, tree and media with the test, and have a port of their own."""
    return {
        "PATH": os.environ["PATH"],
        "ROTATIVA_MODE": "demo",
        "ROTATIVA_DATA": str(folder),
        "ROTATIVA_TREE": str(settings.ROTATIVA_TREE),
        "ROTATIVA_MEDIA": str(settings.MEDIA_ROOT),
        "ROTATIVA_PUBLIC_ADDRESS": settings.ROTATIVA_PUBLIC_ADDRESS,
        "DATABASE_URL": database,
        "PORT": str(free_port()),
    }


@pytest.fixture(scope="session")
def newsroom(
    tmp_path_factory: pytest.TempPathFactory, database_source: databases.Source, worker_database: str
) -> Iterator[Newsroom]:
    """The demo newsroom, printed and served, with a database, a tree and a port of its own."""
    folder, name, port = tmp_path_factory.mktemp("newsroom"), f"{worker_database}_newsroom", free_port()
    database = database_source.copy(name)
    environment = {
        "ROTATIVA_PUBLIC_ADDRESS": PUBLIC,
        "PATH": os.environ["PATH"],
        "ROTATIVA_MODE": "demo",
        "ROTATIVA_DATA": str(folder),
        "ROTATIVA_TREE": str(folder / "tree"),
        "DATABASE_URL": database_source.url(name),
        "PORT": str(port),
        "ROTATIVA_SECOND_FACTOR_FOR": "translator",  # nobody of the demo is one
        "ROTATIVA_AFRESH_MINUTES": "1440",  # a person signs in once in a run
    }
    made = Newsroom(port, database, folder / "tree", environment)
    with ExitStack() as stack:
        if os.environ.get("ROTATIVA_TEST_FRONT") == "nginx":
            made = replace(made, front=free_port())
            environment.update(ROTATIVA_PUBLIC_ADDRESS=made.address, ROTATIVA_TRUSTED_PROXIES="127.0.0.1")
            told = made.run("nginx", "--listen", f"127.0.0.1:{made.front}")
            front = nginx.Nginx(folder / "nginx", told)
            stack.callback(front.stop)
            front.start()
        if made.front:
            made.run("demo")
        else:
            built.furnish(folder, name, database_source, made.build)
        stack.enter_context(made.served(until="/desk/login/"))
        yield made
    database_source.remove(name)


@pytest.fixture
def newsroom_rows(newsroom: Newsroom, django_db_blocker: Any) -> Iterator[None]:
    """Lets the test itself read the newsroom's database with our models."""
    with django_db_blocker.unblock(), databases.pointed_at(newsroom.database):
        yield
