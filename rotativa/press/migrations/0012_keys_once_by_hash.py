"""That a key is stored once takes a third of the room on PostgreSQL: by a hash of it, in place of all its words again."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BY_HASH = (
    "ALTER TABLE press_key DROP CONSTRAINT press_key_once",
    # A hash index cannot be unique, but it can exclude; names hold no space, so no two keys are written alike.
    "ALTER TABLE press_key ADD CONSTRAINT press_key_once EXCLUDE USING hash ((name || ' ' || argument) WITH =)",
    # Of an index that excludes it does not know that it finds one row: until it had looked, it would read all keys.
    "ANALYZE press_key",
)
BY_WORDS = (
    "ALTER TABLE press_key DROP CONSTRAINT press_key_once",
    "ALTER TABLE press_key ADD CONSTRAINT press_key_once UNIQUE (name, argument)",
)


def by_hash(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """As it is from now on. SQLite has no other kind of index."""
    if editor.connection.vendor == "postgresql":
        for statement in BY_HASH:
            editor.execute(statement)


def by_words(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """As it was."""
    if editor.connection.vendor == "postgresql":
        for statement in BY_WORDS:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("press", "0011_checks_asked_for_at_the_desk")]

    operations = [migrations.RunPython(by_hash, by_words)]
