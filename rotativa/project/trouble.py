"""What is said of a database that cannot be used: one line that says what and what to do, instead of a traceback."""

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext as _

_LACKING = ("no such table", "no such column")
"""How SQLite begins to speak of tables that are not there, or not as they should be."""
_LACKING_CODES = ("42P01", "42703")
"""What PostgreSQL says then: undefined table, undefined column."""
_OUR_CODES = ("40", "57014", "55P03")
"""How PostgreSQL's codes begin for deadlocks, statements that took too long, and locks that were not had."""
_OUR_FAULT = "SQLITE_ERROR"
"""SQLite's general code, that of a statement it does not understand."""
_RUINED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def maker() -> str:
    """The command that makes a database, and all its tables, in an installation such as this one."""
    return "make demo" if settings.ROTATIVA_MODE == "demo" else "rotativa init"


def trouble(error: Exception) -> str:
    """What is wrong with the database, in one line; empty where the error is not the database's but our code's."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    words = " ".join(str(error).split())
    if words.startswith(_LACKING) or getattr(error.__cause__, "sqlstate", None) in _LACKING_CODES:
        lacking = _("The database has no tables, or not those of this version: run “{command}” first ({error}).")
        return lacking.format(command=maker(), error=words)
    if (getattr(error.__cause__, "sqlstate", None) or "").startswith(_OUR_CODES):
        return ""
    code = getattr(error.__cause__, "sqlite_errorname", "")
    if code in _RUINED or (isinstance(error, OperationalError | InterfaceError) and code != _OUR_FAULT):
        return _("The database cannot be used ({error}).").format(error=words)
    return ""
