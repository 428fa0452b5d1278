"""The database as a file and back, on both engines.

``dump`` works inside ``press.router.snapshot()``: the file is of the moment at which that was opened, however long it
takes and whatever the newsroom writes meanwhile.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.db import connections

from rotativa.press.router import SNAPSHOT
from rotativa.project.backups import credentials, tables
from rotativa.project.backups.files import BESIDE, Advance, hashed, pieces, settle, store
from rotativa.project.backups.manifest import DATABASE, Kept, Manifest
from rotativa.project.backups.problems import Unfit
from rotativa.project.backups.tools import Program, connected

_PAGES = 2000
"""Pages of SQLite between two words about progress."""


class Engine(Protocol):
    """How one kind of database becomes files and comes back."""

    def ready(self) -> None:
        """Raises ``Unfit`` where a tool is missing."""

    def about(self) -> tuple[str, str]:
        """Version of the server, and the schema."""

    def dump(self, folder: Path, advance: Advance) -> dict[str, Kept]:
        """Writes the open snapshot without what lets anybody log in; gives the files."""

    def check(self, folder: Path) -> None:
        """Raises ``Unfit`` where a dump cannot be read."""

    def is_empty(self) -> bool:
        """Whether nothing is in the database of this installation."""

    def put_back(self, folder: Path, manifest: Manifest) -> None:
        """Fills the empty database, whole or not at all."""


class SQLite:
    """The file itself, copied by SQLite."""

    file = f"{DATABASE}.sqlite3"

    def ready(self) -> None:
        """Python brings everything."""

    def about(self) -> tuple[str, str]:
        return sqlite3.sqlite_version, ""

    def dump(self, folder: Path, advance: Advance) -> dict[str, Kept]:
        beside = folder / f"{self.file}{BESIDE}"
        beside.unlink(missing_ok=True)
        size = _asked("PRAGMA page_size")

        def tell(status: int, left: int, total: int) -> None:
            advance(min(_PAGES, total) * size)

        target = sqlite3.connect(beside)
        try:
            connections[SNAPSHOT].connection.backup(target, pages=_PAGES, progress=tell)
            _without_keys(target)
        finally:
            target.close()
        kept = Kept(*hashed(pieces(beside, folder), lambda more: None))
        settle(beside, folder / self.file)
        return {self.file: kept}

    def check(self, folder: Path) -> None:
        address = f"{(folder / self.file).absolute().as_uri()}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(address, uri=True)
            try:
                said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            finally:
                connection.close()
        except sqlite3.Error as error:
            said = str(error)
        if said != "ok":
            raise Unfit(f"“{folder / self.file}” is no sound SQLite database ({said}).")

    def is_empty(self) -> bool:
        file = self._place()
        return not file.exists() or not file.stat().st_size

    def put_back(self, folder: Path, manifest: Manifest) -> None:
        file = self._place()
        for suffix in ("-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
        store(pieces(folder / self.file, folder), file, lambda more: None)

    def _place(self) -> Path:
        return Path(connections["default"].settings_dict["NAME"])


class PostgreSQL:
    """PostgreSQL's own tools; people come apart, without their passwords."""

    file, people = f"{DATABASE}.dump", f"{DATABASE}.people"

    def ready(self) -> None:
        for tool in ("pg_dump", "pg_restore", "psql"):
            if shutil.which(tool) is None:
                raise Unfit(
                    f"{tool} is not there. It comes with PostgreSQL (Debian: apt-get install postgresql-client)."
                )

    def about(self) -> tuple[str, str]:
        return _asked("SHOW server_version"), _asked("SELECT current_schema()")

    def dump(self, folder: Path, advance: Advance) -> dict[str, Kept]:
        kept_apart = [get_user_model(), *credentials.models()]
        without = [f"--exclude-table-data={tables.name_of(model)}" for model in kept_apart]
        moment = f"--snapshot={_asked('SELECT pg_export_snapshot()')}"
        plain = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")
        with connected("pg_dump", *plain, moment, *without) as dumping:
            kept = Kept(*store(dumping.out(), folder / self.file, advance))
        return {self.file: kept, self.people: Kept(*store(_people(), folder / self.people, advance))}

    def check(self, folder: Path) -> None:
        with self._script(folder) as script:
            for _piece in script.out():
                pass

    def is_empty(self) -> bool:
        with connections["default"].cursor() as cursor:
            return not connections["default"].introspection.table_names(cursor)

    def put_back(self, folder: Path, manifest: Manifest) -> None:
        with connected("psql", "--quiet", "--no-psqlrc", "--output=/dev/null", "--set=ON_ERROR_STOP=1") as client:
            # Not its own single transaction: that would commit what came when we are killed half-way.
            client.give([b"BEGIN;\n"])
            for section in ("pre-data", "data"):
                with self._script(folder, f"--section={section}") as script:
                    client.give(script.out())
            client.give(pieces(folder / self.people, folder))
            with self._script(folder, "--section=post-data") as script:
                client.give(script.out())
            client.give([b"COMMIT;\n"])

    def _script(self, folder: Path, *options: str) -> Program:
        """The dump as statements."""
        return Program(["pg_restore", "--no-owner", "--no-privileges", *options, "--file=-", str(folder / self.file)])


def engine(vendor: str = "") -> Engine:
    """That of this installation, or of a backup."""
    kinds: dict[str, type[Engine]] = {"sqlite": SQLite, "postgresql": PostgreSQL}
    return kinds[vendor or connections["default"].vendor]()


def _people() -> Iterator[bytes]:
    """What brings people back, without passwords: a statement of psql's and its rows."""
    connection, people = connections[SNAPSHOT], get_user_model()
    quoted, names = connection.ops.quote_name, tables.columns(people)
    taken = ", ".join(f"'{credentials.NO_PASSWORD}'" if name == "password" else quoted(name) for name in names)
    schema, table = quoted(_asked("SELECT current_schema()")), quoted(tables.name_of(people))
    yield f"COPY {schema}.{table} ({', '.join(map(quoted, names))}) FROM stdin;\n".encode()
    rows = f"COPY (SELECT {taken} FROM {table}) TO STDOUT"  # noqa: S608 names of our own columns
    with connection.cursor() as cursor, cursor.copy(rows) as copying:
        for row in copying:
            yield bytes(row)
    yield b"\\.\n"


def _without_keys(copy: sqlite3.Connection) -> None:
    """Takes out what lets anybody log in, also where it was deleted before and only its place forgotten."""
    copy.execute("PRAGMA journal_mode=DELETE")
    for model in credentials.models():
        copy.execute(f'DELETE FROM "{tables.name_of(model)}"')  # noqa: S608 names of our own tables
    people = tables.name_of(get_user_model())
    copy.execute(f'UPDATE "{people}" SET password = ?', [credentials.NO_PASSWORD])  # noqa: S608
    copy.commit()
    copy.execute("VACUUM")


def _asked(statement: str) -> Any:
    """The one answer, from within the snapshot."""
    with connections[SNAPSHOT].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
