from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0006_what_people_are_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="ended_at",
            field=models.DateTimeField(null=True, verbose_name="ended"),
        ),
    ]
