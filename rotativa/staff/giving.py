"""Who may give which roles, by hand or by an invitation."""

from collections.abc import Iterable

from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.staff.permissions import Holding


def require_roles(actor: Actor, roles: Iterable[Holding]) -> None:
    """Raises ``Refused`` unless the actor may give each of these roles."""
    for role in roles:
        require(actor, "staff.change", role.edition or EVERYWHERE)
