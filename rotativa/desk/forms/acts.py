"""What is asked before an act on an article."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.editions.queries import Masthead


class StandingForm(forms.Form):
    """How readers found it when this was asked: if it went out or was withdrawn since, the act is refused."""

    stands = forms.CharField(max_length=40, widget=forms.HiddenInput)


class VersionForm(StandingForm):
    """Exactly the version that was looked at: if another was saved since, the act is refused, to be looked at again."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WhenForm(VersionForm):
    """A time on the clock of the edition."""

    when = forms.DateTimeField(
        label=gettext_lazy("When"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(edition.zone)
        self.fields["when"].help_text = _("On the clock of this edition: %(zone)s, where it is %(now)s now.") % {
            "zone": edition.zone,
            "now": f"{timezone.now().astimezone(self.zone):%H:%M}",
        }

    def clean_when(self) -> datetime:
        """The moment meant. An hour that the clock skips, or shows twice, is not guessed at."""
        given: datetime = self.cleaned_data["when"]
        wall = given.replace(tzinfo=None)
        moments = [
            moment for moment in (wall.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1)) if _shows(moment, wall)
        ]
        if not moments:
            raise forms.ValidationError(
                _("The clock skips this time that night: it goes forward an hour. Choose another.")
            )
        if moments[0].utcoffset() != moments[-1].utcoffset():
            raise forms.ValidationError(
                _("The clock shows this time twice that night: it goes back an hour. Choose another.")
            )
        if moments[0] <= timezone.now():
            raise forms.ValidationError(_("This time has passed. To send it out at once, use “Send out…”."))
        return moments[0]


class ReasonForm(StandingForm):
    """Why: kept in the daybook, for colleagues; readers do not see it."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "For the daybook, where everybody of the newsroom can read it. Never a word about a source."
        ),
    )


class AddressForm(forms.Form):
    """The last part of the address."""

    slug = forms.CharField(label=gettext_lazy("New last part of the address"), max_length=255, strip=True)

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].widget.attrs |= {"lang": edition.code, "dir": edition.direction}


def _shows(moment: datetime, wall: datetime) -> bool:
    """Whether the clock really shows that time at that moment."""
    return moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo).replace(tzinfo=None) == wall
