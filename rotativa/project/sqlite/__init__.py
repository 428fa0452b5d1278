"""Django's SQLite, but for one thing: a database that is not there is missed, not made."""
