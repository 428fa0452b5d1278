"""The zones of a front, and how many stories each takes: in one place, for the desk, the verbs and the printed page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Arrangement(models.TextChoices):
    """How a front is set. An editor chooses it; nothing is chosen by a clock."""

    LEAD = "lead", _("Ordinary day")
    BIG = "big", _("Big news")
    QUIET = "quiet", _("Quiet day")


class ZoneName(models.TextChoices):
    """The zones, in the order in which an editor thinks of them."""

    BREAKING = "breaking", _("Breaking")
    LEAD = "lead", _("Lead")
    MORE = "more", _("More on the lead")
    SECONDARY = "secondary", _("Beside the lead")
    OPINION = "opinion", _("Opinion")
    FOUR = "four", _("Row of four")
    STRIP = "strip", _("Section")
    PICTURES = "pictures", _("Large picture, map or chart")
    LATEST = "latest", _("Latest")


@dataclass(frozen=True)
class Limits:
    """How many places a zone has for what is chosen, and up to how many stories it fills itself."""

    chosen: int
    filled: int


_ALWAYS: Mapping[str, Limits] = {
    ZoneName.BREAKING: Limits(3, 0),
    ZoneName.LEAD: Limits(1, 1),
    ZoneName.OPINION: Limits(4, 4),
    ZoneName.STRIP: Limits(7, 7),
    ZoneName.PICTURES: Limits(2, 0),
    ZoneName.LATEST: Limits(0, 30),
}
LIMITS: Mapping[str, Mapping[str, Limits]] = {
    Arrangement.LEAD: {**_ALWAYS, "more": Limits(2, 0), "secondary": Limits(3, 3), "four": Limits(4, 4)},
    Arrangement.BIG: {**_ALWAYS, "more": Limits(4, 0), "secondary": Limits(4, 0), "four": Limits(4, 4)},
    Arrangement.QUIET: {**_ALWAYS, "more": Limits(2, 0), "secondary": Limits(6, 6), "four": Limits(4, 0)},
}
"""By arrangement and zone. The limits of a strip are those of each one."""

MOST_STRIPS = 8
"""So many strips an editor may choose."""
STRIPS_BY_THEMSELVES: Mapping[str, int] = {Arrangement.LEAD: 3, Arrangement.BIG: 2, Arrangement.QUIET: 0}
"""So many sections stand there where no strip was chosen, in their order."""
FEWEST_IN_A_STRIP = 3
"""A section with fewer stories left makes no strip by itself."""
