"""What is asked before an act on a front."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.forms.acts import TimeForm
from rotativa.editions.queries import Masthead
from rotativa.fronts.composition import MOST_SIGNS, own_headline
from rotativa.pictures.choosing import PictureChooser
from rotativa.pictures.models import Picture


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


class FaceForm(FrontForm):
    """What a story says and shows in one place of the front; what is empty is the article's own."""

    replaces = forms.CharField(max_length=MOST_SIGNS, required=False, strip=False, widget=forms.HiddenInput)
    headline = forms.CharField(
        label=gettext_lazy("Headline in this place"),
        max_length=MOST_SIGNS,
        required=False,
        help_text=gettext_lazy("A shorter one, for example. Empty: the headline of the article."),
    )
    picture = forms.ModelChoiceField(
        label=gettext_lazy("Picture in this place"),
        queryset=Picture.objects.all(),
        required=False,
        widget=PictureChooser,
        help_text=gettext_lazy(
            "Empty: the lead picture of the article. It needs a credit, and an alt text in the language of this"
            " edition, as every picture does. Zones of words alone show none; opinion shows who wrote it."
        ),
    )

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["headline"].widget.attrs |= {"lang": edition.code, "dir": edition.direction}

    def clean_headline(self) -> str:
        """As it is kept."""
        return own_headline(self.cleaned_data["headline"])


class EndForm(FrontTimeForm):
    """When a place ends."""

    def has_passed(self) -> str:
        return _("This time has passed. To end it at once, take the story out.")
