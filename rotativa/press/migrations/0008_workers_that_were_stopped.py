"""A worker that was stopped is told from one that fell silent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0007_uses_in_little_room"),
    ]

    operations = [
        migrations.AddField(
            model_name="pulse",
            name="stopped",
            field=models.BooleanField(default=False, verbose_name="was stopped"),
        ),
    ]
