"""Programs of PostgreSQL's, as pipes."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator

from django.db import connections
from django.db.backends.postgresql.client import DatabaseClient

from rotativa.project.backups.files import CHUNK
from rotativa.project.backups.problems import Unfit

_MOST_SAID = 800


class Program:
    """A program while it runs. Leaving it waits for its end and raises ``Unfit``, with its words, where it failed."""

    def __init__(self, command: list[str], secrets: dict[str, str] | None = None) -> None:
        self._command = command
        self._environment = {**os.environ, **(secrets or {})}

    def __enter__(self) -> "Program":
        self._said = tempfile.TemporaryFile()  # a pipe that nobody reads would stop it
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            self._command, stdin=pipe, stdout=pipe, stderr=self._said, env=self._environment
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        broken = kind is not None and issubclass(kind, BrokenPipeError)
        if kind is not None and not broken:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()  # type: ignore[union-attr]  # both are pipes
            except BrokenPipeError:
                broken = True
        code = self._process.wait()
        with self._said as said:
            said.seek(0)
            words = " ".join(said.read().decode(errors="replace").split())
        if broken or (code and kind is None):
            raise Unfit(f"{self._command[0]} failed: {words[-_MOST_SAID:]}")

    def out(self) -> Iterator[bytes]:
        """What it writes."""
        while piece := self._process.stdout.read(CHUNK):  # type: ignore[union-attr]
            yield piece

    def give(self, pieces: Iterable[bytes]) -> None:
        """Lets it read this."""
        for piece in pieces:
            self._process.stdin.write(piece)  # type: ignore[union-attr]


def connected(name: str, *options: str) -> Program:
    """A program that works with our database. The password goes by the environment: all see what a command says."""
    place, secrets = DatabaseClient.settings_to_cmd_args_env(connections["default"].settings_dict, [])
    *where, database = place[1:]
    return Program([name, *options, *where, f"--dbname={database}"], secrets)
