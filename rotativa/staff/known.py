"""Browsers in which somebody has signed in before: at the door, what strangers try does not keep them out.

Whoever knows a login name could otherwise type wrong passwords under it, from anywhere, and the right one would be
refused for as long as they go on. So a browser keeps a signed name after a complete sign-in, its second factor and
all, and is throttled by that name alone. Whoever brings none is throttled by the login name, together with everybody
else. A name opens nothing: to guess with a stolen one is as slow as to guess without.

The login name, letter for letter, is part of the signature and not of the cookie: that does not say who works here, and
counts for nobody else.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

COOKIE = "rotativa_known"
LASTS = timedelta(days=180)
"""From the last time somebody signed in there."""
MOST = 4
"""So many people share a browser at most."""
RATES = {"login_failed": "5/5m/key"}
"""How often a known browser may be wrong; as a stranger, but counted by itself."""
_LONGEST = 200


def remember(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Lets the browser know again that this person signed in there."""
    others = [sign for sign in _brought(request) if not _name(sign, login)]
    signs = [*others, _signer(login).sign(secrets.token_urlsafe(16))]
    response.set_cookie(
        COOKIE,
        "~".join(signs[-MOST:]),
        max_age=LASTS,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def name_of(request: HttpRequest, login: str) -> str:
    """The name of the browser, where this person has signed in; empty for a stranger's."""
    return next((name for sign in _brought(request) if (name := _name(sign, login))), "")


def _brought(request: HttpRequest) -> list[str]:
    """What the browser says of itself; whether it is so stands in the signatures alone."""
    signs = request.COOKIES.get(COOKIE, "")[: MOST * _LONGEST].split("~")
    return [sign for sign in signs if 0 < len(sign) < _LONGEST and sign.isascii()][:MOST]


def _name(sign: str, login: str) -> str:
    try:
        return _signer(login).unsign(sign, max_age=LASTS)
    except BadSignature:
        return ""


def _signer(login: str) -> TimestampSigner:
    return TimestampSigner(salt=f"rotativa.staff.known {login}")
