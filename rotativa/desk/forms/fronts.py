"""What is asked before an act on a front."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rotativa.desk.forms.acts import TimeForm
from rotativa.editions.queries import Masthead


class FrontForm(forms.Form):
    """Exactly the draft that was looked at: if another was saved since, the act is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBackForm(forms.Form):
    """Exactly the front that readers had when this was asked."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class FrontTimeForm(FrontForm, TimeForm):
    """A time on the clock of the edition, for exactly that draft."""

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        told = _("On the clock of this edition: %(zone)s, where it is %(now)s now.")
        super().__init__(*args, zone=edition.zone, help_text=told, **kwargs)

    def has_passed(self) -> str:
        """What is said of a time that has passed."""
        return _("This time has passed. To let it out at once, use “Publish the front”.")


class ScheduleForm(FrontTimeForm):
    """When the front goes out, in the place of exactly the one that was scheduled when this was asked."""

    over = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class EndForm(FrontTimeForm):
    """When a place ends."""

    def has_passed(self) -> str:
        return _("This time has passed. To end it at once, take the story out.")
