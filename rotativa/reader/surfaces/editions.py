"""``/``, where readers choose an edition, and the root's pages for what belongs to none: 404 and 503."""

from collections.abc import Iterator, Sequence

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making.editions import HEADLINES, editions_page
from rotativa.reader.making.voice import all_voices
from rotativa.reader.surfaces.because import of_any_edition
from rotativa.reader.templating import render

PRIORITY = 1


class EditionsSurface:
    """One page of all editions; its argument is its path."""

    def __init__(self, name: str, path: str, error: str = "") -> None:
        self.name, self.path, self._error = name, path, error

    def places(self) -> Iterator[Place]:
        with trace.batch():
            codes = reads.all_editions(reads.ALL)
        return iter((Place(self.path, self.path, PRIORITY),) if codes else ())

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_any_edition(things, self.places)

    def render(self, argument: str) -> bytes | None:
        page = editions_page(self._error)
        return None if page is None else render("editions.html", page, page.language).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        codes = [voice.code for voice in all_voices()]
        reads.motto.many(codes)
        reads.article_line.many(one for members in reads.newest.many(codes) for one in members[:HEADLINES])
