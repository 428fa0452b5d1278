"""Prepares a test run before Django reads its settings: too early for a conftest, so ``pyproject.toml`` names it."""

import atexit
import gc
import os
import random
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support import memory, postgresql

ROOT = Path(__file__).resolve().parents[2]


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Sets the environment of the run; workers of xdist inherit it, so that they share one seed and one PostgreSQL."""
    _forget_the_newsroom()
    _write_quickly()
    os.environ.setdefault("ROTATIVA_TEST_SEED", str(random.SystemRandom().randrange(10**6)))
    os.environ["DATABASE_URL"] = os.environ.get("ROTATIVA_TEST_SERVER") or _database()
    return (yield)


def pytest_collection_finish() -> None:
    """Lets Python look no more through what was loaded, which stays until the end."""
    gc.freeze()


def pytest_report_header() -> list[str]:
    """Says what a person needs to repeat this run."""
    engine = os.environ["DATABASE_URL"].partition(":")[0]
    return [
        f"database: {engine}",
        f"files: {tempfile.gettempdir()}",
        f"seed: ROTATIVA_TEST_SEED={os.environ['ROTATIVA_TEST_SEED']}",
    ]


def _forget_the_newsroom() -> None:
    """Takes the variables of a real newsroom away: no test may reach its database, its files or its mail."""
    for name in [name for name in os.environ if name.startswith("ROTATIVA_") and not name.startswith("ROTATIVA_TEST_")]:
        del os.environ[name]
    os.environ["ROTATIVA_MODE"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotativa.project.settings"


def _write_quickly() -> None:
    """Lets the files of the run lie in memory where there is room, unless a person chose a place by ``TMPDIR``."""
    if "TMPDIR" not in os.environ and memory.has_room():
        os.environ["TMPDIR"] = str(memory.FOLDER)
        tempfile.tempdir = None  # to be asked again


def _database() -> str:
    engine = os.environ.get("ROTATIVA_TEST_DATABASE", "sqlite")
    if engine == "sqlite":
        return f"sqlite:///{ROOT / 'var' / 'no-test-uses-this.sqlite3'}"
    if engine != "postgresql":
        raise pytest.UsageError(f"ROTATIVA_TEST_DATABASE: “{engine}” is neither sqlite nor postgresql.")
    try:
        server = postgresql.Server()
    except postgresql.Missing as missing:
        raise pytest.UsageError(str(missing)) from missing
    atexit.register(server.stop)  # later than pytest's own end, and where a run breaks off before it began
    os.environ["ROTATIVA_TEST_SERVER"] = server.url
    return server.url
