from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0013_chosen_addresses")]

    operations = [
        migrations.AddField(
            "Share",
            "files",
            models.CharField(
                "files",
                max_length=64,
                blank=True,
                default="",
                help_text="What stands for the files of this version when it was made.",
            ),
            preserve_default=False,
        ),
    ]
