"""Two small layers around every request to the desk: whose word is believed, and what a page of the desk may load."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rotativa.kit import nonces
from rotativa.kit.clients import client_of, is_among

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        # What a page carries itself runs only where it is known by the word of this answer.
        "script-src 'self' 'nonce-{nonce}'",
        # “return;”: with such an attribute the cropper of focal points asks whether fingers can be felt.
        "script-src-attr 'unsafe-hashes' 'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='",
        "style-src 'self' 'unsafe-inline'",  # Wagtail's screens carry styles in their elements
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""Nothing of the desk is loaded from, or sent to, another host, and no script runs that somebody wrote into a page."""

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PORT")


def trusted_proxies(answer: Answer) -> Answer:
    """Believes ``X-Forwarded-…`` from trusted proxies only; the client is then whom they saw."""

    def middleware(request: HttpRequest) -> HttpResponse:
        trusted = settings.ROTATIVA_TRUSTED_PROXIES
        if is_among(request.META.get("REMOTE_ADDR", ""), trusted):
            request.META["REMOTE_ADDR"] = client_of(request.META, trusted)
            return answer(request)
        for name in _FORWARDED:
            request.META.pop(name, None)
        return answer(request)

    return middleware


def content_security_policy(answer: Answer) -> Answer:
    """Adds the policy to answers that have none of their own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with nonces.fresh() as nonce:
            response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
        return response

    return middleware
