"""A plain page: what it is called in an edition, and its text there."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from rotativa.desk.forms.blocks import BlocksForm
from rotativa.editions.queries import Masthead
from rotativa.fronts.models import PageKind, PageText


class TitleForm(forms.Form):
    """The title of a page in one edition, and the last part of its address there; ``seen`` is what the person saw."""

    name = forms.CharField(label=_("Title"), max_length=200, strip=True)
    slug = forms.CharField(
        label=_("Address"),
        max_length=180,
        required=False,
        strip=True,
        help_text=_("Last part of its address; empty: made from the title."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, edition: Masthead, row: PageText | None = None) -> None:
        now = {"name": row.name, "slug": row.slug} if row is not None else {"name": "", "slug": ""}
        super().__init__(data, initial={**now, "seen": json.dumps(now)})
        if row is not None:
            said = _("Last part of its address; empty: made from the title. An old one that readers had redirects.")
            self.fields["slug"].help_text = said
        for name in ("name", "slug"):
            self.fields[name].widget.attrs |= {"lang": edition.code, "dir": edition.direction}

    def clean_seen(self) -> dict[str, str] | None:
        """What the person saw; nothing where the browser does not say."""
        try:
            said = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return None
        return {name: str(said.get(name, "")) for name in ("name", "slug")} if isinstance(said, dict) else None


class PageKindForm(forms.Form):
    """What a page is about, in all editions."""

    kind = forms.ChoiceField(
        label=_("What it says"),
        choices=PageKind.choices,
        initial=PageKind.OTHER,
        help_text=_("Tells search engines what the page is."),
    )


class AddPageForm(PageKindForm):
    """What a page is about, in which edition it is begun, and its title there."""

    edition = forms.ChoiceField(label=_("Begin in"))
    name = forms.CharField(label=_("Title"), max_length=200, strip=True, widget=forms.TextInput(attrs={"dir": "auto"}))
    field_order = ("edition", "name", "kind")

    def __init__(self, data: Any = None, *, editions: list[tuple[str, str]]) -> None:
        super().__init__(data)
        chosen: Any = self.fields["edition"]
        chosen.choices = editions


class PageForm(BlocksForm, WagtailAdminModelForm):
    """The text in one edition. A draft may lack everything."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PageText
        fields = ("body",)
        labels = {"body": _("Text")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.defer_required_fields()
