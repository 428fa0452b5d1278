import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, PagePermissionTester

from rotativa.kit import languages, slugs


class Direction(models.TextChoices):
    """How the lines of a script run."""

    LEFT_TO_RIGHT = "ltr", _("left to right")
    RIGHT_TO_LEFT = "rtl", _("right to left")


class Weekday(models.IntegerChoices):
    """Days as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class _Fixed(PagePermissionTester):
    """What people may do to a container itself: write below it, nothing else."""

    def can_edit(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False


class EditionRoot(Page):
    """The plain container that holds the articles of one edition in Wagtail's page tree.

    ``add_edition`` makes it; nobody makes, edits, moves, publishes or deletes one by hand. It is no page that readers
    see: their addresses are given out by ``addresses`` and know nothing of this tree.
    """

    is_creatable = False
    parent_page_types = ()

    class Meta:
        verbose_name = _("container of an edition")
        verbose_name_plural = _("containers of editions")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What ``user`` may do here, in Wagtail's screens and bulk actions."""
        return _Fixed(user, self)


class Edition(models.Model):
    """The publication in one language."""

    code = models.CharField(
        _("language tag"),
        max_length=languages.LONGEST_TAG,
        unique=True,
        error_messages={"unique": _("There is an edition in this language already.")},
        help_text=_("BCP 47, such as es or pt-BR. It is never changed."),
    )
    name = models.CharField(_("name of the publication"), max_length=100)
    language = models.CharField(
        _("language"), max_length=100, help_text=_("The language's name in itself, such as Español.")
    )
    prefix = models.CharField(
        _("address prefix"),
        max_length=63,
        unique=True,
        error_messages={"unique": _("Another edition has this prefix.")},
        help_text=_("First part of every address of this edition. It is never changed."),
    )
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", help_text=_("Such as Europe/Madrid."))
    zone_label = models.CharField(
        _("label of the time zone"),
        max_length=20,
        blank=True,
        help_text=_("What readers see behind a time, such as GMT."),
    )
    direction = models.CharField(_("direction of script"), max_length=3, choices=Direction.choices)
    numerals = models.CharField(
        _("numerals"),
        max_length=10,
        default="latn",
        help_text=_("Numbering system by its CLDR name, such as latn or arab."),
    )
    first_weekday = models.PositiveSmallIntegerField(
        _("first day of the week"), choices=Weekday.choices, default=Weekday.MONDAY, validators=(MaxValueValidator(6),)
    )
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    contact = models.CharField(
        _("contact"), max_length=254, blank=True, help_text=_("An address where readers reach the newsroom.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The place among the editions, from small to large.")
    )
    locale = models.OneToOneField(
        Locale, on_delete=models.PROTECT, related_name="edition", editable=False, verbose_name=_("locale")
    )
    container = models.OneToOneField(
        EditionRoot,
        on_delete=models.PROTECT,
        related_name="edition",
        editable=False,
        verbose_name=_("container of its articles"),
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def clean(self) -> None:
        """Refuses what no page could be printed with; says per field what is wrong."""
        wrong: dict[str, str] = {}
        why_not = slugs.why_not(self.prefix)
        if why_not:
            wrong["prefix"] = why_not
        if self.zone not in zoneinfo.available_timezones():
            wrong["zone"] = _("“%(zone)s” is not a time zone. It is written like “Europe/Madrid”.") % {
                "zone": self.zone
            }
        if not languages.writes_numbers(self.code, self.numerals):
            wrong["numerals"] = _("CLDR knows no numerals “%(name)s”. They are named like “latn” or “arab”.") % {
                "name": self.numerals
            }
        if wrong:
            raise ValidationError(wrong)
