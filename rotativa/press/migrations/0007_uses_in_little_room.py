"""What pages used takes less room: on PostgreSQL one row a page with an index of what is in it, on SQLite no row twice."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NARROW = {
    "postgresql": (
        "CREATE TABLE press_used (page_id integer PRIMARY KEY, keys integer[] NOT NULL)",
        "INSERT INTO press_used SELECT page_id, array_agg(key_id) FROM press_use GROUP BY page_id",
        "DROP TABLE press_use",
        # Whoever asks which pages used a key never has to look through what is not sorted in yet.
        "CREATE INDEX press_used_keys ON press_used USING gin (keys) WITH (fastupdate = off)",
        "CREATE VIEW press_use AS SELECT page_id, unnest(keys) AS key_id FROM press_used",
    ),
    "sqlite": (
        "CREATE TABLE press_use_narrow (page_id integer, key_id integer, PRIMARY KEY (page_id, key_id)) WITHOUT ROWID",
        "INSERT INTO press_use_narrow SELECT page_id, key_id FROM press_use",
        "DROP TABLE press_use",
        "ALTER TABLE press_use_narrow RENAME TO press_use",
        "CREATE INDEX press_use_key ON press_use (key_id)",
    ),
}
WIDE = {
    "postgresql": (
        "DROP VIEW press_use",
        "CREATE TABLE press_use (page_id integer NOT NULL, key_id integer NOT NULL, PRIMARY KEY (page_id, key_id))",
        "INSERT INTO press_use SELECT page_id, unnest(keys) FROM press_used",
        "CREATE INDEX press_use_key ON press_use (key_id)",
        "DROP TABLE press_used",
    ),
    "sqlite": (),
}


def narrow(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """As it is from now on; nothing is printed again."""
    for statement in NARROW[editor.connection.vendor]:
        editor.execute(statement)


def widen(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """As it was. SQLite cannot tell the difference."""
    for statement in WIDE[editor.connection.vendor]:
        editor.execute(statement)


def _to(model: str, name: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name=name,
        to=f"press.{model}",
    )


class Migration(migrations.Migration):
    dependencies = [("press", "0006_answers_of_all_things")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(narrow, widen)],
            state_operations=[
                migrations.RemoveIndex("Use", "press_use_key"),
                migrations.AlterField("Use", "page", _to("printed", "uses")),
                migrations.AlterField("Use", "key", _to("key", "uses")),
                migrations.AlterModelOptions(
                    "Use", {"managed": False, "verbose_name": "use", "verbose_name_plural": "uses"}
                ),
            ],
        )
    ]
