"""What clients ask with: addresses and headers, read up to a length, as a longer one would cost whoever else is
answered; and the addresses to which they are led.

Without Django, as all that answers from the tree.
"""

from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from rotativa.press.files import SUFFIX

LONGEST_PATH = 1000
"""Signs of a path that may be printed. To compose the signs of a longer one takes seconds, in which nobody is answered:
as many as the square of its accents.
"""

LONGEST_ADDRESS = 512
"""Bytes of an address that is remembered."""

LONGEST_ACCEPTS = 256
"""Signs of an ``Accept-Encoding`` that is read; browsers send some 20. A longer one is remembered by nobody."""

LONGEST_TAGS = 4096
"""Signs of an ``If-None-Match`` that is read."""


def is_safe(path: str) -> bool:
    """Whether a decoded path can be that of something printed: no way out, nothing hidden, no empty segment.

    Nor the name under which a page is stored: it has one address, from which it can be withdrawn.
    """
    if not path.startswith("/") or "\0" in path or "\\" in path or path.endswith(("/index.html", SUFFIX)):
        return False
    return path == "/" or not ("/." in path or "//" in path)


@lru_cache(maxsize=16384)
def path_of(address: bytes) -> str | None:
    """The path that an address of a request names; None where it can be that of nothing printed."""
    try:
        path = unquote_to_bytes(address.partition(b"?")[0]).decode()
    except UnicodeError:
        return None
    return path if is_safe(path) else None


@lru_cache(maxsize=512)
def accepts_gzip(header: str) -> bool:
    """Whether a client takes gzip, by its ``Accept-Encoding``."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        name, _, parameters = part.strip().lower().partition(";")
        quality = parameters.strip().removeprefix("q=") if parameters else "1"
        try:
            weights[name.strip()] = float(quality)
        except ValueError:
            weights[name.strip()] = 0.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


@lru_cache(maxsize=512)
def takes_gzip(header: bytes) -> bool:
    """The same of a header as it came."""
    return accepts_gzip(header.decode("latin-1"))


def matches(header: str, etag: str) -> bool:
    """Whether ``If-None-Match`` names this tag, weak or strong."""
    return header.strip() == "*" or any(tag.strip().removeprefix("W/") == etag for tag in header.split(","))


def location_of(path: str) -> str:
    """A path as ``Location`` names it. A dollar sign, though allowed, would be a variable to nginx."""
    return quote(path, safe="/-._~!&'()*+,;=:@")
