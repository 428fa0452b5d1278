"""The facts of some days are found along an index of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("daybook", "0003_things_of_earlier_facts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="factrow",
            index=models.Index(fields=["at"], name="daybook_at"),
        ),
    ]
