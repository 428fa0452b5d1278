"""What stands on other sites: which address plays it, and whose it is.

Editors give the address that they see in their browser. Some sites play the same from an address made for it, which
asks readers for less: only that one is ever put into a frame.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)
_HOST = re.compile(r"(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


def host_of(address: str) -> str:
    """The host of a web address; empty where it is none that a page may lead to."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        plain = parts.scheme == "https" and not parts.port and "@" not in parts.netloc
    except ValueError:  # brackets that do not close, a port that is none
        return ""
    return host if plain and is_host(host) and not re.search(r'[\s"<>\\^`{|}]', address) else ""


def is_host(name: str) -> bool:
    """Whether this is the full name of a host, as a policy names it."""
    return _HOST.fullmatch(name) is not None


def player_of(address: str) -> str:
    """The address that plays what stands at this one; empty where this is no address."""
    host = host_of(address)
    if not host:
        return ""
    known = _PLAYERS.get(host.removeprefix("www.").removeprefix("m."))
    return (known(address) if known is not None else "") or address


def _youtube(address: str) -> str:
    parts = urlsplit(address)
    first, _, rest = parts.path.strip("/").partition("/")
    name = parse_qs(parts.query).get("v", [""])[0] if first == "watch" else rest
    return _at("https://www.youtube-nocookie.com/embed/{}", name) if first in _SHOWN else ""


def _at(pattern: str, name: str) -> str:
    return pattern.format(name) if _NAME.fullmatch(name) else ""


_SHOWN = frozenset({"watch", "shorts", "live", "embed"})
_PLAYERS: Mapping[str, Callable[[str], str]] = {
    "youtube.com": _youtube,
    "youtu.be": lambda address: _at("https://www.youtube-nocookie.com/embed/{}", urlsplit(address).path.strip("/")),
    "vimeo.com": lambda address: _at("https://player.vimeo.com/video/{}?dnt=1", urlsplit(address).path.strip("/")),
    "archive.org": lambda address: _at(
        "https://archive.org/embed/{}", urlsplit(address).path.removeprefix("/details/").strip("/")
    ),
}
"""Sites whose pages are not what plays, by host."""
