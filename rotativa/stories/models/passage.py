from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.kit.things import Thing, thing
from rotativa.stories.blocks import BodyField, PassageBlocks
from rotativa.stories.models.snapshot import FrozenText


class Passage(models.Model):
    """Background that many articles use: the same in all editions, written once in each."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("For the desk: by this it is found. Readers do not see it.")
    )

    removed = models.BooleanField(_("removed"), default=False, editable=False)

    # The read table keeps which articles use it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("background passage")
        verbose_name_plural = _("background passages")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def thing(self) -> Thing:
        """Its name in facts and facets."""
        return thing("passage", self.pk)


class PassageText(models.Model):
    """A passage in one edition: the draft, and which snapshot of it is out."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="texts", verbose_name=_("passage"))
    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = BodyField(PassageBlocks(), blank=True, verbose_name=_("background"))
    keeper = models.ForeignKey(
        "bylines.Author",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("kept by"),
    )
    checked = models.DateField(_("last checked"), null=True, blank=True)
    snapshot = models.PositiveIntegerField(_("snapshot that is out"), null=True, editable=False)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    saved_by = models.CharField(_("saved by"), max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a passage")
        verbose_name_plural = _("texts of passages")
        constraints = (models.UniqueConstraint(fields=["passage", "edition"], name="stories_passage_once"),)

    def __str__(self) -> str:
        return f"{self.passage_id}@{self.edition_id}"


class PassageSnapshot(FrozenText):
    """A passage as it was published in an edition: frozen, numbered, hashed part by part."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("passage"))
    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    body: Any = models.JSONField(
        _("body as it was written"),
        null=True,
        help_text=_("From this a draft is made again; the earliest snapshots lack it."),
    )

    class Meta:
        verbose_name = _("snapshot of a passage")
        verbose_name_plural = _("snapshots of passages")
        constraints = (
            models.UniqueConstraint(fields=["passage", "edition", "number"], name="stories_passage_snapshot_number"),
        )

    def __str__(self) -> str:
        return f"{self.passage_id}@{self.edition_id}/{self.number}"
