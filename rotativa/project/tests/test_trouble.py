"""A database that cannot be used is told in one line that says what to do; our own fault keeps its traceback."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from rotativa.project import databases
from rotativa.project.tests.test_environment import SAFE
from rotativa.project.trouble import trouble


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs ``rotativa COMMAND`` with these variables and no others of ours."""
    environment = {"PATH": os.environ["PATH"], **SAFE, **variables}
    line = [sys.executable, "-m", "rotativa", *command]
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("there", [False, True])
def test_before_there_are_tables(tmp_path: Path, there: bool) -> None:
    file = tmp_path / "rotativa.sqlite3"
    if there:
        file.touch()
    found = run("press", "status", ROTATIVA_DATA=str(tmp_path))
    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1, found.stderr
    assert "“rotativa init”" in found.stderr
    assert file.exists() == there


def test_nobody_else_on_the_machine_reads_the_data(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    before = os.umask(0o022)
    try:
        run("press", "status", ROTATIVA_DATA=str(data))
    finally:
        os.umask(before)
    assert stat.S_IMODE(data.stat().st_mode) == 0o750


def test_who_asks_for_it_gets_the_traceback(tmp_path: Path) -> None:
    assert "Traceback" in run("press", "--traceback", "status", ROTATIVA_DATA=str(tmp_path)).stderr


@pytest.mark.parametrize(
    ("command", "address"),
    [
        (("press", "status"), "postgresql://desk:hunter2@127.0.0.1:1/news"),
        (("init",), "postgresql://desk:hunter2@127.0.0.1:1/news"),
        (("init",), "sqlite:////dev/null/news"),
    ],
)
def test_a_database_that_cannot_be_reached(tmp_path: Path, command: tuple[str, ...], address: str) -> None:
    found = run(*command, ROTATIVA_DATA=str(tmp_path), DATABASE_URL=address)
    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1, found.stderr
    assert "atabase" in found.stderr
    assert "hunter2" not in found.stderr


def test_who_stops_reading_gets_no_traceback(tmp_path: Path) -> None:
    """As in ``rotativa press list | head -5``."""
    line = [sys.executable, "-m", "rotativa", "help", "--commands"]
    environment = {"PATH": os.environ["PATH"], **SAFE, "ROTATIVA_DATA": str(tmp_path)}
    reader, writer = os.pipe()
    os.close(reader)
    found = subprocess.run(line, env=environment, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (found.returncode, found.stderr) == (141, "")


def refused(statement: str) -> DatabaseError:
    """What the database says of a statement."""
    with pytest.raises(DatabaseError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return found.value


@pytest.mark.parametrize("statement", ["SELECT 1 FROM nowhere", "SELECT missing FROM django_migrations"])
def test_what_an_older_version_left(db: None, statement: str) -> None:
    said = trouble(refused(statement))
    assert "run “rotativa init” first" in said
    assert "\n" not in said


class Refused(Exception):
    """What the driver of PostgreSQL raises."""

    sqlstate = "40P01"


def test_what_is_our_own_fault(db: None) -> None:
    assert trouble(refused("SELECT FROM WHERE")) == ""
    deadlock = OperationalError("deadlock detected")
    deadlock.__cause__ = Refused()
    assert trouble(deadlock) == ""
    assert trouble(IntegrityError("twice")) == trouble(ValueError("no")) == ""
    assert trouble(OperationalError("server closed the connection\n\tunexpectedly")) == (
        "The database cannot be used (server closed the connection unexpectedly)."
    )


def test_nobody_at_the_desk_asks_for_ever(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no limit of time")
    monkeypatch.setattr(databases, "LONGEST_STATEMENT", 50)
    databases.limit_statements(connection)
    with pytest.raises(OperationalError, match="timeout"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")
