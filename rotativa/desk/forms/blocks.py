"""Forms in which a text is put together of blocks, on a version of it that the person looked at."""

from typing import Any

from django import forms

from rotativa.stories.errors import InPart


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
