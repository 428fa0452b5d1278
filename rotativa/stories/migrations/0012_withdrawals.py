"""What is withdrawn has a row that says since when. Of what was withdrawn before, readers are told nothing, as before."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, editor) -> None:  # type: ignore[no-untyped-def]  # models of that time have no types
    rows, withdrawals = apps.get_model("stories", "ArticleRow"), apps.get_model("stories", "Withdrawal")
    known = rows.objects.filter(state="withdrawn").values_list("article_id", "since")
    withdrawals.objects.bulk_create(withdrawals(article_id=article, at=since) for article, since in known)


class Migration(migrations.Migration):
    dependencies = [("stories", "0011_related_stories")]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="stories.articlepage",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="withdrawn")),
                (
                    "headline",
                    models.CharField(
                        blank=True,
                        help_text="Empty: they are not told which article stood there.",
                        max_length=255,
                        verbose_name="headline that readers are told",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawal of an article",
                "verbose_name_plural": "withdrawals of articles",
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
