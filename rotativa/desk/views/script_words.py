"""The words of Wagtail's scripts: where they contradict those around them, in our own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from rotativa.desk.compat import SCRIPT_WORDS_OF, in_own_language

INSTEAD: Mapping[str, str | Promise] = {
    "Add a comment": _("Add a note"),
    "Comment": _("Add a note"),
    "Enter your comments...": _("Write your note…"),
    "Focus comment": _("Show the note"),
    "Unfocus comment": _("Leave the note"),
    "Reply": _("Answer"),
    "Enter your reply...": _("Write your answer…"),
    "Resolve": _("Done with"),
    "Save error": _("It could not be saved."),
    "Delete error": _("It could not be deleted."),
}
"""Wagtail's words for what colleagues write beside a text, and ours: panel, mails and settings call them notes."""


class _Words(JavaScriptCatalog):
    packages = SCRIPT_WORDS_OF

    def get_catalog(self) -> dict[str, Any]:
        return {**super().get_catalog(), **{theirs: str(ours) for theirs, ours in INSTEAD.items()}}


def script_words(request: HttpRequest) -> HttpResponse:
    """The catalogue that Wagtail's scripts read, in the language of the person."""
    return in_own_language(_Words.as_view(), request)
