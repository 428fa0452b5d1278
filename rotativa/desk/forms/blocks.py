"""Forms in which a text is put together of blocks, on a version of it that the person looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class InPart(ValueError):
    """A form of which a part is missing, or no form of ours: it can be neither read nor shown again."""

    def __init__(self) -> None:
        super().__init__(_("The form arrived in part. Nothing was saved."))


class BlocksForm(forms.BaseForm):
    """A form with blocks, and in ``seen`` what the person looked at. Raises ``InPart`` when it is read."""

    def full_clean(self) -> None:
        if self.is_bound:
            self._read_all()
        super().full_clean()

    def look_again(self, seen: object) -> None:
        """The person is told that it is another by now: to save once more is meant, then."""
        arrived: Any = self.data
        kept = arrived.copy()
        kept["seen"] = str(seen)
        self.data = kept

    def _read_all(self) -> None:
        """Wagtail's blocks take for granted that their number and the marks of each were sent, and are numbers."""
        try:
            for name in self.fields:
                _read = self[name].data
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InPart from error
