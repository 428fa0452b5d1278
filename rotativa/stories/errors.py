"""What the verbs of the stories refuse, in words for an editor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from rotativa.stories.rules.gate import Gate


class NotReady(ValidationError):
    """The article may not go out: the gates that are open. Wagtail's forms know what to do with its parent class."""

    def __init__(self, gates: Sequence["Gate"]) -> None:
        self.gates = tuple(gates)
        super().__init__([gate.sentence for gate in gates])

    def __str__(self) -> str:
        return " ".join(gate.sentence for gate in self.gates)


class Misused(RuntimeError):
    """Code tried to change an article past its verbs; nothing was changed."""


class Impossible(ValueError):
    """The act makes no sense in the state that the article is in. The message says why, and what can be done."""


class Overtaken(Impossible):
    """Somebody else saved meanwhile: nothing was overwritten."""

    def __init__(self, who: str) -> None:
        by = _("by %(who)s") % {"who": who} if who else _("by somebody else")
        super().__init__(self.told() % {"by": by})

    @staticmethod
    def told() -> str:
        """What was changed, and what can be done."""
        return _("This article was changed meanwhile, %(by)s. Look at the new version, then try again.")


class TextOvertaken(Overtaken):
    """The same of what is no article: background, a plain page."""

    @staticmethod
    def told() -> str:
        return _("This text was changed meanwhile, %(by)s. Look at the new version, then try again.")


class InPart(ValueError):
    """A form of which a part is missing, or no form of ours: it can be neither read nor shown again."""

    def __init__(self) -> None:
        super().__init__(_("The form arrived in part. Nothing was saved."))


class WasPublic(Impossible):
    """What was once public is never deleted."""

    def __init__(self, headline: str) -> None:
        super().__init__(_("“%(headline)s” was public. It cannot be deleted, only withdrawn.") % {"headline": headline})
