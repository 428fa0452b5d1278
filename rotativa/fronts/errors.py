"""What the verbs of fronts refuse beside what those of stories do, in words for an editor."""

from django.utils.translation import gettext as _

from rotativa.stories.errors import Impossible


class Rescheduled(Impossible):
    """Somebody has scheduled another front since the actor looked."""

    def __init__(self, who: str) -> None:
        super().__init__(_("%(who)s scheduled another front meanwhile. Look at it, then try again.") % {"who": who})


class Overtaken(Impossible):
    """Somebody else was quicker: nothing was overwritten."""

    def __init__(self, who: str) -> None:
        by = _("by %(who)s") % {"who": who} if who else _("by somebody else")
        super().__init__(
            _("This front was changed meanwhile, %(by)s. Look at it as it is now, then try again.") % {"by": by}
        )


class Moved(Impossible):
    """Somebody else has published a navigation since the actor looked."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s published another navigation meanwhile. Look at it, then publish yours again.") % {"who": who}
        )
