from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Share(models.Model):
    """A link that shows an article to somebody without an account, such as a lawyer, for a while."""

    article = models.ForeignKey(
        "stories.ArticlePage", on_delete=models.CASCADE, related_name="shares", verbose_name=_("article")
    )
    nonce = models.CharField(_("name in the link"), max_length=32, unique=True)
    text = models.JSONField(
        _("text"), null=True, help_text=_("The version that it shows; empty: always the newest draft.")
    )
    files = models.CharField(
        _("files"),
        max_length=64,
        blank=True,
        help_text=_("What stands for the files of this version when it was made."),
    )
    for_whom = models.CharField(_("for whom"), max_length=100, blank=True)
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    made = models.DateTimeField(_("made"))
    ends = models.DateTimeField(_("ends"))
    taken_back = models.DateTimeField(_("taken back"), null=True)
    seen = models.PositiveIntegerField(_("how often it was looked at"), default=0)
    last_seen = models.DateTimeField(_("last looked at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link for somebody outside")
        verbose_name_plural = _("links for somebody outside")

    def __str__(self) -> str:
        return f"{self.article_id} {self.for_whom}"
