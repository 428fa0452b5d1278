from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="readerdocument",
            name="public_name",
            field=models.CharField(
                blank=True,
                default="",
                help_text="What readers see of its name, in the address and when they keep it. Empty: “document”. "
                "What the file is called that you send is never shown to them.",
                max_length=60,
                verbose_name="name in its address",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="readerdocument",
            name="told",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="found in the file"),
        ),
    ]
