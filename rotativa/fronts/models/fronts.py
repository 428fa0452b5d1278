from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.kit.things import Thing, thing
from rotativa.stories.models.snapshot import Published


class PublishedFront(Published):
    """A front as it was published: frozen, numbered within its edition, and never changed again."""

    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    composition = models.JSONField(_("composition"))
    restores = models.PositiveIntegerField(
        _("number of the front that it brought back"), null=True, help_text=_("0 is the front that fills itself.")
    )

    class Meta:
        verbose_name = _("published front")
        verbose_name_plural = _("published fronts")
        constraints = (models.UniqueConstraint(fields=["edition", "number"], name="fronts_published_number"),)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"


class PictureUse(models.Model):
    """An edition whose front has ever shown a picture that was chosen for a place. Added with the first, and kept."""

    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    picture = models.BigIntegerField(_("picture"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public use of a picture on a front")
        verbose_name_plural = _("public uses of pictures on fronts")
        constraints = (models.UniqueConstraint(fields=["picture", "edition"], name="fronts_picture_use_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.picture}"


class Front(models.Model):
    """The front of an edition: its draft, the one that readers have, and the one that is to come."""

    edition = models.OneToOneField(
        "editions.Edition",
        to_field="code",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("edition"),
    )
    draft = models.JSONField(_("composition of the draft"))
    version = models.PositiveIntegerField(_("version of the draft"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True)
    saved_by = models.CharField(_("saved by"), max_length=200, blank=True)
    public = models.OneToOneField(
        PublishedFront,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("published front"),
        help_text=_("Without one, the front fills itself."),
    )
    scheduled = models.JSONField(_("composition that is scheduled"), null=True)
    scheduled_at = models.DateTimeField(_("scheduled for"), null=True, db_index=True)
    scheduled_by = models.CharField(_("scheduled by"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")

    def __str__(self) -> str:
        return self.edition_id


def front_thing(edition: str) -> Thing:
    """The name of an edition's front in facts and facets."""
    return thing("front", edition)
