"""How much room rows take, with their indexes."""

TABLES = ("press_use", "press_used", "press_key", "press_partuse")
"""Where the press keeps what pages used; one of the first two is there, the other is a view or missing."""


def bytes_of(*tables: str) -> int:
    """Bytes of these tables of the database, all of its files and pages counted."""
    from django.db import connection

    listed = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sizes = "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relname IN"
            cursor.execute(f"{sizes} ({listed})", tables)
        else:
            of_them = f"SELECT name FROM sqlite_master WHERE tbl_name IN ({listed})"  # noqa: S608 placeholders
            cursor.execute(f"SELECT SUM(pgsize) FROM dbstat WHERE name IN ({of_them})", tables)  # noqa: S608 the same
        return int(cursor.fetchone()[0])
