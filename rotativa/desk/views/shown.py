"""What somebody outside is shown who has a link: no account, no session, no cookie. Nothing here asks who they are."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rotativa.press.policy import previewed
from rotativa.reader.preview import DOCUMENTS, file_answer, offers, preview_outside
from rotativa.staff.headers import STRICT
from rotativa.stories import sharing

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Answer = Callable[..., HttpResponse]


def discreet(answer: Answer) -> Answer:
    """Lets nobody keep, list or frame the answer, nor learn from a link in it where it was. What is not there is said
    in the same words whether it never was, ended, or was taken back."""

    def view(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            response = answer(request, **kwargs)
        except Http404:
            response = render(request, "desk/not_shown.html", status=404)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", STRICT["Content-Security-Policy"])
        return response

    return require_safe(view)


@discreet
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """The page, as it would be printed."""
    share = sharing.found(token)
    if share is None:
        raise Http404
    files = reverse("shown_file", args=(token, "x")).removesuffix("/x")
    policy = previewed(settings.ROTATIVA_EMBED_HOSTS, framed_by="'none'")
    return HttpResponse(preview_outside(sharing.look(share), files), headers={"Content-Security-Policy": policy})


@discreet
def shown_file(request: HttpRequest, token: str, path: str) -> HttpResponse:
    """A picture, style or document of it."""
    share = sharing.found(token)
    if share is None or (path.startswith(DOCUMENTS) and not offers(sharing.shown_by(share), path)):
        raise Http404
    return file_answer(path)
