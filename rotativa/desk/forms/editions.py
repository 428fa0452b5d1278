"""An edition: what readers see of it on every page, and a new one."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy as _

from rotativa.desk.forms.seen import SeenForm
from rotativa.editions.models import Edition
from rotativa.kit import languages

IN_ITS_LANGUAGE = ("name", "language", "motto", "zone_label")


class Zone(forms.TextInput):
    """A time zone, of those that there are."""

    template_name = "desk/names_offered.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "dir": "ltr", "autocomplete": "off"})
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs']['id']}_offered"
        return {**context, "offered": sorted(zoneinfo.available_timezones())}


class EditionForm(SeenForm, forms.ModelForm[Edition]):
    """All that may change of an edition; its tag and its prefix never do."""

    class Meta:
        model = Edition
        fields = (
            *("name", "motto", "language", "zone", "zone_label"),
            *("contact", "direction", "numerals", "first_weekday", "order"),
        )
        widgets = {"zone": Zone}

    def __init__(self, data: Any, *, edition: Edition) -> None:
        self.now = {field: str(getattr(edition, field)) for field in self.Meta.fields}
        super().__init__(data, instance=edition, initial={"seen": self.said()})
        for field in IN_ITS_LANGUAGE:
            self.fields[field].widget.attrs |= {"lang": edition.code, "dir": edition.direction}

    def clean(self) -> dict[str, Any]:
        """With what the person saw."""
        cleaned: dict[str, Any] = super().clean() or {}
        return cleaned | {"seen": self.read_seen(cleaned.get("seen", ""))}

    def words(self) -> dict[str, Any]:
        """What was typed, for the verb."""
        return {field: self.cleaned_data[field] for field in self.Meta.fields}


class NewEditionForm(forms.Form):
    """A new edition: its language, and what is not to be as it is elsewhere."""

    code = forms.CharField(
        label=_("Language"),
        max_length=100,
        help_text=_("Its name, or its tag where a region or a script matters: fr, pt-BR, fa-AF. It never changes."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name of the publication"),
        required=False,
        max_length=100,
        help_text=_("In that language. Empty: the name of the first edition."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.CharField(
        label=_("Name of the language"),
        required=False,
        max_length=100,
        help_text=_("In itself, such as Español. Empty: as CLDR has it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    zone = forms.CharField(
        label=_("Time zone"),
        required=False,
        help_text=_("Such as Europe/Madrid. Empty: that of the first edition."),
        widget=Zone,
    )
    beginning = forms.CharField(
        label=_("First part of its addresses"),
        required=False,
        max_length=63,
        help_text=_("Empty: the tag in small letters. It never changes."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """The tag of the language. A name is taken for a tag nowhere: it would stand in every address, for ever."""
        try:
            return languages.meant(self.cleaned_data["code"], get_language() or "en")
        except languages.NoTag as error:
            raise forms.ValidationError(
                gettext(
                    "No language is called “%(name)s” here. Tags are written like fr, pt-BR or fa-AF: "
                    "see the list of BCP 47."
                ),
                params={"name": self.cleaned_data["code"]},
            ) from error
