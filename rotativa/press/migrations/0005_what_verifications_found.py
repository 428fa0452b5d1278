"""What verifications found is kept until it is put right; those of a sample are told from those of everything."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def tell_samples(apps: Any, editor: Any) -> None:
    apps.get_model("press", "Verification").objects.filter(looked__lt=F("places")).update(whole=False)


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0004_reprint_and_signs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Found",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "path", "wrong", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("path", models.CharField(max_length=1000, verbose_name="path")),
                ("wrong", models.CharField(max_length=10, verbose_name="what is wrong")),
                (
                    "log",
                    models.BigIntegerField(help_text="When it was found.", verbose_name="last line of the printed log"),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
            },
        ),
        migrations.AddField(
            model_name="verification",
            name="whole",
            field=models.BooleanField(default=True, verbose_name="looked at everything"),
        ),
        migrations.RunPython(tell_samples, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="verification",
            name="first",
        ),
    ]
