"""Reads the environment: typed, declared, with a message that names the variable and what it expects.

Every variable is declared where it is read, with a sentence; ``docs/reference/settings.md`` is made of these.
Nothing here needs Django, so that the server of printed pages starts without it.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
MODES = ("production", "demo", "test")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 compared, not bound
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PLAYERS = ("www.youtube-nocookie.com", "player.vimeo.com")
"""Hosts that a demo takes embeds from: so that they can be tried, and by players that promise not to follow readers."""

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})

Network = IPv4Network | IPv6Network


class BadSetting(SystemExit):
    """A variable holds something that cannot be used. Ends the program with one line, not with a traceback."""


@dataclass(frozen=True)
class Declared:
    """One variable, as the reference describes it."""

    name: str
    expects: str
    default: str
    says: str


class Environment:
    """The variables of the process, or of a test."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables
        self.declared: dict[str, Declared] = {}

    def text(
        self, name: str, default: str | None, says: str, *, expects: str = "text", shown: str | None = None
    ) -> str:
        """The value, or the content of the file that ``NAME_FILE`` names; ``default`` None means that it must be set.

        ``shown`` is how the reference shows a default that differs between installations.
        """
        self.declared[name] = Declared(name, expects, shown if shown is not None else str(default), says)
        named = self._variables.get(f"{name}_FILE")
        if named:
            try:
                return Path(named).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise BadSetting(f"{name}_FILE: the file “{named}” cannot be read ({error}).") from error
        value = self._variables.get(name, default)
        if value is None:
            raise BadSetting(f"{name} is not set. It expects {expects}.")
        return value.strip()

    def given(self, name: str) -> bool:
        """Whether the variable is set, by itself or by a file."""
        return name in self._variables or f"{name}_FILE" in self._variables

    def yes(self, name: str, default: bool, says: str) -> bool:
        """A switch."""
        value = self.text(name, "yes" if default else "no", says, expects="yes or no").lower()
        if value in _YES:
            return True
        if value in _NO:
            return False
        raise BadSetting(f"{name}: “{value}” is neither yes nor no.")

    def number(self, name: str, default: int, says: str, *, least: int = 0, most: int = 2**31) -> int:
        """A whole number within limits."""
        expects = f"a whole number from {least} to {most}"
        value = self.text(name, str(default), says, expects=expects)
        if not value.isascii() or not value.isdecimal() or not least <= int(value) <= most:
            raise BadSetting(f"{name}: “{value}” is not {expects}.")
        return int(value)

    def words(
        self, name: str, default: str, says: str, *, shown: str | None = None, expects: str = "words"
    ) -> list[str]:
        """A list with commas between."""
        value = self.text(name, default, says, expects=f"{expects}, with commas between", shown=shown)
        return [word.strip() for word in value.split(",") if word.strip()]

    def choice(self, name: str, default: str, says: str, choices: tuple[str, ...], *, shown: str | None = None) -> str:
        """One of several words."""
        expects = f"one of {', '.join(choices)}"
        value = self.text(name, default, says, expects=expects, shown=shown).lower()
        if value not in choices:
            raise BadSetting(f"{name}: “{value}” is not {expects}.")
        return value

    def path(self, name: str, default: Path, says: str, *, shown: str) -> Path:
        """A folder, made absolute; it need not be there yet."""
        value = Path(self.text(name, str(default), says, expects="a folder", shown=shown)).expanduser().resolve()
        if value.exists() and not value.is_dir():
            raise BadSetting(f"{name}: “{value}” is a file; it expects a folder.")
        return value

    def networks(self, name: str, says: str) -> tuple[Network, ...]:
        """Addresses of machines, alone or by network."""
        expects = "IP addresses or networks"
        found = []
        for word in self.words(name, "", says, expects=expects, shown="nobody"):
            try:
                found.append(ip_network(word))
            except ValueError as error:
                raise BadSetting(f"{name}: “{word}” is no address such as 10.0.0.5 or 10.0.0.0/24.") from error
        return tuple(found)

    def address(self, name: str, default: str | None, says: str, *, shown: str) -> str:
        """The address of a site, without a slash at the end."""
        expects = "an address without a path, such as https://news.example"
        value = self.text(name, default, says, expects=expects, shown=shown).rstrip("/")
        if not is_address(value):
            raise BadSetting(f"{name}: “{value}” is not {expects}.")
        return value


def edition_addresses(env: Environment) -> dict[str, str]:
    """Editions that readers find at an address of their own, by prefix."""
    name, expects = "ROTATIVA_EDITION_ADDRESSES", "prefixes and addresses, such as ar=https://atlas.example"
    says = (
        "Editions that readers find at an address of their own, at which the web server has to answer. Paths stay as "
        "they are: `/ar/…`."
    )
    found = {}
    for word in env.words(name, "", says, expects=expects, shown="none"):
        prefix, equals, address = word.partition("=")
        if not equals or not re.fullmatch(r"[\w-]+", prefix) or not is_address(address.rstrip("/")):
            raise BadSetting(f"{name}: “{word}” is not one of {expects}.")
        found[prefix] = address.rstrip("/")
    return found


def trusted_proxies(env: Environment) -> tuple[Network, ...]:
    """Web servers in front of us."""
    says = "Web servers in front of us; only what they say in `X-Forwarded-…` is believed."
    return env.networks("ROTATIVA_TRUSTED_PROXIES", says)


def embed_hosts(env: Environment) -> tuple[str, ...]:
    """Hosts whose pages readers may load into ours. What a policy takes, a line of nginx takes too."""
    name, expects = "ROTATIVA_EMBED_HOSTS", "names of hosts, such as www.youtube-nocookie.com"
    says = (
        "Hosts from which embeds may come: what plays a video, not where it is watched. Nothing is loaded before a "
        "reader asks for it; then that host learns of the reader. nginx must be told (`rotativa nginx`)."
    )
    found = []
    default = ", ".join(PLAYERS) if mode(env) == "demo" else ""
    for word in env.words(name, default, says, expects=expects, shown=f"none; in a demo {' and '.join(PLAYERS)}"):
        if not _HOST.fullmatch(word.lower()):
            raise BadSetting(f"{name}: “{word}” is not one of {expects}.")
        found.append(word.lower())
    return tuple(dict.fromkeys(found))


def is_address(value: str) -> bool:
    """Whether this is the address of a site, and nothing behind it."""
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and parts.hostname and value == f"{parts.scheme}://{parts.netloc}"
        return bool(fits) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is none, brackets that do not close
        return False


def mode(env: Environment) -> str:
    """What this installation is."""
    says = "`production` refuses unsafe settings, `demo` is for looking around, `test` for the tests."
    return env.choice("ROTATIVA_MODE", "production", says, MODES)


def data(env: Environment) -> Path:
    """Where everything lives that is not elsewhere."""
    default = ROOT / "var" / ("" if mode(env) == "production" else mode(env))
    says = "The folder of everything that has no folder of its own: database, tree, media, mail that is not sent."
    return env.path("ROTATIVA_DATA", default, says, shown="`var` beside the code; `var/demo` in a demo")


def make_data(folder: Path) -> None:
    """Makes the folder of everything, where it is not there: nobody else here reads database or pictures."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o750, exist_ok=True)


def tree(env: Environment) -> Path:
    """Where printed pages are."""
    says = "The folder of printed pages. A web server may read it; only the press writes it."
    return env.path("ROTATIVA_TREE", data(env) / "tree", says, shown="`tree` in `ROTATIVA_DATA`")


def host(env: Environment) -> str:
    """Where the server listens."""
    says = "Where the built-in server listens."
    return env.text("HOST", "127.0.0.1", says, expects="an IP address or the name of this machine")


def port(env: Environment) -> int:
    """The port of the server."""
    return env.number("PORT", 8000, "The port of the built-in server.", least=1, most=65535)


def own_address(env: Environment) -> str:
    """Where the built-in server is reached from this machine."""
    name = host(env)
    name = "127.0.0.1" if name in EVERYWHERE else name
    return f"http://{f'[{name}]' if ':' in name else name}:{port(env)}"


def default_address(env: Environment) -> str:
    """Where readers find a demo: where ``HOST`` and ``PORT`` say; without them, where it was served last."""
    if mode(env) == "demo" and not env.given("HOST") and not env.given("PORT"):
        with suppress(OSError, UnicodeDecodeError):
            return _kept_address(env).read_text(encoding="utf-8")
    return own_address(env)


def public_address(env: Environment, default: str | None) -> str:
    """Where readers find the site."""
    return env.address(
        "ROTATIVA_PUBLIC_ADDRESS",
        default,
        "Where readers find the site; links in sitemaps and mail begin with it. In production it is https.",
        shown="none in production; in a demo where `HOST` and `PORT` say, or else where it was served last",
    )


def keep_address(env: Environment) -> None:
    """Lets other commands know where this demo is served: pages that they print have the same links."""
    if mode(env) != "demo":
        return
    file = _kept_address(env)
    # One that is refused is told elsewhere; one that cannot be kept keeps nobody from reading.
    with suppress(BadSetting, OSError):
        make_data(file.parent)
        beside = file.with_suffix(".new")
        beside.write_text(public_address(env, own_address(env)), encoding="utf-8")
        beside.replace(file)


def _kept_address(env: Environment) -> Path:
    return data(env) / "address"


def own_names(env: Environment) -> str:
    """The names under which a demo may be asked for: this machine's, or any where it listens to the network."""
    return "*" if host(env) in EVERYWHERE else f"127.0.0.1,localhost,[::1],testserver,{host(env)}"


def server_processes(env: Environment) -> int:
    """How many processes answer."""
    says = "How many processes of the built-in server answer requests."
    return env.number("ROTATIVA_SERVER_PROCESSES", 2, says, least=1, most=64)


def picture_megabytes(env: Environment) -> int:
    """The largest picture."""
    says = "The largest file of a picture that is taken, in megabytes."
    return env.number("ROTATIVA_PICTURE_MEGABYTES", 40, says, least=1, most=1000)


def document_megabytes(env: Environment) -> int:
    """The largest document."""
    says = "The largest document for readers that is taken, in megabytes."
    return env.number("ROTATIVA_DOCUMENT_MEGABYTES", 40, says, least=1, most=1000)


def largest_upload(env: Environment) -> int:
    """Bytes of the largest file that is taken."""
    return 1024 * 1024 * max(picture_megabytes(env), document_megabytes(env))


ROLES = ("reporter", "translator", "desk_editor", "photo_editor", "moderator", "editor_in_chief", "technician")
"""Those of ``staff.permissions``, which needs Django; a test holds them equal."""


def second_factor_for(env: Environment, default: str) -> frozenset[str]:
    """The roles that ask for a second factor."""
    name = "ROTATIVA_SECOND_FACTOR_FOR"
    says = "Whose role is named can do nothing at the desk before a second factor is set up."
    expects = f"all, none, or some of {', '.join(ROLES)}"
    words = env.words(name, default, says, expects=expects, shown="all in production, none in a demo")
    if words in (["all"], ["none"]):
        return frozenset(ROLES if words == ["all"] else ())
    unknown = sorted(set(words).difference(ROLES))
    if unknown or not words:
        raise BadSetting(f"{name}: “{', '.join(unknown)}” is no role. It expects {expects}.")
    return frozenset(words)


def kept_secret(path: Path) -> str:
    """The secret in this file; where there is none, a new one that only we can read."""
    make_data(path.parent)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret)
    return secret
