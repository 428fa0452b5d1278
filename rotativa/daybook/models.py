from django.db import models
from django.utils.translation import gettext_lazy as _


class FactRow(models.Model):
    """One editorial act. Rows are only ever added, by ``daybook.writing``; actor and things are kept as text."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("verb"), max_length=60)
    actor_id = models.CharField(_("actor"), max_length=80)
    actor_name = models.CharField(_("name of the actor"), max_length=200)
    edition = models.CharField(_("edition"), max_length=35, blank=True)
    things = models.JSONField(_("things it concerns"))
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        indexes = (
            models.Index(fields=["edition", "-id"], name="daybook_edition"),
            models.Index(fields=["verb", "-id"], name="daybook_verb"),
            models.Index(fields=["actor_id", "-id"], name="daybook_actor"),
            models.Index(fields=["at"], name="daybook_at"),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class FactThing(models.Model):
    """A thing that a fact concerns, once more and indexed: the facts about one thing are found by it."""

    id = models.BigAutoField(primary_key=True)
    fact = models.ForeignKey(FactRow, on_delete=models.CASCADE, related_name="+", db_index=False)
    thing = models.CharField(_("thing"), max_length=200)

    class Meta:
        verbose_name = _("thing of a fact")
        verbose_name_plural = _("things of facts")
        indexes = (models.Index(fields=["thing", "-fact"], name="daybook_thing"),)

    def __str__(self) -> str:
        return f"{self.fact_id} {self.thing}"
