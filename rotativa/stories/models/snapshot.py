from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frozen(models.QuerySet[Any]):
    """Rows that are added and read, nothing else."""

    def update(self, **_changes: Any) -> NoReturn:
        raise TypeError("a snapshot is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("a snapshot is never deleted")


class Published(models.Model):
    """What was published, by whom and when: numbered, and never changed again."""

    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published"))
    actor_id = models.CharField(_("actor"), max_length=80)
    actor_name = models.CharField(_("name of the actor"), max_length=200)

    objects = Frozen.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class FrozenText(Published):
    """A text as it was published, hashed part by part."""

    text: Any = models.JSONField(_("text"))
    hashes = models.JSONField(_("hashes of the parts"))
    fingerprint = models.CharField(_("fingerprint of the whole"), max_length=32)

    class Meta:
        abstract = True


class Snapshot(FrozenText):
    """The text of an article as it was published: frozen, numbered, hashed part by part."""

    article = models.ForeignKey(
        "stories.ArticlePage", on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("article")
    )
    revision = models.BigIntegerField(
        _("version"),
        null=True,
        db_index=True,
        help_text=_("The version in Wagtail that it was frozen from; kept as it was then."),
    )
    near = models.JSONField(
        _("stories near it"),
        default=list,
        help_text=_("Those with the same topics, as they were chosen when it went out."),
    )

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = (models.UniqueConstraint(fields=["article", "number"], name="stories_snapshot_number"),)

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"


class _PublicUse(models.Model):
    """An article that has ever brought something to readers."""

    article = models.ForeignKey(
        "stories.ArticlePage", on_delete=models.PROTECT, related_name="+", verbose_name=_("article")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class DocumentUse(_PublicUse):
    """An article that has ever offered a document to readers. Added with the first snapshot that does, and kept."""

    document = models.BigIntegerField(_("document"))

    class Meta:
        verbose_name = _("public use of a document")
        verbose_name_plural = _("public uses of documents")
        constraints = (models.UniqueConstraint(fields=["document", "article"], name="stories_document_use_once"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.document}"


class PictureUse(_PublicUse):
    """An article that has ever shown a picture to readers. Added with the first snapshot that does, and kept."""

    picture = models.BigIntegerField(_("picture"))

    class Meta:
        verbose_name = _("public use of a picture")
        verbose_name_plural = _("public uses of pictures")
        constraints = (models.UniqueConstraint(fields=["picture", "article"], name="stories_picture_use_once"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.picture}"
