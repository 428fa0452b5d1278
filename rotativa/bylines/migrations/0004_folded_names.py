"""Names as they are looked for; those that are there already are folded after the migrations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bylines", "0003_contact_and_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="authorname",
            name="folded",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=500, verbose_name="name as it is looked for"
            ),
        ),
    ]
