"""What the list of stories is narrowed by: all in its address, so that a list can be sent to a colleague."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotativa.editions.queries import Masthead

ANY = ("", _("any"))
STATES: Mapping[str, str | Promise] = {
    "draft": _("draft"),
    "waiting": _("to be read"),
    "scheduled": _("scheduled"),
    "held": _("held by a gate"),
    "out": _("out"),
    "edited": _("out, changed since"),
    "withdrawn": _("withdrawn"),
    "told": _("withdrawn, readers are told which"),
    "none": _("no edition"),
}


class Names(forms.TextInput):
    """A text with names to choose from."""

    template_name = "desk/names_offered.html"

    def __init__(self, offered: Iterable[str]) -> None:
        super().__init__(attrs={"dir": "auto", "autocomplete": "off"})
        self.offered = tuple(offered)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs']['id']}_offered"
        return {**context, "offered": self.offered}


class Day(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FilterForm(forms.Form):
    """The filters; what is not known is said, and filters nothing."""

    edition = forms.ChoiceField(label=_("Edition"), required=False)
    state = forms.ChoiceField(label=_("Stands there"), required=False)
    first = forms.ChoiceField(label=_("Written first in"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=100)
    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    since = forms.DateField(label=_("Changed from"), required=False, widget=Day())
    until = forms.DateField(label=_("Changed until"), required=False, widget=Day())

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        editions: Iterable[Masthead],
        sections: Mapping[int, str],
        kinds: Mapping[int, str],
        topics: Iterable[str],
        people: Iterable[str],
    ) -> None:
        super().__init__(data, auto_id="r-filter-%s")
        languages = [ANY, *((edition.code, edition.language) for edition in editions)]
        self._choose("edition", languages)
        self._choose("first", languages)
        self._choose("state", [ANY, *STATES.items()])
        self._choose("section", [ANY, *sections.items()])
        self._choose("kind", [ANY, *kinds.items()])
        self.fields["topic"].widget = Names(topics)
        self.fields["who"].widget = Names(people)

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def given(self) -> dict[str, Any]:
        """What was asked for and is understood, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def label(self, name: str) -> str:
        """What a field is called."""
        return str(self.fields[name].label)

    def shown(self, name: str, value: Any) -> str:
        """What was chosen, in words."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            return str(next(word for key, word in choices if str(key) == str(value)))
        return str(value)
