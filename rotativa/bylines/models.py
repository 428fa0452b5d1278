from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.editions.lasting import Lasting
from rotativa.editions.naming import AddressedName, all_names


class Author(Lasting):
    """Who signs stories: a person, a desk or a guest, in all editions that name them. Needs no account."""

    portrait = models.ForeignKey(
        "pictures.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return all_names(self.names)


class AuthorName(AddressedName):
    """An author in one edition, with a page of their own there."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="names", verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=100, blank=True, help_text=_("Such as “Middle East correspondent”."))
    biography = models.TextField(
        _("biography"),
        max_length=2000,
        blank=True,
        help_text=_("A few sentences for readers, on top of the author's page."),
    )

    class Meta(AddressedName.Meta):
        verbose_name = _("name of an author")
        verbose_name_plural = _("names of authors")
        constraints = (models.UniqueConstraint(fields=["author", "edition"], name="bylines_author_named_once"),)
