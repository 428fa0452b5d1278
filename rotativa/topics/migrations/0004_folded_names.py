"""Names as they are looked for; those that are there already are folded after the migrations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("topics", "0003_pages_of_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="kindname",
            name="folded",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=500, verbose_name="name as it is looked for"
            ),
        ),
        migrations.AddField(
            model_name="sectionname",
            name="folded",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=500, verbose_name="name as it is looked for"
            ),
        ),
        migrations.AddField(
            model_name="topicname",
            name="folded",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=500, verbose_name="name as it is looked for"
            ),
        ),
    ]
