"""What the verbs of fronts refuse, in words for an editor."""

from django.utils.translation import gettext as _


class Impossible(ValueError):
    """The act makes no sense as things are. The message says why, and what can be done."""


class Overtaken(Impossible):
    """Somebody else was quicker: nothing was overwritten."""

    def __init__(self, who: str) -> None:
        by = _("by %(who)s") % {"who": who} if who else _("by somebody else")
        super().__init__(
            _("This front was changed meanwhile, %(by)s. Look at it as it is now, then try again.") % {"by": by}
        )
