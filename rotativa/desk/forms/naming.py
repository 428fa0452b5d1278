"""A thing's name in one edition, and what belongs to the thing in all of them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from rotativa.bylines.models import Author
from rotativa.desk.forms.seen import SeenForm
from rotativa.editions.queries import Masthead
from rotativa.pictures.choosing import PictureChooser
from rotativa.pictures.models import Picture
from rotativa.topics.models import TopicType


def _words(**attributes: Any) -> forms.CharField:
    return forms.CharField(required=False, strip=True, **attributes)


_ADDRESSES = frozenset({"contact", "key"})
"""Fields whose content runs from left to right in every language."""


class NameForm(SeenForm):
    """The name of a thing in one edition, in its language and direction. All empty: the edition does not name it."""

    name = _words(label=_("Name"), max_length=200)
    slug = _words(
        label=_("Address"),
        max_length=180,
        help_text=_("Last part of its address; empty: made from the name."),
    )
    role = _words(label=_("Role"), max_length=100, help_text=_("Such as “Middle East correspondent”."))
    description = _words(label=_("Description"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    biography = _words(label=_("Biography"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    contact = _words(
        label=_("Contact"),
        max_length=200,
        help_text=_("An e-mail address, or an address that begins with https://. Readers see it."),
    )
    key = _words(
        label=_("Key"),
        max_length=200,
        help_text=_("Where the key for encrypted mail lies: an address that begins with https://."),
    )

    def __init__(
        self, data: Any, *, edition: Masthead, fields: tuple[str, ...], row: Model | None, editable: bool
    ) -> None:
        self.edition, self.row, self.editable = edition, row, editable
        wanted = ("name", *fields)
        self.now = {field: getattr(row, field, "") for field in wanted}
        initial = {**self.now, "seen": self.said()}
        super().__init__(data if editable else None, prefix=edition.code, initial=initial)
        wanted = (*wanted, "seen")
        for field in [field for field in self.fields if field not in wanted]:
            del self.fields[field]
        for shown in [self.fields[name] for name in wanted[:-1]]:
            shown.widget.attrs |= {"lang": edition.code, "dir": edition.direction}
            shown.disabled = not editable
        if "slug" in self.fields and row is not None:
            said = _("Last part of its address; empty: made from the name. The old one redirects.")
            self.fields["slug"].help_text = said
        for name in _ADDRESSES & self.fields.keys():
            self.fields[name].widget.attrs |= {"dir": "ltr"}

    def clean(self) -> dict[str, Any]:
        """A name may not vanish where pages show it, nor may anything stand without one."""
        cleaned: dict[str, Any] = super().clean() or {}
        seen = cleaned["seen"] = self.read_seen(cleaned.get("seen", ""))
        if not cleaned.get("name") and (seen.get("name") or any(cleaned.get(field) for field in self.now)):
            self.add_error("name", _("It needs a name in this edition."))
        return cleaned

    @property
    def given(self) -> bool:
        """Whether there is anything to save: something is other than the person saw it."""
        if not self.editable:
            return False
        cleaned = self.cleaned_data
        changed = any(cleaned.get(field, "") != cleaned["seen"].get(field, "") for field in self.now)
        return changed and bool(cleaned.get("name"))

    @property
    def is_renamed(self) -> bool:
        """Whether it would have another name than the person saw, or its first."""
        return bool(self.cleaned_data["name"] != self.cleaned_data["seen"].get("name", ""))


class OwnForm(forms.Form):
    """What belongs to the thing itself."""

    type = forms.ChoiceField(label=_("Type"), choices=TopicType.choices)
    code = forms.RegexField(
        label=_("Code"),
        regex=r"^[a-z]+(-[a-z]+)*$",
        max_length=30,
        help_text=_("The theme sets news, analysis, opinion, explainer, interview and live each in its own way."),
        error_messages={"invalid": _("Small letters a to z, joined by hyphens.")},
    )
    portrait = forms.ModelChoiceField(
        label=_("Portrait"),
        queryset=Picture.objects.all(),
        required=False,
        widget=PictureChooser,
        show_hidden_initial=True,
    )

    def __init__(self, data: Any, *, fields: tuple[str, ...], author: Author | None = None) -> None:
        self.author = author
        super().__init__(data, prefix="own", initial={"portrait": author.portrait} if author else None)
        for field in [field for field in self.fields if field not in fields]:
            del self.fields[field]

    @property
    def seen_portrait(self) -> str | None:
        """The portrait that the person saw, empty for none; None where the browser does not say."""
        said = self.data.get(self.add_initial_prefix("portrait"))
        return None if said is None else str(said)

    def look_again(self, theirs: Mapping[str, str]) -> None:
        """The person is told which portrait somebody else has given since: saving once more is meant, then."""
        now = Author.objects.values_list("portrait", flat=True).get(pk=self.author.pk) if self.author else None
        self.data = {**dict(self.data.items()), self.add_initial_prefix("portrait"): now or ""}
