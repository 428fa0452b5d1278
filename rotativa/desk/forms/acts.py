"""What is asked before an act on an article."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import clocks, furniture
from rotativa.editions.queries import Masthead
from rotativa.staff.models import User


class StandingForm(forms.Form):
    """How readers found it when this was asked: if it went out or was withdrawn since, the act is refused."""

    stands = forms.CharField(max_length=40, widget=forms.HiddenInput)


class VersionForm(StandingForm):
    """Exactly the version that was looked at: if another was saved since, the act is refused, to be looked at again."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ClockField(forms.DateTimeField):
    """A time as a clock shows it; which one is the form's affair.

    Django takes it for one on the clock of whoever types, and refuses what that one skips or shows twice.
    """

    def to_python(self, value: Any) -> Any:
        with timezone.override(UTC):
            return super().to_python(value)


class TimeForm(forms.Form):
    """A time on a clock.

    A time that the clock skips one night, or shows twice, is not guessed at: ``meant`` asks which moment it stands for.
    """

    when = ClockField(
        label=gettext_lazy("When"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, zone: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        told = help_text or _("On your clock: %(zone)s, where it is %(now)s now.")
        now = f"{timezone.now().astimezone(self.zone):%H:%M}"
        self.fields["when"].help_text = told % {"zone": furniture.place(zone), "now": now}
        typed = self.fields["when"].to_python(self.data["when"]) if self._is_time() else None
        self.moments = clocks.moments(typed.replace(tzinfo=None), self.zone) if typed else ()
        if len(self.moments) > 1:
            self.fields["meant"] = forms.ChoiceField(
                label=_("Which moment?"),
                choices=[(moment.isoformat(), clocks.told(moment, self.zone)) for moment in self.moments],
                widget=forms.RadioSelect,
                required=False,
            )

    def _is_time(self) -> bool:
        try:
            typed = self.fields["when"].to_python(self.data.get("when")) if self.is_bound else None
        except forms.ValidationError:
            return False
        return typed is not None and clocks.has_clocks(typed)

    def clean(self) -> dict[str, Any]:
        """Puts the moment that is meant in the place of the time that was typed."""
        asked = {**(super().clean() or {})}
        if "when" not in asked:
            return asked
        if not self.moments:
            self.add_error("when", self.fields["when"].error_messages["invalid"])
            return asked
        known = {moment.isoformat(): moment for moment in self.moments}
        moment = known.get(asked.pop("meant", ""), self.moments[0] if len(known) == 1 else None)
        if moment is None:
            self.add_error("when", clocks.doubt(asked["when"].replace(tzinfo=None), self.zone))
        elif moment <= timezone.now():
            self.add_error("when", self.has_passed())
        else:
            asked["when"] = moment
        return asked

    def has_passed(self) -> str:
        """What is said of a time that has passed."""
        return _("This time has passed. To send it out at once, use “Send out…”.")


class WhenForm(VersionForm, TimeForm):
    """A time on the clock of the edition, for exactly the version that was looked at."""

    scheduled = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The version that was seen to go out by itself: who takes the schedule back means no other."""

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        told = _("On the clock of this edition: %(zone)s, where it is %(now)s now.")
        super().__init__(*args, zone=edition.zone, help_text=told, **kwargs)


class WhyForm(forms.Form):
    """Why: kept in the daybook, for colleagues; readers do not see it."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "For the daybook, where everybody of the newsroom can read it. Never a word about a source."
        ),
    )


class ReasonForm(StandingForm, WhyForm):
    """Why, for an article that readers found as it was looked at."""


class ToldForm(ReasonForm):
    """Whether the address of a withdrawn article says which one it was: never unless somebody decides so."""

    tells = forms.BooleanField(
        label=gettext_lazy("Tell readers which article it was"),
        required=False,
        help_text=gettext_lazy(
            "The address then names the headline that they had last, and the days on which it went out and was"
            " withdrawn. Leave it unticked where that could endanger somebody, or where the law forbids it. You can"
            " change it later."
        ),
    )


class HeirForm(forms.Form):
    """To whom: somebody who writes."""

    heir = forms.ModelChoiceField(label=gettext_lazy("To whom"), queryset=User.objects.none())

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(colleagues)
        heirs: Any = self.fields["heir"]
        heirs.queryset = User.objects.filter(pk__in=[one.pk for one in known])
        heirs.choices = [("", "—"), *((one.pk, one.actor_name) for one in known)]


class AddressForm(forms.Form):
    """The last part of the address."""

    slug = forms.CharField(label=gettext_lazy("New last part of the address"), max_length=255, strip=True)

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].widget.attrs |= {"lang": edition.code, "dir": edition.direction}
