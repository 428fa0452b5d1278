from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Story(models.Model):
    """One piece of journalism, in all its languages. Any of its articles can be the original."""

    id = models.UUIDField(_("identity"), primary_key=True, default=uuid4, editable=False)
    # Empty only inside the verb that makes the story with its first article.
    original = models.OneToOneField(
        "stories.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("original")
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return str(self.id)
