"""What every answer from the printed tree carries, whoever serves it: what a page may load, and what others learn."""

from collections.abc import Callable, Sequence
from typing import Any

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
"""What begins an answer, as WSGI says."""

_LOADED = """
    default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self';
"""
# No page has a script that could connect; who looks at robots.txt from inside a page, as Lighthouse does, may.


def carried(hosts: Sequence[str] = ()) -> Headers:
    """The headers. Frames in our pages may show pages of these hosts."""
    return [
        ("Content-Security-Policy", _policy("form-action 'self'; base-uri 'none'; frame-ancestors 'none'", hosts)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]


def previewed(hosts: Sequence[str], *, framed_by: str) -> str:
    """The policy of a page before it is printed: it loads what readers will load, runs nothing, and sends nothing to
    the desk at whose address it stands. ``framed_by`` says who may frame it: ``'self'``, the desk, or ``'none'``.
    """
    return _policy(f"form-action 'none'; base-uri 'none'; frame-ancestors {framed_by}", hosts)


def framed(hosts: Sequence[str]) -> str:
    """The end of the policy: nothing, which allows no frame, or the hosts whose pages frames may show."""
    return f"; frame-src {' '.join(f'https://{host}' for host in hosts)}" if hosts else ""


def _policy(rest: str, hosts: Sequence[str]) -> str:
    return " ".join(f"{_LOADED} {rest}".split()) + framed(hosts)


def carrying(headers: Headers, start: Start) -> Start:
    """A beginning of an answer that carries these headers too."""
    return lambda status, own, *more: start(status, [*own, *headers], *more)
