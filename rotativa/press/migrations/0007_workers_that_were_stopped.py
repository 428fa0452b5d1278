"""A worker that was stopped is told from one that fell silent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0006_answers_of_all_things"),
    ]

    operations = [
        migrations.AddField(
            model_name="pulse",
            name="stopped",
            field=models.BooleanField(default=False, verbose_name="was stopped"),
        ),
    ]
