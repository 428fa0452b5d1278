from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _

from rotativa.editions.contacts import is_a_page, require_contact
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
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("An e-mail address, or an address that begins with https://. Readers see it."),
    )
    key = models.CharField(
        _("key"),
        max_length=200,
        blank=True,
        help_text=_("Where the key for encrypted mail lies: an address that begins with https://."),
    )

    def clean(self) -> None:
        """Links lead there: nothing else may stand in their place."""
        super().clean()
        require_contact(self.contact)
        if self.key and not is_a_page(self.key):
            raise ValidationError({"key": gettext("An address that begins with https://.")})

    class Meta(AddressedName.Meta):
        verbose_name = _("name of an author")
        verbose_name_plural = _("names of authors")
        constraints = (models.UniqueConstraint(fields=["author", "edition"], name="bylines_author_named_once"),)
