"""Who works here, and what they may do."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rotativa.editions.queries import Masthead
from rotativa.kit.languages import own_name
from rotativa.staff.permissions import RoleName

DESK_LANGUAGES = ("en", "es", "pt", "ar")
"""The languages of the desk's own words."""


class RoleForm(forms.Form):
    """A role, in one edition or in all."""

    role = forms.ChoiceField(label=_("Role"), choices=RoleName.choices)
    edition = forms.ChoiceField(label=_("Edition"), required=False)

    def __init__(self, *args: Any, editions: tuple[Masthead, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["edition"]
        choice.choices = [("", _("all editions")), *((one.code, one.language) for one in editions)]  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A password for somebody who forgot theirs, to be changed by them."""

    password = forms.CharField(
        label=_("New password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class PersonForm(forms.Form):
    """Somebody new, with a first role."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    username = forms.CharField(label=_("Login name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language of the desk"), required=False)
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        known = [code for code in DESK_LANGUAGES if code in dict(settings.LANGUAGES)]
        choice.choices = [("", _("as the browser asks")), *((code, own_name(code)) for code in known)]  # type: ignore[attr-defined]
