from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0002_copyright_and_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="packed",
            field=models.BooleanField(db_index=True, default=False, editable=False, verbose_name="all files made"),
        ),
    ]
