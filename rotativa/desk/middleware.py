"""Who was signed out while writing is told so; what is not out yet has a door; what is too large is not even read, and
what is nobody's address not looked for."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied

from rotativa.desk.acting import SAFE, refuse_saving
from rotativa.desk.closed import nothing
from rotativa.desk.person import may
from rotativa.staff.urls import urlpatterns as door

TOO_LARGE = 413
_MEGABYTE = 1024 * 1024
_FIELDS = 2 * _MEGABYTE
"""Room for what is sent beside a file."""

Answer = Callable[[HttpRequest], HttpResponse]


def signed_out() -> str:
    """What somebody is told who was signed out while writing."""
    return _("You were signed out. Your text is in this window: sign in again in another one, then save here.")


def told_to_sign_in(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answers the editor that saves by itself in words: a redirect to the login would reach no eye."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        desk = request.path.startswith(reverse("wagtailadmin_home"))
        if desk and request.method not in SAFE and not request.accepts("text/html") and request.user.is_anonymous:
            return refuse_saving(signed_out(), 401)
        return answer(request)

    return middleware


WITHOUT_READING = frozenset(
    {
        *(pattern.name for pattern in door if pattern.name),
        *("wagtailadmin_home", "desk_account", "desk:here", "desk:press"),
        *("desk:sessions", "desk:staff", "desk:invite", "desk:person_add", "desk:person", "desk:editions"),
        *(f"desk:{kind}{act}" for kind in ("section", "kind", "topic", "author") for act in ("s", "_add", "")),
        *("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles"),
    }
)
"""Screens that show nothing of a story. Each still asks who may use it."""


class NotOutYet:
    """Keeps what is not out yet from people of the desk who may not read it, such as a technician.

    Every address below ``/desk/`` shows it, unless it is known not to: a screen that Wagtail brings tomorrow is closed
    to them.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Asked when the address is known, before its view."""
        match = request.resolver_match
        shows_nothing = match is not None and match.view_name in WITHOUT_READING
        if shows_nothing or request.user.is_anonymous or may(request, "article.read"):
            return None
        denied: HttpResponseBase = permission_denied(request)
        return denied


_NO_NUMBER = re.compile(r"/[0-9]{19,}/")
"""Numbers that no row can have: databases refuse to look for them, each in its own way."""


def nowhere(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Says that there is no such screen where an address has what no database takes: a zero byte, too long a number."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = f"{request.path_info} {unquote(request.META.get('QUERY_STRING', ''))}"
        return nothing(request) if "\0" in asked or _NO_NUMBER.search(request.path_info) else answer(request)

    return middleware


def bounded(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuses what is larger than any file that is taken, by what it says of its length: before one byte is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        most = max(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.ROTATIVA_DOCUMENT_BYTES)
        said = request.META.get("CONTENT_LENGTH") or ""
        size = int(said) if said.isascii() and said.isdecimal() else 0
        return answer(request) if size <= most + _FIELDS else _too_large(request, size // _MEGABYTE, most // _MEGABYTE)

    return middleware


def _too_large(request: HttpRequest, size: int, most: int) -> HttpResponse:
    told = _("You sent %(size)s MB; at most %(most)s MB can be taken at once. Nothing was changed.")
    words = told % {"size": size, "most": most}
    if request.headers.get("X-Requested-With") == "XMLHttpRequest" or not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_message": words}, status=TOO_LARGE)
    return render(request, "413.html", {"words": words}, status=TOO_LARGE)
