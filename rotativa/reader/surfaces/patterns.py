"""The pattern page, printed with a demonstration only: readers of a newsroom have no use for it."""

from collections.abc import Iterator, Sequence

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.patterns.page import pattern_page
from rotativa.reader.site import site
from rotativa.reader.surfaces.because import of_any_edition

PRIORITY = 2
PATH = "/pattern-page.html"


class PatternSurface:
    """One page, whatever the editions are; it is there as soon as there is one."""

    name = "patterns"

    def places(self) -> Iterator[Place]:
        if not site().is_demonstration:
            return iter(())
        with trace.batch():
            codes = reads.all_editions(reads.ALL)
        return iter((Place(PATH, PATH, PRIORITY),) if codes else ())

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_any_edition(things, self.places)

    def render(self, argument: str) -> bytes | None:
        return pattern_page().encode()

    def warm(self, arguments: Sequence[str]) -> None:
        """It reads nothing."""
