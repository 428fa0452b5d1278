"""Who works here, and what they may do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rotativa.desk.person import editions_for, may
from rotativa.kit.actor import EVERYWHERE
from rotativa.kit.languages import own_name
from rotativa.staff.models import User
from rotativa.staff.permissions import TABLE, Holding, RoleName

DESK_LANGUAGES = ("en", "es", "pt", "ar")
"""The languages of the desk's own words."""


def desk_languages() -> list[tuple[str, Any]]:
    """In which languages the desk can speak to somebody."""
    known = [code for code in DESK_LANGUAGES if code in dict(settings.LANGUAGES)]
    return [("", _("as the browser asks")), *((code, own_name(code)) for code in known)]


def roles() -> list[tuple[str, Any]]:
    """The roles to choose from, by name. Of one that allows nothing yet, that is said before it is given."""
    idle = _("%(role)s (may do nothing yet)")
    return [(role, label if TABLE[role] else idle % {"role": label}) for role, label in RoleName.choices]


def places(request: HttpRequest) -> list[tuple[str, Any]]:
    """Where the person may give a role. All editions are a choice of its own: who chooses nothing gives nothing."""
    everywhere = [(EVERYWHERE, _("In all editions"))] if may(request, "staff.change", EVERYWHERE) else []
    return [*everywhere, *((one.code, one.language) for one in editions_for(request, "staff.change"))]


NOWHERE = {"required": _("Choose where the role counts. As long as nothing is chosen, nothing is given.")}


class RoleForm(forms.Form):
    """A role, in one edition or in all."""

    role = forms.ChoiceField(label=_("Role"), choices=roles)
    edition = forms.ChoiceField(label=_("Edition"), widget=forms.RadioSelect, error_messages=NOWHERE)

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = places  # type: ignore[attr-defined]

    def holding(self) -> Holding:
        """What the person will hold."""
        return _holding(self.cleaned_data["role"], self.cleaned_data["edition"])


def _holding(role: str, place: str) -> Holding:
    return Holding(role, "" if place == EVERYWHERE else place)


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
        self.fields["language"].choices = desk_languages()  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Somebody to be asked by mail, with what they will be, and where."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"dir": "ltr"}))
    language = forms.ChoiceField(label=_("Language of the mail and of the desk"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=roles)
    editions = forms.MultipleChoiceField(
        label=_("In which editions"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("More roles can be given later."),
        error_messages=NOWHERE,
    )

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = desk_languages()  # type: ignore[attr-defined]
        self.fields["editions"].choices = places  # type: ignore[attr-defined]

    def clean_editions(self) -> list[str]:
        """Both at once is a slip, and nobody knows of which."""
        marked: list[str] = self.cleaned_data["editions"]
        if EVERYWHERE in marked and len(marked) > 1:
            raise ValidationError(_("Mark either “In all editions” or some of them, not both."))
        return marked

    def holdings(self) -> list[Holding]:
        """What the person will hold."""
        return [_holding(self.cleaned_data["role"], place) for place in self.cleaned_data["editions"]]


class LeaveForm(forms.Form):
    """Who takes over the drafts of somebody who leaves, and what of theirs still goes out by itself."""

    keeps = forms.TypedMultipleChoiceField(
        label=_("Goes out all the same, in your name"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Look at what you mark: from now on you answer for it. Everything else is taken back."),
        error_messages={"invalid_choice": _("What was scheduled is another by now. Look again, then decide.")},
    )
    heir = forms.ModelChoiceField(label=_("Who takes over the drafts"), queryset=User.objects.none(), required=False)

    field_order = ("heir", "keeps")

    def __init__(self, *args: Any, leaver: User, planned: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeps"].choices = list(planned)  # type: ignore[attr-defined]
        heir = self.fields["heir"]
        heir.empty_label = _("Choose somebody who stays.")  # type: ignore[attr-defined]
        heir.queryset = User.objects.filter(is_active=True).exclude(pk=leaver.pk).order_by("first_name", "username")  # type: ignore[attr-defined]
        heir.label_from_instance = lambda user: user.actor_name  # type: ignore[attr-defined]
