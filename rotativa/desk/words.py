"""The desk's words for states (a shape and a word each, never a colour alone), and for what the press did."""

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

OUTCOMES: dict[str, Promise] = {
    "printed": _("printed"),
    "same": _("printed again, nothing differed"),
    "removed": _("removed"),
}
"""What printing a page came to, by ``press.models.Outcome``."""

CAUSES: dict[str, Promise] = {
    "a new build": _("because Rotativa was brought up to date"),
    "its instant": _("because its time had come"),
    "asked for by hand": _("because somebody asked for it by hand"),
    "a page names it": _("because a page names it"),
    "a page names it no more": _("because no page names it any more"),
    "nothing needs it any more": _("because nothing needs it any more"),
    "an answer that no fact explains": _("because something had changed of which no fact tells"),
}
"""Why a page was printed, where it was no fact of the daybook; the press writes these causes into its log."""

FINDINGS: dict[str, Promise] = {
    "stale": _("stale"),
    "missing": _("missing"),
    "left over": _("left over"),
}
"""What a verification found, by ``press.verifying.Wrong``."""
