from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bylines", "0002_merged_and_removed")]

    operations = [
        migrations.AddField(
            "AuthorName",
            "contact",
            models.CharField(
                blank=True,
                default="",
                help_text="An e-mail address, or an address that begins with https://. Readers see it.",
                max_length=200,
                verbose_name="contact",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "AuthorName",
            "key",
            models.CharField(
                blank=True,
                default="",
                help_text="Where the key for encrypted mail lies: an address that begins with https://.",
                max_length=200,
                verbose_name="key",
            ),
            preserve_default=False,
        ),
    ]
