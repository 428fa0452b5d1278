"""A person's own settings: Wagtail's screen, without what is not for them to set."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, LocaleSettingsPanel, NameEmailSettingsPanel


class OwnAccountView(AccountView):
    """Language, time zone, theme, notifications and password.

    Names are given by an editor-in-chief, with a fact: the daybook names people by them. An avatar would be a picture
    past the door for pictures, with whatever its camera wrote into it.
    """

    def get_panels(self) -> list[Any]:
        """Wagtail's panels but two; a locale is elsewhere at this desk the language of an edition."""
        panels = [
            panel
            for panel in super().get_panels()
            if not isinstance(panel, NameEmailSettingsPanel | AvatarSettingsPanel)
        ]
        for panel in panels:
            if isinstance(panel, LocaleSettingsPanel):
                panel.title = _("Language and time zone")
        return panels


account = never_cache(require_admin_access(OwnAccountView.as_view()))
"""Guarded here: Wagtail guards its screens where it lists their addresses, and this one is asked before that list."""
