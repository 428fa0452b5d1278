"""What production refuses. A demo may be careless; a newsroom's own site may not."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from rotativa.project.environment import LOOPBACK, BadSetting

SHORTEST_SECRET = 50
SHORTEST_TOKEN = 20
FEWEST_SIGNS = 10
"""Different signs in a secret; fewer are no accident of a generator."""


def require_safe(mode: str, secret: str, debug: bool, hosts: Sequence[str], address: str) -> None:
    """Raises ``BadSetting`` where production would be unsafe."""
    if mode != "production":
        return
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_SIGNS:
        raise BadSetting(
            f"ROTATIVA_SECRET_KEY: production expects at least {SHORTEST_SECRET} characters that nobody can guess. "
            'This makes some: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if debug:
        raise BadSetting("ROTATIVA_DEBUG: production expects no; errors would show our inside to anybody.")
    if not hosts or "*" in hosts:
        raise BadSetting("ROTATIVA_ALLOWED_HOSTS: production expects the names of the desk, such as news.example.")
    require_https(mode, "ROTATIVA_PUBLIC_ADDRESS", address)


def require_https(mode: str, name: str, address: str) -> None:
    """Raises ``BadSetting`` where what readers are sent to would not be encrypted."""
    site = urlsplit(address)
    if mode == "production" and site.scheme != "https" and site.hostname not in LOOPBACK:
        raise BadSetting(f"{name}: production expects https (or this machine), not “{address}”.")


def require_strangers(hosts: Sequence[str], addresses: Iterable[str]) -> None:
    """Raises ``BadSetting`` where a host of embeds is the newsroom's own: framed, its pages are trusted as ours."""
    own = {urlsplit(address).hostname for address in addresses}
    for host in hosts:
        if host in own:
            raise BadSetting(
                f"ROTATIVA_EMBED_HOSTS: “{host}” is this newsroom's own host, and an embed is what stands elsewhere. "
                "A READ link or a document leads to what is here."
            )


def require_monitor_token(token: str) -> None:
    """Raises ``BadSetting`` where a token could be guessed, whatever the mode."""
    if token and (len(token) < SHORTEST_TOKEN or len(set(token)) < FEWEST_SIGNS or not token.isascii()):
        raise BadSetting(
            f"ROTATIVA_MONITOR_TOKEN: it expects at least {SHORTEST_TOKEN} characters that nobody can guess. "
            'This makes some: python3 -c "import secrets; print(secrets.token_urlsafe(30))"'
        )
