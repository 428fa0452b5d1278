"""404 and 410 of each edition."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rotativa.kit import trace
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.press.registry import Place
from rotativa.reader.making import frame
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Head
from rotativa.reader.pages.messages import GonePage, NotFoundPage
from rotativa.reader.templating import render

PRIORITY = 2


class _MessageSurface:
    """A page without an address of its own, which the server answers with. The argument is the edition's code."""

    name: ClassVar[str]
    file: ClassVar[str]

    def page(self, voice: Voice) -> NotFoundPage | GonePage:
        """The context of the page."""
        raise NotImplementedError

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        return (Place(f"{voice.front}{self.file}", voice.code, PRIORITY) for voice in voices)

    def places_of(self, thing: Thing) -> Sequence[Place]:
        if kind_of(thing) != "edition":
            return ()
        return tuple(place for place in self.places() if place.argument == identity_of(thing))

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

    name = "not-found"
    file = "404.html"

    def page(self, voice: Voice) -> NotFoundPage:
        title = voice.words("This page is not printed.")
        return NotFoundPage(frame.frame(voice), _head(title, voice))


class GoneSurface(_MessageSurface):
    """410."""

    name = "gone"
    file = "410.html"

    def page(self, voice: Voice) -> GonePage:
        title = voice.words("This article has been withdrawn")
        return GonePage(frame.frame(voice), _head(title, voice))


def _head(title: str, voice: Voice) -> Head:
    return Head(title=f"{title} – {voice.masthead.name}", description=title, canonical="")
