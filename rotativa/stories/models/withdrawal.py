from django.db import models
from django.utils.translation import gettext_lazy as _


class Withdrawal(models.Model):
    """An article that is withdrawn: since when, and what its address tells readers of it. Gone when it is out again."""

    article = models.OneToOneField(
        "stories.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="withdrawal"
    )
    at = models.DateTimeField(_("withdrawn"))
    headline = models.CharField(
        _("headline that readers are told"),
        max_length=255,
        blank=True,
        help_text=_("Empty: they are not told which article stood there."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("withdrawal of an article")
        verbose_name_plural = _("withdrawals of articles")

    def __str__(self) -> str:
        return str(self.article_id)

    @property
    def tells(self) -> bool:
        """Whether readers are told which article stood there."""
        return bool(self.headline)

    @property
    def stands(self) -> str:
        """What stands for which withdrawal it is, and what its address tells of it."""
        return f"{self.at.isoformat()} {'told' if self.tells else 'kept'}"
