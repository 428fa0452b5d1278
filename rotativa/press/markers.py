"""What the press prints by itself: markers of addresses that are no pages, and the facet ``address``."""

from collections.abc import Iterator, Sequence

from rotativa.addresses import queries as addresses
from rotativa.kit.things import Thing, whole
from rotativa.kit.trace import Facet
from rotativa.press.models import Kind
from rotativa.press.registry import Place, Registry

NAME = "marker"

address: Facet[str] = Facet(
    name="address",
    load=addresses.current_paths,
    rows={"addresses.Address": "thing"},
    of=lambda argument: whole(Thing(argument)),
)
"""Where a thing is public now: its path, or None. The argument is the thing (``topic:5@es``)."""


class Markers:
    """The surface of old paths. An argument is the thing that the path was given to, a space, and the path."""

    name = NAME

    def places(self) -> Iterator[Place]:
        """Every path that is no page now."""
        return (_place(path, thing) for path, thing in addresses.all_markers())

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        """The old paths of these things, in all their editions."""
        return [(whole(holder), _place(path, holder)) for path, holder in addresses.markers_of(things)]

    def render(self, argument: str) -> bytes | None:
        """The path it leads to and a newline; nothing where it is gone; None where the thing has come back to it."""
        thing, _, path = argument.partition(" ")
        target = address(thing)
        if target == path:
            return None
        return b"" if target is None else f"{target}\n".encode()

    def warm(self, arguments: Sequence[str]) -> None:
        """Asks for all the things at once."""
        address.many(argument.partition(" ")[0] for argument in arguments)


def kind_of(surface: str, content: bytes) -> Kind:
    """What a surface's bytes are in the tree."""
    if surface != NAME:
        return Kind.PAGE
    return Kind.MOVED if content else Kind.GONE


def target_of(surface: str, content: bytes) -> str:
    """The path to which a surface's bytes lead; empty where they are a page, or say that it was withdrawn."""
    return content.decode().strip() if kind_of(surface, content) == Kind.MOVED else ""


def register(registry: Registry) -> None:
    """Tells a registry what the press itself brings."""
    registry.facet(address)
    registry.surface(Markers())


def _place(path: str, thing: Thing) -> Place:
    return Place(path, f"{thing} {path}", priority=3)
