"""What is asked before a link is made for somebody outside."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

NEWEST, THIS = "newest", "this"
LASTING = (
    ("1", _("an hour")),
    ("8", _("eight hours")),
    ("24", _("a day")),
    ("72", _("three days")),
    ("168", _("a week")),
    ("336", _("two weeks")),
)


class ShareForm(forms.Form):
    """For whom, what of it, and how long. ``revision`` and ``seen`` say which version was on the screen."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    for_whom = forms.CharField(
        label=_("For whom"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("For colleagues, to tell links apart: “our lawyer”. Never a source."),
    )
    what = forms.ChoiceField(
        label=_("Shows"),
        choices=[(NEWEST, _("always the newest draft")), (THIS, _("exactly the version that is saved now"))],
        widget=forms.RadioSelect,
    )
    lasting = forms.TypedChoiceField(
        label=_("Ends after"), choices=LASTING, coerce=lambda hours: timedelta(hours=int(hours))
    )
