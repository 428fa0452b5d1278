"""What a database knows of its tables when it plans a query. PostgreSQL gathers that by itself; SQLite never does."""

from django.db import connection

LOOKED_AT = 400
"""Rows of each index, as SQLite advises: so it takes a moment, however large the archive is."""


def gather_statistics() -> None:
    """Lets SQLite look how its rows are spread, for connections that are opened from now on; does nothing elsewhere.

    Without it, it looks for the address of one article through all articles of an edition. Takes its write lock.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
            cursor.execute("ANALYZE")
