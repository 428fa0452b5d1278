"""A person's own settings: Wagtail's screen, without what is not for them to set."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
    SettingsTab,
)

from rotativa.desk import furniture
from rotativa.desk.forms.mails import MailHabitsForm
from rotativa.kit.folding import words
from rotativa.kit.languages import isolated, nearest
from rotativa.staff import second_factor
from rotativa.staff.mails import sending


class SpokenPanel(LocaleSettingsPanel):
    """Language and time zone; a locale is elsewhere at this desk the language of an edition."""

    title = gettext_lazy("Language and time zone")

    def get_form(self) -> Any:
        """Wagtail calls what nobody chose the language of the server; here it is the one given to the person, or the
        browser's."""
        form = super().get_form()
        languages = form.fields["preferred_language"]
        known = [(code, name) for code, name in languages.choices if code]
        zones = form.fields["current_time_zone"]
        zones.choices = _by_place(zones.choices)
        given = nearest([self.user.language], [code for code, _name in known]) if self.user.language else ""
        if given:
            languages.choices = known
            form.initial["preferred_language"] = form.initial["preferred_language"] or given
        else:
            languages.choices = [("", _("as the browser asks")), *known]
        return form


def _by_place(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Time zones by the places where their clocks hang, in the person's language; each with its own name behind."""
    found = [(zone, furniture.place(zone) if zone else str(label), str(label)) for zone, label in choices]
    found.sort(key=lambda one: (bool(one[0]), words(one[1]), one[0]))
    return [
        (zone, f"{place} ({isolated(label)})" if zone and place != label else place) for zone, place, label in found
    ]


class NoForm(forms.Form):
    """In the place of a form: this panel leads on."""

    def save(self) -> None:
        """Saves nothing."""


class DoorPanel(BaseSettingsPanel):
    """How one signs in: each on a screen of its own, with the strictest headers."""

    name = "door"
    title = gettext_lazy("How you sign in")
    order = 50
    template_name = "desk/account_door.html"

    def get_form(self) -> forms.Form:
        return NoForm()

    def get_context_data(self) -> dict[str, Any]:
        has_one = second_factor.has_one(self.user)
        return {"has_second_factor": has_one, "codes_left": second_factor.codes_left(self.user) if has_one else None}


class MailsPanel(BaseSettingsPanel):
    """What one is told by mail, and when; where the mails go."""

    name = "mails"
    title = gettext_lazy("What you are told by mail")
    tab = SettingsTab("mails", gettext_lazy("Mails"), order=200)
    order = 100
    template_name = "desk/account_mails.html"

    def get_form(self) -> MailHabitsForm:
        posted = self.request.POST if self.request.method == "POST" else None
        return MailHabitsForm(posted, prefix=self.name, person=self.user)

    def get_context_data(self) -> dict[str, Any]:
        return {"form": self.get_form(), "address": self.user.email, "goes": sending.goes()}


class OwnAccountView(AccountView):
    """Language, time zone, theme, mails, and the way to how one signs in.

    Names are given by an editor-in-chief, with a fact: the daybook names people by them. An avatar would be a picture
    past the door for pictures, with whatever its camera wrote into it.
    """

    def get_panels(self) -> list[Any]:
        """Wagtail's panels but three, and ours for the language."""
        theirs = NameEmailSettingsPanel | AvatarSettingsPanel | NotificationsSettingsPanel
        panels = [
            # Of the same profile: each panel saves the whole of it.
            SpokenPanel(panel.request, panel.user, panel.profile) if isinstance(panel, LocaleSettingsPanel) else panel
            for panel in super().get_panels()
            if not isinstance(panel, theirs)
        ]
        panels.insert(0, DoorPanel(self.request, self.request.user, None))
        # Saved last: the hour of the mail of the day is on the clock that was chosen above it.
        panels.append(MailsPanel(self.request, self.request.user, None))
        return panels


account = never_cache(require_admin_access(OwnAccountView.as_view()))
"""Guarded here: Wagtail guards its screens where it lists their addresses, and this one is asked before that list."""
