"""The strictest headers, for screens that show or take what lets somebody in."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]

STRICT = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # without any, browsers post forms from “null”, which Django refuses
    "X-Frame-Options": "DENY",
}
"""Kept nowhere, framed by nobody, no script or style in the page itself, and no address told to where a link leads."""


def strictly(view: View) -> View:
    """The view, with these headers on every answer."""

    @wraps(view)
    def strict(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for name, value in STRICT.items():
            response.headers[name] = value
        return response

    return strict
