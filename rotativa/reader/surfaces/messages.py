"""404, 410 and 503 of each edition."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from rotativa.addresses.queries import gone_places, markers_of
from rotativa.kit import trace
from rotativa.kit.batches import batched
from rotativa.kit.things import Thing, edition_of, identity_of, kind_of, whole
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making import frame, message
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Head
from rotativa.reader.pages.messages import GonePage, NotFoundPage, UnavailablePage, Withdrawn
from rotativa.reader.surfaces.because import of_editions
from rotativa.reader.templating import render

PRIORITY = 2
_AT_ONCE = 1000


class _MessageSurface(ABC):
    """A page without an address of its own, which the server answers with. The argument is the edition's code."""

    name: ClassVar[str]
    file: ClassVar[str]
    title: ClassVar[str]  # in English, as its template says it

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
        return render(self.file, self.page(voice, _head(self.title, voice)), voice.code).encode()

    @abstractmethod
    def page(self, voice: Voice, head: Head) -> Any:
        """What its template sees."""

    def warm(self, arguments: Sequence[str]) -> None:
        _warm(arguments)


class NotFoundSurface(_MessageSurface):
    """404."""

    name, file, title = "not-found", "404.html", "This page is not printed."

    def page(self, voice: Voice, head: Head) -> NotFoundPage:
        return NotFoundPage(frame.frame(voice), head, message.latest(voice))


class UnavailableSurface(_MessageSurface):
    """503: something that has to be computed cannot be, while everything printed is read on."""

    name, file, title = "unavailable", "503.html", "This does not work at the moment."

    def page(self, voice: Voice, head: Head) -> UnavailablePage:
        return UnavailablePage(frame.frame(voice), head)


class GoneSurface:
    """410, in the words of what is gone. The server takes the nearest page.

    The argument is the edition's code (``es``, for articles), with a folder (``es/topics``), or a thing and its former
    address (``section:3@es /es/clima/``): sections and plain pages stand in no folder of their own, and of an article
    it may be told which one it was.
    """

    name = "gone"
    file = "410.html"
    titles: ClassVar[dict[str, str]] = {
        "article": "This article has been withdrawn",
        "topics": "This topic is no longer kept",
        "authors": "This author has no page any more",
        "section": "This section is no longer kept",
        "page": "This page has been withdrawn",
    }
    told_below = ("article", "section", "page")
    folders = ("", "topics", "authors")

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        yield from self._of(voices)
        for kind in self.told_below:
            for some in batched(gone_places(kind), _AT_ONCE):
                with trace.batch():
                    told = _told(some)
                yield from (_below(path, thing) for thing, path in told)  # outside: whoever walks on finds no memory

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        concerned = [thing for thing in things if kind_of(thing) in self.told_below]
        markers = markers_of(concerned) if concerned else ()
        with trace.batch():
            public = reads.address.many(holder for _path, holder in markers)
            gone = [(holder, path) for (path, holder), now in zip(markers, public, strict=True) if now is None]
            found = [(whole(holder), _below(path, holder)) for holder, path in _told(gone)]
            return [*of_editions(things, lambda: self._of(all_voices())), *found]

    def render(self, argument: str) -> bytes | None:
        thing, _, path = argument.partition(" ")
        return self._of_thing(Thing(thing)) if path else self._in_folder(argument)

    def _in_folder(self, argument: str) -> bytes | None:
        code, _, folder = argument.partition("/")
        voice = voice_of(code)
        return None if voice is None else self._page(voice, folder or "article")

    def _of_thing(self, thing: Thing) -> bytes | None:
        if reads.address(thing) is not None:
            return None
        if kind_of(thing) != "article":
            voice = voice_of(edition_of(thing))
            return None if voice is None else self._page(voice, kind_of(thing))
        gone = reads.article_gone(identity_of(thing))
        voice = voice_of(gone.edition) if gone is not None else None
        return None if gone is None or voice is None else self._page(voice, "article", message.withdrawn(gone, voice))

    def _page(self, voice: Voice, of: str, told: Withdrawn | None = None) -> bytes:
        page = GonePage(frame.frame(voice), _head(self.titles[of], voice), of, told, message.latest(voice))
        return render(self.file, page, voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        things = [Thing(argument.partition(" ")[0]) for argument in arguments if " " in argument]
        reads.address.many(things)
        gone = reads.article_gone.many(identity_of(thing) for thing in things if kind_of(thing) == "article")
        codes = [edition_of(thing) for thing in things if edition_of(thing)]
        codes += [told.edition for told in gone if told is not None]
        _warm([*codes, *(argument.partition("/")[0] for argument in arguments if " " not in argument)])

    def _of(self, voices: Iterable[Voice]) -> Iterator[Place]:
        for voice in voices:
            for folder in self.folders:
                below = f"{folder}/" if folder else ""
                yield Place(f"{voice.front}{below}{self.file}", f"{voice.code}/{folder}".rstrip("/"), PRIORITY)


def _told(gone: Sequence[tuple[Thing, str]]) -> list[tuple[Thing, str]]:
    """What is gone, and has a page that says so: of articles, those that readers are told of."""
    articles = {identity_of(thing) for thing, _path in gone if kind_of(thing) == "article"}
    silent = {
        article for article, told in zip(articles, reads.article_gone.many(articles), strict=True) if told is None
    }
    return [(thing, path) for thing, path in gone if kind_of(thing) != "article" or identity_of(thing) not in silent]


def _below(path: str, thing: Thing) -> Place:
    return Place(f"{path}{GoneSurface.file}", f"{thing} {path}", PRIORITY)


def _head(title: str, voice: Voice) -> Head:
    said = voice.words(title)
    return Head(title=f"{said} – {voice.masthead.name}", description=said, canonical="")


def _warm(codes: Iterable[str]) -> None:
    message.warm(frame.warm(codes))
