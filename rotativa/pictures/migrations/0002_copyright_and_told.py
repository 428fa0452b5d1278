from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0001_pictures"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="copyright",
            field=models.CharField(
                blank=True,
                help_text="As it must be written into every file. Where it is empty, credit and agency are.",
                max_length=200,
                verbose_name="copyright",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="told",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="found in the file"),
        ),
    ]
