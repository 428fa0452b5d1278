"""Two small layers around every request to the desk: whose word is believed, and what a page of the desk may load."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Wagtail's screens carry scripts and styles in their pages, some without a nonce.
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""Nothing of the desk is loaded from, or sent to, another host."""

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PORT")


def trusted_proxies(answer: Answer) -> Answer:
    """Believes ``X-Forwarded-…`` from trusted proxies only; the client is then whom they saw."""

    def middleware(request: HttpRequest) -> HttpResponse:
        client = request.META.get("REMOTE_ADDR", "")
        if not _is_trusted(client):
            for name in _FORWARDED:
                request.META.pop(name, None)
            return answer(request)
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        # From the nearest hop outwards, the first that is not ours is the client. Its own claims are not believed.
        request.META["REMOTE_ADDR"] = next((hop for hop in reversed(hops) if not _is_trusted(hop)), client)
        return answer(request)

    return middleware


def content_security_policy(answer: Answer) -> Answer:
    """Adds the policy to answers that have none of their own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def _is_trusted(client: str) -> bool:
    try:
        found = ip_address(client)
    except ValueError:
        return False
    return any(found in network for network in settings.ROTATIVA_TRUSTED_PROXIES)
