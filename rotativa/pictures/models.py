from pathlib import PurePath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from rotativa.kit.slugs import shorten
from rotativa.kit.things import Thing, thing
from rotativa.pictures.credit import Named
from rotativa.pictures.fields import DayField, OriginalField
from rotativa.pictures.metadata.told import Told

NAME_BYTES = 40


class Picture(AbstractImage):
    """A picture with what stays with it, whoever uses it: what it shows, who made it, where and when."""

    title = models.CharField(
        _("working name"), max_length=255, help_text=_("For finding it in the desk. Readers never see it.")
    )
    file = OriginalField(verbose_name=_("file"), max_length=120)
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=2000,
        help_text=_("What it shows, for colleagues; stays with the picture. The caption belongs to each use of it."),
    )
    credit = models.CharField(
        _("credit"),
        blank=True,
        max_length=200,
        help_text=_("Who made it, as readers are told. Nothing goes out without a credit."),
    )
    agency = models.CharField(
        _("agency"),
        blank=True,
        max_length=200,
        help_text=_("Agency, archive or newsroom it comes from; stands behind the credit."),
    )
    copyright = models.CharField(
        _("copyright"),
        blank=True,
        max_length=200,
        help_text=_("As it must be written into every file. Where it is empty, credit and agency are."),
    )
    place = models.CharField(_("place, for readers"), blank=True, max_length=200, help_text=_("Where it was taken."))
    taken = DayField(_("day"), blank=True, help_text=_("When it was taken: 1987-04-30, or only 1987-04, or only 1987."))

    phone = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        # The verb that deletes pictures refuses where one is another's version for phones.
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("on phones"),
        help_text=_("Another picture that stands in its place on narrow screens: a map with larger letters, say."),
    )

    packed = models.BooleanField(_("all files made"), default=False, db_index=True, editable=False)
    told = models.JSONField(_("found in the file"), default=dict, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "agency",
        "copyright",
        "place",
        "taken",
        "phone",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = (
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        index.SearchField("agency"),
        index.SearchField("place"),
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def thing(self) -> Thing:
        """Its name in facts and facets."""
        return thing("picture", self.pk)

    @property
    def named(self) -> Named:
        """Who must be named in its files."""
        return Named(self.credit, self.agency, self.copyright)

    @property
    def found(self) -> Told:
        """What its file tells, to be offered."""
        return Told.from_json(self.told)

    @property
    def focus(self) -> tuple[float, float]:
        """What matters in it, 0 to 1 from the upper left; the middle where nobody said."""
        if self.focal_point_x is None or self.focal_point_y is None:
            return 0.5, 0.5
        return round(min(1.0, self.focal_point_x / self.width), 4), round(min(1.0, self.focal_point_y / self.height), 4)

    def clean_only(self, *names: str) -> None:
        """Checks these columns and no others. Raises ``ValidationError``, by field."""
        self.clean_fields(exclude={field.name for field in self._meta.concrete_fields}.difference(names))
        if "phone" in names:
            self._check_phone()

    def _check_phone(self) -> None:
        other = Picture.objects.filter(pk=self.phone_id).only("phone", "credit").first()
        if other is None:
            return
        if other.pk == self.pk:
            raise ValidationError({"phone": gettext("Choose another picture than this one.")})
        if other.phone_id is not None or Picture.objects.filter(phone=self.pk or 0).exists():
            raise ValidationError({"phone": gettext("A version for phones has no version for phones itself.")})
        if not other.credit:
            raise ValidationError({"phone": gettext("That picture has no credit yet.")})

    def get_upload_to(self, filename: str) -> str:
        """A path that nobody guesses and every file system takes, whatever the file was called."""
        path = PurePath(filename)
        stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in path.stem)
        return f"originals/{uuid4().hex}-{shorten(stem.strip('-'), NAME_BYTES) or 'picture'}{path.suffix.lower()}"


class Rendition(AbstractRendition):
    """A size of a picture for the desk, served to colleagues only."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("thumbnail")
        verbose_name_plural = _("thumbnails")

    def get_upload_to(self, filename: str) -> str:
        return f"thumbnails/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class AltText(models.Model):
    """What a picture shows, in one language, for those who cannot see it. No caption: that belongs to each use."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="alt_texts", verbose_name=_("picture"))
    edition = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    text = models.CharField(_("alt text"), max_length=500)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("alt text")
        verbose_name_plural = _("alt texts")
        constraints = (models.UniqueConstraint(fields=["picture", "edition"], name="pictures_one_alt_text"),)

    def __str__(self) -> str:
        return self.text


class PublicRendition(models.Model):
    """One file that readers can get. A new credit or a new original makes new ones; those before are ``retired``.

    Retired files stay readable for a while, because a page that is being printed at that moment may still name them.
    """

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="public", verbose_name=_("picture"))
    format = models.CharField(_("format"), max_length=8)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    path = models.CharField(_("path"), max_length=60, db_index=True)
    sha256 = models.CharField(_("hash"), max_length=64)
    bytes = models.PositiveIntegerField(_("bytes"))
    retired = models.DateTimeField(_("retired"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public file")
        verbose_name_plural = _("public files")
        constraints = (
            models.UniqueConstraint(
                fields=["picture", "format", "width"],
                condition=models.Q(retired__isnull=True),
                name="pictures_one_public_file",
            ),
        )
        indexes = (models.Index(fields=["retired"], name="pictures_retired"),)

    def __str__(self) -> str:
        return self.path
