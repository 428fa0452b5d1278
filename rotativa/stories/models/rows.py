"""The read table: what lists show of articles and stories, without a page or a body being loaded.

It is a copy. ``stories.rows`` writes it in the transaction of each change, and ``rotativa stories rebuild`` computes it
afresh and says whether it differed. It holds identities of others, never their words.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an article stands."""

    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("to be read")
    SCHEDULED = "scheduled", _("scheduled")
    OUT = "out", _("out")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ArticleRow(models.Model):
    """One article."""

    article = models.OneToOneField(
        "stories.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="row"
    )
    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="rows")
    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    since = models.DateTimeField(_("in this state since"))
    changed = models.DateTimeField(_("last change"))
    actor_name = models.CharField(_("who changed it last"), max_length=200, blank=True)
    scheduled_at = models.DateTimeField(_("scheduled for"), null=True)
    held = models.JSONField(_("gates that hold the schedule"), default=list)
    asked = models.BooleanField(_("somebody is asked to read it"), default=False)
    edited = models.BooleanField(_("the draft differs from what is public"), default=False)

    # For the desk's list, which one index answers in its order: the story's own columns, the same in all of its rows.
    in_work = models.BooleanField(_("somebody works on it"), default=False)
    first_in = models.CharField(_("edition of the original"), max_length=35, default="")
    owner = models.BigIntegerField(_("who has it"), null=True)
    story_changed = models.DateTimeField(_("last change of the story"), default=timezone.now)

    draft_headline = models.CharField(_("headline of the draft"), max_length=255, blank=True)
    draft_standfirst = models.TextField(_("standfirst of the draft"), blank=True)
    draft_section = models.BigIntegerField(_("section of the draft"), null=True)
    draft_kind = models.BigIntegerField(_("kind of the draft"), null=True)

    snapshot = models.PositiveIntegerField(_("snapshot that is public"), null=True)
    headline = models.CharField(_("public headline"), max_length=255, blank=True)
    standfirst = models.TextField(_("public standfirst"), blank=True)
    kicker = models.TextField(_("public kicker"), blank=True)
    section = models.BigIntegerField(_("public section"), null=True)
    kind = models.BigIntegerField(_("public kind"), null=True)
    picture = models.BigIntegerField(_("public lead picture"), null=True)
    is_over = models.BooleanField(_("its coverage has ended"), default=False)
    authors = models.JSONField(_("public authors"), default=list)
    first_published = models.DateTimeField(_("first published"), null=True)
    updated = models.DateTimeField(_("updated"), null=True)
    month = models.CharField(_("month of first publication"), max_length=7, blank=True)
    day = models.CharField(_("day of first publication"), max_length=10, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of an article")
        verbose_name_plural = _("rows of articles")
        constraints = (models.UniqueConstraint(fields=["story", "edition"], name="stories_row_edition"),)
        indexes = (
            models.Index(fields=["edition", "state", "-first_published", "-article"], name="stories_row_latest"),
            models.Index(
                fields=["edition", "state", "section", "-first_published", "-article"], name="stories_row_section"
            ),
            models.Index(fields=["edition", "state", "kind", "-first_published", "-article"], name="stories_row_kind"),
            models.Index(fields=["edition", "state", "month"], name="stories_row_month"),
            models.Index(fields=["edition", "state", "kind", "month"], name="stories_row_kind_month"),
            models.Index(fields=["edition", "state", "day"], name="stories_row_day"),
            models.Index(fields=["edition", "state", "section", "month"], name="stories_row_section_month"),
            models.Index(fields=["edition", "state", "-since"], name="stories_row_since"),
            models.Index(fields=["scheduled_at"], name="stories_row_scheduled"),
            models.Index(
                fields=["-story_changed", "-story"], condition=models.Q(in_work=True), name="stories_row_in_work"
            ),
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
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.headline or self.draft_headline}"


class _ListedRow(models.Model):
    """A public article in the list of something: when it came out first puts it in its place there."""

    article = models.ForeignKey("stories.ArticlePage", on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    first_published = models.DateTimeField(_("first published"))
    month = models.CharField(_("month of first publication"), max_length=7)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class ArticleTopicRow(_ListedRow):
    """A public article under a topic."""

    topic = models.BigIntegerField(_("topic"))

    class Meta:
        verbose_name = _("row of an article under a topic")
        verbose_name_plural = _("rows of articles under topics")
        constraints = (models.UniqueConstraint(fields=["article", "topic"], name="stories_topic_once"),)
        indexes = (
            models.Index(fields=["edition", "topic", "-first_published", "-article"], name="stories_topic_latest"),
            models.Index(fields=["edition", "topic", "month"], name="stories_topic_month"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} {self.topic}"


class ArticleAuthorRow(_ListedRow):
    """A public article by a person: who wrote, translated or reviewed it."""

    author = models.BigIntegerField(_("author"))

    class Meta:
        verbose_name = _("row of an article by a person")
        verbose_name_plural = _("rows of articles by persons")
        constraints = (models.UniqueConstraint(fields=["article", "author"], name="stories_author_once"),)
        indexes = (
            models.Index(fields=["edition", "author", "-first_published", "-article"], name="stories_author_latest"),
            models.Index(fields=["edition", "author", "month"], name="stories_author_month"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} {self.author}"


class ArticlePassageRow(_ListedRow):
    """A public article that uses a passage of background."""

    passage = models.BigIntegerField(_("passage"))

    class Meta:
        verbose_name = _("row of an article with a passage")
        verbose_name_plural = _("rows of articles with passages")
        constraints = (models.UniqueConstraint(fields=["article", "passage"], name="stories_article_passage_once"),)
        indexes = (
            models.Index(fields=["edition", "passage", "-first_published", "-article"], name="stories_passage_latest"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} {self.passage}"


class StoryRow(models.Model):
    """One story, for the desk's list by newest change."""

    story = models.OneToOneField("stories.Story", primary_key=True, on_delete=models.CASCADE, related_name="row")
    original_edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    changed = models.DateTimeField(_("last change"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of a story")
        verbose_name_plural = _("rows of stories")
        indexes = (models.Index(fields=["-changed", "-story"], name="stories_story_changed"),)

    def __str__(self) -> str:
        return str(self.story_id)
