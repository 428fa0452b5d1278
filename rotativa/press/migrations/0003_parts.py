"""What very many pages have in common is kept once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("press", "0002_no_remembered_places")]

    operations = [
        migrations.CreateModel(
            name="PartUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "part", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="used",
                        to="press.key",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="press.key",
                    ),
                ),
            ],
            options={
                "verbose_name": "use by a part",
                "verbose_name_plural": "uses by parts",
                "indexes": [models.Index(fields=["key"], name="press_part_use_key")],
            },
        ),
    ]
