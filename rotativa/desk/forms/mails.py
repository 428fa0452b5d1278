"""What a person is told by mail, and when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotativa.staff.mails import habits
from rotativa.staff.mails.habits import When
from rotativa.staff.models import User

_HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class MailHabitsForm(forms.Form):
    """One choice for each group of events that concerns the person, and the hour of the mail of the day."""

    hour = forms.TypedChoiceField(
        label=_("The daily mail comes at"),
        choices=_HOURS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("On your clock, which you choose under “Profile”. Where nothing happened, no mail comes."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        self._known, hour = habits.chosen(person)
        self.fields["hour"].initial = hour
        for group in habits.groups_for(person):
            self.fields[group.name] = forms.ChoiceField(
                label=str(group.label), choices=When.choices, initial=self._known[group.name].value, required=False
            )
        self.order_fields([*self._known, "hour"])

    def groups(self) -> list[forms.BoundField]:
        """The choices, without the hour."""
        return [self[name] for name in self._known]

    def save(self) -> None:
        """Keeps the choices; what was not posted stays as it is."""
        choices = {name: self.cleaned_data[name] or before.value for name, before in self._known.items()}
        hour = self.cleaned_data["hour"]
        habits.choose(self._person, choices, self.fields["hour"].initial if hour is None else hour)
