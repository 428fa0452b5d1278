"""The form at the door of the desk, in the words in which people were invited."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Asks for the login name that somebody chose, and does not say twice what a field is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
