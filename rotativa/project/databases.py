"""The database by address, as Django's settings: ``default`` to work with, ``print`` to render from."""

from pathlib import Path
from typing import Any

import dj_database_url
from psycopg import IsolationLevel

from rotativa.project.environment import BadSetting, Environment

EXPECTS = "sqlite:////folder/file.sqlite3 or postgresql://user:password@host:port/name"

_LOOKED_FOR = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""After a minute without a sign PostgreSQL gives up who is connected over the network."""

_KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
"""A connection serves the requests of a minute, each of which looks first whether it still holds."""

LONGEST_STATEMENT = 30_000
"""Milliseconds after which PostgreSQL gives up what somebody at the desk asked for: nobody waits so long for it."""


def limit_statements(connection: Any, **_signal: Any) -> None:
    """For servers, whenever they connect. Who prints, migrates or imports may take as long as it takes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {LONGEST_STATEMENT}")


def database_settings(env: Environment, data: Path) -> dict[str, dict[str, Any]]:
    """Django's ``DATABASES`` for ``DATABASE_URL``: one database twice, the second time for reading only."""
    value = env.text(
        "DATABASE_URL",
        f"sqlite:///{data / 'rotativa.sqlite3'}",
        "The database: SQLite to begin with, PostgreSQL when busy.",
        expects=EXPECTS,
        shown="`rotativa.sqlite3` in `ROTATIVA_DATA`",
    )
    # The value may hold a password: no message repeats it.
    refused = BadSetting(f"DATABASE_URL: this is no address of a database. It expects {EXPECTS}.")
    scheme = value.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise refused
    try:
        parsed = dict(dj_database_url.parse(value))
    except ValueError:
        raise refused from None
    return _sqlite(parsed) if scheme == "sqlite" else _postgresql(parsed)


def _sqlite(parsed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    # IMMEDIATE: who will write waits for the one write lock at the start, not half-way, where waiting would fail.
    # FULL: with the write-ahead log, NORMAL would let a power cut take commits back, and with them facts of which
    # people were told, and of which pages are printed.
    writing = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    # A request would spend 3 ms on reading the schema anew.
    kept = {**parsed, "ENGINE": "rotativa.project.sqlite", **_KEPT}
    return {
        "default": {**kept, "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": writing}},
        "print": {**kept, "OPTIONS": {"timeout": 20, "init_command": "PRAGMA query_only=ON;"}},
    }


def _postgresql(parsed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    reading = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
    # A server that does not even refuse (a firewall, a dead machine) is given up in seconds, not minutes.
    given = {"connect_timeout": 3, "tcp_user_timeout": 10_000, **parsed.get("OPTIONS", {})}
    # Nor does the server keep the locks of a machine that lost its power, which hangs nothing up: of a worker's cursor
    # it would for two hours, in which nobody prints. Whoever gives other options has theirs.
    asked = f"{_LOOKED_FOR} {given.get('options', '')}".strip()
    # The press relies on each statement seeing what was committed before it; people and the press on commits that stay.
    kept_commits = f"{asked} -c synchronous_commit=on"
    working = {**given, "isolation_level": IsolationLevel.READ_COMMITTED, "options": kept_commits}
    options = {**given, "options": f"{asked} {reading}"}
    return {"default": {**parsed, **_KEPT, "OPTIONS": working}, "print": {**parsed, **_KEPT, "OPTIONS": options}}
