"""What is withdrawn has a row that says since when. Of what was withdrawn before, readers are told nothing, as before."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, editor) -> None:  # type: ignore[no-untyped-def]  # models of that time have no types
    rows, withdrawals = apps.get_model("stories", "ArticleRow"), apps.get_model("stories", "Withdrawal")
    facts = apps.get_model("daybook", "FactThing").objects.filter(fact__verb="article.withdrawn")
    noted = dict(facts.order_by("fact_id").values_list("thing", "fact__at"))  # of several, the last stands
    # Not by the state of the row: what is scheduled again, or waits to be read, is withdrawn all the same. And the row's
    # moment is that of its state, as it was computed last: better than none, where the daybook has no fact.
    known = rows.objects.filter(article__live=False, article__first_out__isnull=False)
    withdrawals.objects.bulk_create(
        withdrawals(article_id=article, at=noted.get(f"article:{article}", since))
        for article, since in known.values_list("article_id", "since")
    )


class Migration(migrations.Migration):
    dependencies = [("daybook", "0004_facts_by_their_moment"), ("stories", "0011_related_stories")]

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
