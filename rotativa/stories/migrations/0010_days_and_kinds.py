"""The day of an article's address stands in the read table, and so do the lists of kinds, by index."""

from django.db import migrations, models
from django.db.models.functions import Cast


def fill(apps, editor) -> None:  # type: ignore[no-untyped-def]  # models of that time have no types
    rows, pages = apps.get_model("stories", "ArticleRow"), apps.get_model("stories", "ArticlePage")
    day = pages.objects.filter(pk=models.OuterRef("article")).values(
        day=Cast("out_day", models.CharField(max_length=10))
    )
    rows.objects.exclude(month="").update(day=models.Subquery(day[:1]))


class Migration(migrations.Migration):
    dependencies = [("stories", "0009_background_to_be_found")]

    operations = [
        migrations.AddField(
            "ArticleRow",
            "day",
            models.CharField(verbose_name="day of first publication", blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex("ArticleRow", models.Index(fields=["edition", "state", "day"], name="stories_row_day")),
        migrations.AddIndex(
            "ArticleRow",
            models.Index(fields=["edition", "state", "kind", "-first_published", "-article"], name="stories_row_kind"),
        ),
        migrations.AddIndex(
            "ArticleRow", models.Index(fields=["edition", "state", "kind", "month"], name="stories_row_kind_month")
        ),
    ]
