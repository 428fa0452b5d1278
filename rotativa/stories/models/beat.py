from django.db import models
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """The last sign of life of a process that works in the background, so that the desk sees when it stands still."""

    name = models.CharField(_("process"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("last seen"))
    note = models.CharField(_("what it did"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name
