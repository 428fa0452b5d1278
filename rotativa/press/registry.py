"""What packages above tell the press at start-up: surfaces, facets, shelves, files and the build.

The press calls what is registered here and imports none of it. Registering a name twice is an error.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rotativa.kit.things import Thing
from rotativa.kit.trace import Facet, Shelf


@dataclass(frozen=True)
class Place:
    """One printable address: its path and what the surface needs to render it.

    A path ends in a slash (the file is its ``index.html``) or in a file's name (``/sitemap.xml``). ``argument`` is the
    surface's own (``12@es`` or ``3@es/2026-03``). ``priority``: smaller is printed first (0 article, 1 front, 2 lists,
    5 the rest).
    """

    path: str
    argument: str
    priority: int = 5


class Surface(Protocol):
    """A kind of address that readers can ask for."""

    @property
    def name(self) -> str:
        """A name of its own, such as ``article``."""

    def places(self) -> Iterator[Place]:
        """Every place of this surface, now. Full reprints walk it, so it may not hold a million in memory, and print in
        this order: what has much in common stands together.

        They do so while the newsroom goes on: of what it reads bit by bit, a later bit may know more than one before.
        """

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        """The places that this surface has, now, because of these things (as facts name them), each with its thing.

        In few queries, however many things. A place that several of them have may be given once, with the last of them.
        """

    def render(self, argument: str) -> bytes | None:
        """The bytes of one place, or None where there is no such place (any more).

        Runs inside a trace, on a read snapshot; may only read through facets and shelves; knows no clock but
        ``kit.trace.moment``, no request, no random number and no network.
        """

    def warm(self, arguments: Sequence[str]) -> None:
        """Loads what these places will ask for, in few queries. Only memory: each place asks again by itself."""


@dataclass(frozen=True)
class Files:
    """Public files that pages name (``/pictures/…``, ``/assets/…``); the path carries the hash of the bytes."""

    prefix: str
    read: Callable[[str], bytes]
    """The bytes behind a path below ``prefix``. Raises ``FileNotFoundError``."""


@dataclass
class Registry:
    """All that was registered; one for the process, and one of their own for tests."""

    surfaces: dict[str, Surface] = field(default_factory=dict)
    monthly: set[str] = field(default_factory=set)
    """The surfaces whose pages have one of each month below them (``files.derived``), by name."""
    facets: dict[str, Facet[Any]] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    files: list[Files] = field(default_factory=list)
    build: Callable[[], str] = lambda: ""
    unseen: set[str] = field(default_factory=set)
    """The verbs of facts that no page shows: where something else was done to a thing, too, its pages name that."""

    def surface(self, surface: Surface, *, monthly: bool = False) -> None:
        """Adds a surface, and says whether its pages have one of each month below them."""
        _once(self.surfaces, surface.name, surface)
        if monthly:
            self.monthly.add(surface.name)

    def facet(self, *facets: Facet[Any]) -> None:
        """Adds facets."""
        for facet in facets:
            _once(self.facets, facet.name, facet)

    def shelf(self, *shelves: Shelf) -> None:
        """Adds shelves."""
        for shelf in shelves:
            _once(self.shelves, shelf.name, shelf)

    def public_files(self, files: Files) -> None:
        """Adds a prefix of public files."""
        self.files.append(files)

    def unseen_verbs(self, *verbs: str) -> None:
        """Adds verbs of facts that no page shows."""
        self.unseen.update(verbs)

    def read_file(self, path: str) -> bytes:
        """The bytes of a public file. Raises ``FileNotFoundError`` where nobody has it."""
        for files in self.files:
            if path.startswith(files.prefix):
                return files.read(path)
        raise FileNotFoundError(path)


def _once(known: dict[str, Any], name: str, value: object) -> None:
    if name in known:
        raise ValueError(f"“{name}” is registered twice")
    known[name] = value


registry = Registry()
"""The registry of this process. Packages fill it from their ``AppConfig.ready``."""
