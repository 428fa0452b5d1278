"""A disk without room, as errors tell of it."""

from errno import EDQUOT, ENOSPC

FULL = (ENOSPC, EDQUOT)
_SQLITE, _POSTGRESQL = "SQLITE_FULL", "53100"
"""How the databases call it."""


def is_full(error: BaseException | None) -> bool:
    """Whether there was no room for what was to be written: a file, or the database."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if getattr(error, "sqlite_errorname", "") == _SQLITE or getattr(error, "sqlstate", "") == _POSTGRESQL:
            return True
        error = error.__cause__ or error.__context__
    return False
