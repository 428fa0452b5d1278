"""Fronts: one for each edition."""

from collections.abc import Iterator, Sequence

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making import frame, front
from rotativa.reader.making.voice import all_voices, voice_of
from rotativa.reader.surfaces.because import of_editions
from rotativa.reader.templating import render

PRIORITY = 1


class FrontSurface:
    """The front of an edition. Its argument is the edition's code."""

    name = "front"

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        return (Place(voice.front, voice.code, PRIORITY) for voice in voices)

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_editions(things, self.places)

    def render(self, argument: str) -> bytes | None:
        voice = voice_of(argument)
        return None if voice is None else render("front.html", front.front_page(voice), voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        reads.months.many(arguments)
        reads.motto.many(arguments)
        reads.front_composition.many(arguments)
        front.warm(frame.warm(arguments))
