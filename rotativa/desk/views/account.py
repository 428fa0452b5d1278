"""A person's own settings: Wagtail's screen, without what is not for them to set."""

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

from rotativa.desk.forms.mails import MailHabitsForm
from rotativa.staff import second_factor
from rotativa.staff.mails import sending


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
        """Wagtail's panels but three; a locale is elsewhere at this desk the language of an edition."""
        panels = [
            panel
            for panel in super().get_panels()
            if not isinstance(panel, NameEmailSettingsPanel | AvatarSettingsPanel | NotificationsSettingsPanel)
        ]
        panels.insert(0, DoorPanel(self.request, self.request.user, None))
        # Saved last: the hour of the mail of the day is on the clock that was chosen above it.
        panels.append(MailsPanel(self.request, self.request.user, None))
        for panel in panels:
            if isinstance(panel, LocaleSettingsPanel):
                panel.title = _("Language and time zone")
        return panels


account = never_cache(require_admin_access(OwnAccountView.as_view()))
"""Guarded here: Wagtail guards its screens where it lists their addresses, and this one is asked before that list."""
