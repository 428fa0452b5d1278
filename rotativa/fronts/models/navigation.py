from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.kit.things import Thing, thing
from rotativa.stories.models.snapshot import Published


class NavigationVersion(Published):
    """What the bar and the foot of an edition lead to, as it was published; the one with the highest number holds."""

    edition: Any = models.ForeignKey(
        "editions.Edition", to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    plan: Any = models.JSONField(_("plan"))

    class Meta:
        verbose_name = _("version of a navigation")
        verbose_name_plural = _("versions of navigations")
        constraints = (models.UniqueConstraint(fields=["edition", "number"], name="fronts_navigation_number"),)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"


def navigation_thing(edition: str) -> Thing:
    """The name of an edition's navigation in facts and facets."""
    return thing("navigation", edition)
