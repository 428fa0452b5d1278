"""In which language the desk speaks to a person, and what comes before everything else: their second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from rotativa.kit.languages import nearest
from rotativa.staff import second_factor
from rotativa.staff.urls import WITHOUT_A_SECOND_FACTOR

Answer = Callable[[HttpRequest], HttpResponse]


def desk_language(answer: Answer) -> Answer:
    """Speaks the person's own language where the desk knows it, else the browser's, else the desk's first.

    Django's own ``LocaleMiddleware`` chooses among ``LANGUAGES``, which here are those of editions: it would call
    English words Somali where a reader of Somali has no desk in it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ("Accept-Language",))
        return response

    return middleware


def asked_language(request: HttpRequest, own: str = "") -> str:
    """The desk's language for a request, by what the browser asks for, after ``own``. Needs no database."""
    wanted = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    if own:
        wanted.insert(0, own.lower())
    known = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
    return nearest(wanted, known) or settings.LANGUAGE_CODE


class SecondFactorFirst:
    """Leads people whose role asks for a second factor to set one up. Until then they can do nothing else."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Asked when the address is known, before its view."""
        match = request.resolver_match
        if request.user.is_anonymous or (match is not None and match.view_name in WITHOUT_A_SECOND_FACTOR):
            return None
        if not second_factor.is_missing(request, request.user):
            return None
        if request.method == "GET" and request.accepts("text/html"):
            return redirect("mfa_index")
        return HttpResponseForbidden(_("Set up your second factor first. Nothing was changed."))


def _language(request: HttpRequest) -> str:
    return asked_language(request, getattr(request.user, "language", ""))
