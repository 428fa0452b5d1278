from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from rotativa.documents.files import called
from rotativa.documents.metadata.told import Told
from rotativa.kit.things import Thing, thing


class ReaderDocument(AbstractDocument):
    """A file that articles offer to readers, as it came in. Its name on the disk is its name in its public address."""

    title = models.CharField(
        _("working name"),
        max_length=255,
        help_text=_("For finding it in the desk. What readers see is written where it is used."),
    )
    file = models.FileField(_("file"), upload_to="documents", max_length=160)
    public_name = models.CharField(
        _("name in its address"),
        max_length=60,
        blank=True,
        help_text=_(
            "What readers see of its name, in the address and when they keep it. Empty: “document”. What the file is "
            "called that you send is never shown to them."
        ),
    )
    told = models.JSONField(_("found in the file"), default=dict, blank=True, editable=False)

    admin_form_fields = ("title", "file", "public_name", "collection", "tags")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def thing(self) -> Thing:
        """Its name in facts and facets."""
        return thing("document", self.pk)

    @property
    def path(self) -> str:
        """Where readers find it once a page names it; carries the hash of its bytes."""
        return f"/{self.file.name}"

    @property
    def filename(self) -> str:
        """What lists of the desk call its file, and what it is called when somebody there keeps it."""
        return called(str(self.file.name))

    @property
    def url(self) -> str:
        """Where people of the desk find it, whether it is public or not."""
        return str(self.file.url)

    @property
    def found(self) -> Told:
        """What its file says of whoever made it."""
        return Told.from_json(self.told)

    def clean_names(self) -> None:
        """Checks the working name and the one for readers, and nothing else. Raises ``ValidationError``, by field."""
        self.clean_fields(exclude={field.name for field in self._meta.concrete_fields} - {"title", "public_name"})


class FormerFile(models.Model):
    """A file in whose place another was put. It stays for a while: a page that is being printed may still name it."""

    name = models.CharField(_("name"), max_length=160)
    since = models.DateTimeField(_("since"), auto_now_add=True, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")

    def __str__(self) -> str:
        return self.name
