"""The name of this module, and of the class in it, are those by which Django finds a database engine."""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.utils.translation import gettext as _

from rotativa.project.trouble import maker

_IN_MEMORY = ":memory:"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that opens a file only where there is one; ``rotativa init`` and ``migrate`` make it.

    SQLite by itself puts an empty file where the database had been, a disk that is not mounted for example; and when
    the file comes back it meets the journal of the empty one, which would ruin it.

    It is kept from request to request while that file lies there and nothing has failed: what is written to one that
    was moved away, or gave its name to a backup, nobody would find again; and one whose disk dropped out stays broken.
    """

    _opened: tuple[int, int] | None = None  # device and inode

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with an address that never makes a file."""
        parameters: dict[str, Any] = super().get_connection_params()
        if parameters["database"] != _IN_MEMORY:
            parameters["database"] = f"{Path(parameters['database']).absolute().as_uri()}?mode=rw"
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # a connection of sqlite3
        """Opens the file, or says that it is missing."""
        name = str(self.settings_dict["NAME"])
        if name != _IN_MEMORY and not Path(name).exists():
            missing = _("{file} is not there; put it back, or make a new one with “{command}”")
            raise self.Database.OperationalError(missing.format(file=name, command=maker()))
        self._opened = self._lying_there()
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Whether the file that was opened is the one that has its name, and no request has met an error in it."""
        return not self.errors_occurred and self._opened == self._lying_there()

    def _lying_there(self) -> tuple[int, int] | None:
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
