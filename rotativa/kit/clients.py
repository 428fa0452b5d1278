"""Who asks: the client itself, or whoever a web server in front of us saw. Nobody else is believed."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
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


_OF_ONE_HAND = 64
"""So many bits of an address of version 6 say whose line it is: behind them one machine has as many as it likes."""

_NEAR = {4: 24, 6: 48}
"""So many bits are what a customer of a provider has at most, as far as that can be told."""


def neighbourhood_of(client: str) -> str:
    """The network in which one customer may have very many lines."""
    try:
        found = ip_address(hand_of(client))
    except ValueError:
        return client
    return str(ip_network(f"{found}/{_NEAR[found.version]}", strict=False))


def hand_of(client: str) -> str:
    """What counts as one client where it is counted how often, or how much, one asks."""
    try:
        found = ip_address(client)
    except ValueError:
        return client
    if not isinstance(found, IPv6Address) or found.is_loopback:
        return client
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), _OF_ONE_HAND), strict=False).network_address)
