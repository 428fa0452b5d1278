"""A passage of background: its name at the desk, and its text in one edition."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from rotativa.desk.forms.blocks import BlocksForm
from rotativa.editions.queries import Masthead
from rotativa.stories.inlines import author_names, narrow
from rotativa.stories.models import PassageText


class PassageNameForm(forms.Form):
    """What the desk calls a passage; ``seen`` is what it was called when the person looked."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("For the desk: by this it is found. Readers do not see it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class PassageForm(BlocksForm, WagtailAdminModelForm):
    """The text in one edition, in its language and direction. A draft may lack everything."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PassageText
        fields = ("title", "body", "keeper", "checked")
        widgets = {"checked": AdminDateInput}
        labels = {"title": _("Title"), "body": _("Background"), "keeper": _("Kept by"), "checked": _("Last checked")}
        help_texts = {
            "title": _("As readers see it, above the text."),
            "keeper": _("Whom to ask; readers see it."),
            "checked": _("When somebody last checked that it is still true; readers see it."),
        }

    def __init__(self, *args: Any, edition: Masthead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs |= {"lang": edition.code, "dir": edition.direction}
        keeper: Any = self.fields["keeper"]
        narrow(keeper, partial(author_names, edition.code), self.instance.keeper_id)
        self.defer_required_fields()
