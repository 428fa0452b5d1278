"""404, 410 and 503 of each edition."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rotativa.addresses.queries import gone_places, markers_of
from rotativa.kit import trace
from rotativa.kit.things import Thing, edition_of, kind_of, whole
from rotativa.press.registry import Place
from rotativa.reader import reads
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
    context: ClassVar[type[NotFoundPage | UnavailablePage]]

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        return (Place(f"{voice.front}{self.file}", voice.code, PRIORITY) for voice in voices)

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_editions(things, self.places)

    def render(self, argument: str) -> bytes | None:
        voice = voice_of(argument)
        if voice is None:
            return None
        page = self.context(frame.frame(voice), _head(self.title, voice))
        return render(self.file, page, voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        _warm(arguments)


class NotFoundSurface(_MessageSurface):
    """404."""

    name, file, title = "not-found", "404.html", "This page is not printed."
    context = NotFoundPage


class UnavailableSurface(_MessageSurface):
    """503: something that has to be computed cannot be, while everything printed is read on."""

    name, file, title = "unavailable", "503.html", "This does not work at the moment."
    context = UnavailablePage


class GoneSurface:
    """410, in the words of what is gone. The server takes the nearest page.

    The argument is the edition's code (``es``, for articles), with a folder (``es/topics``), or a section or plain page
    and its former address (``section:3@es /es/clima/``): these stand in no folder of their own.
    """

    name = "gone"
    file = "410.html"
    titles: ClassVar[dict[str, str]] = {
        "": "This article has been withdrawn",
        "topics": "This topic is no longer kept",
        "authors": "This author has no page any more",
        "section": "This section is no longer kept",
        "page": "This page has been withdrawn",
    }
    without_folder = ("section", "page")
    folders = ("", "topics", "authors")

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        yield from self._of(voices)
        for kind in self.without_folder:
            yield from (_below(path, thing) for thing, path in gone_places(kind))

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        concerned = [thing for thing in things if kind_of(thing) in self.without_folder]
        markers = markers_of(concerned) if concerned else ()
        with trace.batch():
            public = reads.address.many(holder for _path, holder in markers)
            found = [
                (whole(holder), _below(path, holder))
                for (path, holder), now in zip(markers, public, strict=True)
                if now is None
            ]
            return [*of_editions(things, lambda: self._of(all_voices())), *found]

    def render(self, argument: str) -> bytes | None:
        thing, _, path = argument.partition(" ")
        code, _, of = (edition_of(Thing(thing)), "", kind_of(Thing(thing))) if path else argument.partition("/")
        voice = voice_of(code)
        if voice is None or (path and reads.address(thing) is not None):
            return None
        page = GonePage(frame.frame(voice), _head(self.titles[of], voice), of)
        return render(self.file, page, code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        _warm(argument.partition("/")[0] for argument in arguments if " " not in argument)

    def _of(self, voices: Iterable[Voice]) -> Iterator[Place]:
        for voice in voices:
            for folder in self.folders:
                below = f"{folder}/" if folder else ""
                yield Place(f"{voice.front}{below}{self.file}", f"{voice.code}/{folder}".rstrip("/"), PRIORITY)


def _below(path: str, thing: Thing) -> Place:
    return Place(f"{path}{GoneSurface.file}", f"{thing} {path}", PRIORITY)


def _head(title: str, voice: Voice) -> Head:
    said = voice.words(title)
    return Head(title=f"{said} – {voice.masthead.name}", description=said, canonical="")


def _warm(codes: Iterable[str]) -> None:
    for code in dict.fromkeys(codes):
        voice = voice_of(code)
        if voice is not None:
            frame.warm(voice)
