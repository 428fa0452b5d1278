"""What every answer from the printed tree carries, whoever serves it: what a page may load, and what others learn."""

from collections.abc import Callable, Sequence
from typing import Any

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
"""What begins an answer, as WSGI says."""

_POLICY = """
    default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self';
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
"""
# No page has a script that could connect; who looks at robots.txt from inside a page, as Lighthouse does, may.


def carried(hosts: Sequence[str] = ()) -> Headers:
    """The headers. Frames in our pages may show pages of these hosts."""
    return [
        ("Content-Security-Policy", " ".join(_POLICY.split()) + framed(hosts)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]


def framed(hosts: Sequence[str]) -> str:
    """The end of the policy: nothing, which allows no frame, or the hosts whose pages frames may show."""
    return f"; frame-src {' '.join(f'https://{host}' for host in hosts)}" if hosts else ""


def carrying(headers: Headers, start: Start) -> Start:
    """A beginning of an answer that carries these headers too."""
    return lambda status, own, *more: start(status, [*own, *headers], *more)
