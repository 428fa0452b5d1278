"""404, 410 and 503 of each edition."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader.making import frame
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Head
from rotativa.reader.pages.messages import GonePage, NotFoundPage, UnavailablePage
from rotativa.reader.surfaces.because import of_editions
from rotativa.reader.templating import render

PRIORITY = 2


class _MessageSurface:
    """A page without an address of its own, which the server answers with. The argument is the edition's code."""

    name: ClassVar[str]
    file: ClassVar[str]
    title: ClassVar[str]  # in English, as its template says it
    context: ClassVar[type[NotFoundPage | GonePage | UnavailablePage]]

    def page(self, voice: Voice) -> NotFoundPage | GonePage | UnavailablePage:
        """The context of the page."""
        title = voice.words(self.title)
        head = Head(title=f"{title} – {voice.masthead.name}", description=title, canonical="")
        return self.context(frame.frame(voice), head)

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        return (Place(f"{voice.front}{self.file}", voice.code, PRIORITY) for voice in voices)

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_editions(things, self.places)

    def render(self, argument: str) -> bytes | None:
        voice = voice_of(argument)
        return None if voice is None else render(self.file, self.page(voice), voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        for code in arguments:
            voice = voice_of(code)
            if voice is not None:
                frame.warm(voice)


class NotFoundSurface(_MessageSurface):
    """404."""

    name, file, title = "not-found", "404.html", "This page is not printed."
    context = NotFoundPage


class GoneSurface(_MessageSurface):
    """410."""

    name, file, title = "gone", "410.html", "This article has been withdrawn"
    context = GonePage


class UnavailableSurface(_MessageSurface):
    """503: something that has to be computed cannot be, while everything printed is read on."""

    name, file, title = "unavailable", "503.html", "This does not work at the moment."
    context = UnavailablePage
