from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0002_picture_of_a_draft"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="revision",
            field=models.BigIntegerField(
                db_index=True,
                help_text="The version in Wagtail that it was frozen from; kept as it was then.",
                null=True,
                verbose_name="version",
            ),
        ),
    ]
