"""What the desk's list is filtered by stands in the read table, and the words of drafts can be found.

The words themselves come with ``rotativa stories rebuild``, and with the next save of each article.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

MADE = {
    # Words come folded, with spaces between them: all that is not ASCII is part of one.
    "sqlite": ("CREATE VIRTUAL TABLE stories_found USING fts5(words, marks, tokenize = 'ascii')",),
    "postgresql": (
        "CREATE TABLE stories_found (article_id integer PRIMARY KEY, words tsvector NOT NULL)",
        # No search and no save ever meets a list that is still to be sorted in.
        "CREATE INDEX stories_found_words ON stories_found USING gin (words) WITH (fastupdate = off)",
    ),
}


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in MADE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE stories_found")


def fill(apps, editor) -> None:  # type: ignore[no-untyped-def]  # models of that time have no types
    rows, stories = apps.get_model("stories", "ArticleRow"), apps.get_model("stories", "StoryRow")
    pages = apps.get_model("stories", "ArticlePage")
    of_story = stories.objects.filter(story=models.OuterRef("story"))
    rows.objects.update(
        story_changed=models.Subquery(of_story.values("changed")[:1]),
        owner=models.Subquery(pages.objects.filter(pk=models.OuterRef("article")).values("owner_id")[:1]),
        first_in=models.Subquery(of_story.values("original_edition_id")[:1]),
    )
    scheduled = models.Q(scheduled_at__isnull=False)
    is_open = models.Q(state__in=("draft", "waiting", "scheduled")) | models.Q(asked=True) | models.Q(edited=True)
    rows.objects.filter(is_open | scheduled).update(in_work=True)


class Migration(migrations.Migration):
    dependencies = [("stories", "0007_versions_of_passages")]

    operations = [
        migrations.AddField(
            "ArticleRow", "in_work", models.BooleanField(verbose_name="somebody works on it", default=False)
        ),
        migrations.AddField(
            "ArticleRow",
            "first_in",
            models.CharField(verbose_name="edition of the original", default="", max_length=35),
        ),
        migrations.AddField(
            "ArticleRow",
            "story_changed",
            models.DateTimeField(verbose_name="last change of the story", default=timezone.now),
        ),
        migrations.AddField("ArticleRow", "owner", models.BigIntegerField(verbose_name="who has it", null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "ArticleRow",
            models.Index(
                fields=["-story_changed", "-story"], condition=models.Q(in_work=True), name="stories_row_in_work"
            ),
        ),
        migrations.AddIndex(
            "ArticleRow",
            models.Index(
                fields=[
                    "-story_changed",
                    "-story",
                    "edition",
                    "state",
                    "draft_section",
                    "draft_kind",
                    "first_in",
                    "article",
                ],
                name="stories_row_list",
            ),
        ),
        migrations.RunPython(make, drop),
        # Wagtail's chooser asks for the few pages below the root and looks through all others for them.
        migrations.RunSQL(
            "CREATE INDEX stories_pages_by_depth ON wagtailcore_page (depth, path)", "DROP INDEX stories_pages_by_depth"
        ),
    ]
