"""Names of Wagtail's search library that its documentation does not promise. All of them pass through here."""

from functools import cache
from typing import Any

from django.db import connection


class _NotOnEverySave:
    """Leaves out what the library does after each save: it goes through every row of the index to weigh titles anew.

    That weight only orders the results of the desk's search. ``rebuild_index`` still computes it for all.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]  # of the index class beside


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 the name by which Wagtail finds a backend in a module
    """The search backend of the desk for the database in use."""
    return _backend(connection.vendor)(params)


@cache
def _backend(vendor: str) -> type[Any]:
    # Each module of the library finds its tables on its own database only.
    if vendor == "postgresql":
        from modelsearch.backends.database.postgres import postgres as library  # noqa: PLC0415

        known, index = library.PostgresSearchBackend, library.PostgresIndex
    else:
        from modelsearch.backends.database.sqlite import sqlite as library  # noqa: PLC0415

        known, index = library.SQLiteSearchBackend, library.SQLiteIndex
    lean = type(f"Lean{index.__name__}", (_NotOnEverySave, index), {})
    return type(f"Lean{known.__name__}", (known,), {"index_class": lean})
