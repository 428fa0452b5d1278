"""Who asks: the client itself, or whoever a web server in front of us saw. Nobody else is believed."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

Networks = Sequence[IPv4Network | IPv6Network]


def is_among(client: str, networks: Networks) -> bool:
    """Whether this address belongs to one of these networks."""
    try:
        found = ip_address(client)
    except ValueError:
        return False
    return any(found in network for network in networks)


def client_of(environ: Mapping[str, Any], trusted: Networks) -> str:
    """The address of the client, as the nearest of our own servers saw it."""
    client: str = environ.get("REMOTE_ADDR", "")
    if not is_among(client, trusted):
        return client
    hops = [hop.strip() for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    # From the nearest hop outwards, the first that is not ours is the client. Its own claims are not believed.
    return next((hop for hop in reversed(hops) if not is_among(hop, trusted)), client)
