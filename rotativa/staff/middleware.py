"""In which language the desk speaks to a person."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

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
    for code in wanted:
        if code in known:
            return code
        near = next((one for one in known if one.partition("-")[0] == code.partition("-")[0]), "")
        if near:
            return near
    return settings.LANGUAGE_CODE


def _language(request: HttpRequest) -> str:
    return asked_language(request, getattr(request.user, "language", ""))
