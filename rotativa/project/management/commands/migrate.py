from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.utils.translation import gettext as _


class Command(migrate.Command):
    """Django's, which besides makes the file of a new SQLite database: no other command does."""

    help = "Makes the tables, or brings them up to date; a new SQLite database begins here."

    def execute(self, *args: Any, **options: Any) -> Any:
        """Makes the file where there is none, before Django's checks look into it, and migrates."""
        connection = connections[options["database"]]
        if connection.vendor == "sqlite":
            _make(Path(connection.settings_dict["NAME"]))
        return super().execute(*args, **options)


def _make(file: Path) -> None:
    try:
        file.touch()
    except OSError as error:
        said = _("The database {file} cannot be made ({error}).")
        raise CommandError(said.format(file=file, error=error.strerror)) from error
