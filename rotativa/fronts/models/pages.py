from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.editions.naming import AddressedName, all_names
from rotativa.fronts.blocks import PageBlocks
from rotativa.kit.things import Thing, thing
from rotativa.stories.blocks import BodyField
from rotativa.stories.models.snapshot import FrozenText


class PageKind(models.TextChoices):
    """What a plain page is about, for machines that read it."""

    ABOUT = "about", _("Who we are")
    CONTACT = "contact", _("How to reach us")
    CORRECTIONS = "corrections", _("How we correct")
    METHOD = "method", _("How we work")
    OTHER = "other", _("Something else")


MACHINE_TYPES: Mapping[str, str] = {PageKind.ABOUT: "AboutPage", PageKind.CONTACT: "ContactPage"}
"""What schema.org calls pages of these kinds. Any other is a ``WebPage``."""

POLICIES: Mapping[str, str] = {PageKind.CORRECTIONS: "correctionsPolicy", PageKind.METHOD: "publishingPrinciples"}
"""What pages of these kinds are to a newsroom, by its properties in schema.org."""


class PageState(models.TextChoices):
    """What readers have of a plain page in one edition."""

    DRAFT = "draft", _("draft only")
    OUT = "out", _("readers have it")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PlainPage(models.Model):
    """A page of the newsroom about itself: the same in all editions, written once in each."""

    kind = models.CharField(
        _("about"),
        max_length=20,
        choices=PageKind.choices,
        default=PageKind.OTHER,
        help_text=_("Tells search engines what the page is."),
    )

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
        ordering = ("pk",)

    def __str__(self) -> str:
        return all_names(self.names)

    @property
    def thing(self) -> Thing:
        """Its name in facts and facets."""
        return thing("page", self.pk)


class PageText(AddressedName):
    """A plain page in one edition: its title and address, the draft, and which snapshot of it readers have."""

    page = models.ForeignKey(PlainPage, on_delete=models.CASCADE, related_name="names", verbose_name=_("page"))
    body = BodyField(PageBlocks(), blank=True, verbose_name=_("text"))
    state = models.CharField(
        _("state"), max_length=10, choices=PageState.choices, default=PageState.DRAFT, editable=False
    )
    snapshot = models.PositiveIntegerField(_("newest snapshot"), null=True, editable=False)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    saved_by = models.CharField(_("saved by"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta(AddressedName.Meta):
        verbose_name = _("text of a plain page")
        verbose_name_plural = _("texts of plain pages")
        constraints = (models.UniqueConstraint(fields=["page", "edition"], name="fronts_page_once"),)

    def __str__(self) -> str:
        return f"{self.page_id}@{self.edition_id}"


class PageSnapshot(FrozenText):
    """A plain page as it was published in an edition: frozen and numbered."""

    page = models.ForeignKey(PlainPage, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("page"))
    edition: Any = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )

    class Meta:
        verbose_name = _("snapshot of a plain page")
        verbose_name_plural = _("snapshots of plain pages")
        constraints = (
            models.UniqueConstraint(fields=["page", "edition", "number"], name="fronts_page_snapshot_number"),
        )

    def __str__(self) -> str:
        return f"{self.page_id}@{self.edition_id}/{self.number}"
