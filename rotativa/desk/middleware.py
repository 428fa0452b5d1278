"""Who was signed out while writing is told so; what is not out yet has a door; what is too large is not even read, what
is nobody's address not looked for, and what no database keeps not taken."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from rotativa.desk.acting import SAFE, refuse_saving
from rotativa.desk.closed import nothing
from rotativa.desk.person import may
from rotativa.staff.urls import urlpatterns as door

NOT_KEPT, TOO_LARGE = 400, 413
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


def told_what_was_lost(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Says beside the login that nothing was saved: who signs in there meets the screen as it was before they typed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        door_of = f"{reverse('wagtailadmin_login')}?next={request.path}"
        if request.method not in SAFE and request.user.is_anonymous and response.headers.get("Location") == door_of:
            messages.error(
                request,
                _(
                    "You were signed out, and nothing was saved. Sign in, then go two steps back in this window: "
                    "most browsers still have what you typed."
                ),
            )
        return response

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


_HIGH, _LOW = r"\\ud[89ab][0-9a-f]{2}", r"\\ud[c-f][0-9a-f]{2}"
_NOT_KEPT = re.compile(
    rf"\0|(?<!\\)(?:\\\\)*(?:\\u0000|{_HIGH}(?!{_LOW}))|(?<!\\)(?:\\\\)*(?<!{_HIGH}){_LOW}", re.IGNORECASE
)
"""A zero byte and half a character, as they are or as JSON writes them (RFC 8259, section 7): no database keeps one."""


class NothingUnkept:
    """Refuses in words what is sent with a character that no database keeps, at whatever screen."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Asked when what was sent is read anyway, for its token."""
        if request.method in SAFE:
            return None
        sent = (text for texts in request.POST.lists() for text in (texts[0], *texts[1]))
        if not any(_is_unkept(text) for text in sent):
            return None
        words = _("What you sent has a character that cannot be kept, such as half of an emoji. Nothing was changed.")
        return _not_taken(request, NOT_KEPT, _("Not taken"), words, _("Go back: what you wrote is still there."))


def _is_unkept(text: str) -> bool:
    # Looked for first: nearly nothing has either, and the expression takes milliseconds for a long article.
    return "\0" in text or ("\\u" in text and _NOT_KEPT.search(text) is not None)


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
    hint = _("Go back: what you wrote is still there. Please choose a smaller file.")
    return _not_taken(request, TOO_LARGE, _("Too large"), told % {"size": size, "most": most}, hint)


def _not_taken(request: HttpRequest, status: int, title: str, words: str, hint: str) -> HttpResponse:
    if not request.accepts("text/html"):  # the editor, saving by itself
        return refuse_saving(words, status)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"success": False, "error_message": words}, status=status)
    return render(request, "desk/not_taken.html", {"title": title, "words": words, "hint": hint}, status=status)
