"""A person's own settings: Wagtail's screen, without what is not for them to set."""

from typing import Any

from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel


class OwnAccountView(AccountView):
    """Language, time zone, theme, notifications and password.

    Names are given by administrators, with a fact: the daybook names people by them. An avatar would be a picture past
    the door for pictures, with whatever its camera wrote into it.
    """

    def get_panels(self) -> list[Any]:
        """Wagtail's panels but two."""
        return [
            panel
            for panel in super().get_panels()
            if not isinstance(panel, NameEmailSettingsPanel | AvatarSettingsPanel)
        ]
