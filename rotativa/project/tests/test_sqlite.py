"""A database that is missing is missed: nothing is put in its place."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.utils import ConnectionHandler

from rotativa.project.databases import database_settings
from rotativa.project.environment import Environment


@pytest.mark.parametrize("alias", ["default", "print"])
def test_no_file_is_made_by_looking_for_it(tmp_path: Path, django_db_blocker: Any, alias: str) -> None:
    file = tmp_path / "news room.sqlite3"
    known = ConnectionHandler(database_settings(Environment({"DATABASE_URL": f"sqlite:///{file}"}), tmp_path))
    with django_db_blocker.unblock():
        with pytest.raises(OperationalError, match=r"news room.sqlite3 is not there.* with “rotativa init”"):
            known[alias].ensure_connection()
        assert not file.exists()
        file.touch()
        known[alias].ensure_connection()
        known[alias].close()


def test_a_connection_is_given_up_when_another_file_has_its_name_or_something_failed(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    file = tmp_path / "rotativa.sqlite3"
    file.touch()
    known = ConnectionHandler(database_settings(Environment({"DATABASE_URL": f"sqlite:///{file}"}), tmp_path))

    def opened_by_a_request() -> Any:
        connection = known["default"]
        connection.close_if_unusable_or_obsolete()  # as Django does when a request begins
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA user_version")
        return connection.connection

    with django_db_blocker.unblock():
        first = opened_by_a_request()
        assert opened_by_a_request() is first
        file.rename(tmp_path / "moved")
        with pytest.raises(OperationalError, match="is not there"):
            opened_by_a_request()
        file.touch()
        second = opened_by_a_request()
        assert second is not first
        (tmp_path / "moved").rename(file)  # put back over it
        third = opened_by_a_request()
        assert third is not second
        with pytest.raises(OperationalError), known["default"].cursor() as cursor:  # as of a disk that dropped out
            cursor.execute("SELECT nothing")
        assert opened_by_a_request() is not third
        known["default"].close()


def test_migrate_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "new.sqlite3"
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", str(file))
    monkeypatch.setattr(connections["default"], "vendor", "sqlite")
    monkeypatch.setattr("django.core.management.commands.migrate.Command.handle", lambda *_args, **_options: None)
    call_command("migrate", verbosity=0)
    assert file.exists()
