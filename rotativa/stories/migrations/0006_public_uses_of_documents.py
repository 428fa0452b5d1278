import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0005_links_for_somebody_outside"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.BigIntegerField(verbose_name="document")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stories.articlepage",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "public use of a document",
                "verbose_name_plural": "public uses of documents",
                "constraints": [
                    models.UniqueConstraint(fields=("document", "article"), name="stories_document_use_once")
                ],
            },
        ),
    ]
