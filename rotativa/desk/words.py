"""The desk's words for states: a shape and a word each, never a colour alone."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, tuple[str, Promise]] = {
    "out": ("rot-out", _("out")),
    "draft": ("rot-draft", _("draft")),
    "waiting": ("rot-waiting", _("to be read")),
    "scheduled": ("rot-scheduled", _("scheduled")),
    "held": ("rot-held", _("held by a gate")),
    "withdrawn": ("rot-withdrawn", _("withdrawn")),
    "none": ("rot-none", _("no edition")),
}
