from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What a path is to its thing."""

    CURRENT = "current", _("leads to the thing")
    FORMER = "former", _("redirects to where the thing is now")
    GONE = "gone", _("withdrawn: answers 410")


class Address(models.Model):
    """A path and the thing that it was given to.

    A redirect names no second path: it leads to its thing, and the thing has one current path. So every redirect is one
    step long and none can turn in a circle.
    """

    path = models.CharField(_("path"), max_length=1000, unique=True)
    thing = models.CharField(_("thing"), max_length=100, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = (
            models.UniqueConstraint(
                fields=["thing"], condition=~Q(state=State.FORMER), name="addresses_one_place_a_thing"
            ),
        )

    def __str__(self) -> str:
        return self.path
