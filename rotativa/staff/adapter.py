"""What allauth asks us about accounts: nobody signs up, and nobody learns from an error who works here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class NewsroomAdapter(DefaultAccountAdapter):
    """Accounts are given by an editor-in-chief."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for every reason: no such name, a wrong password, somebody who left.
        "username_password_mismatch": _("This name and this password do not belong together."),
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Says nothing: who came in sees it, and who left does not need to read it."""
