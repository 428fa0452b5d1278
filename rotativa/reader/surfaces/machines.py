"""Sitemaps, robots.txt, and the manifest of each edition."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader import assets, reads
from rotativa.reader.making.lists import homes
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Alternate
from rotativa.reader.pages.machines import Entry, Icon, Manifest, Robots, Sitemap, SitemapIndex
from rotativa.reader.site import site
from rotativa.reader.surfaces.because import of_any_edition, of_editions
from rotativa.reader.templating import render
from rotativa.reader.texts import SOURCE

PRIORITY = 5


class SitemapIndexSurface:
    """``/sitemap.xml``: the monthly sitemaps of all editions."""

    name = "sitemap-index"
    path = "/sitemap.xml"

    def places(self) -> Iterator[Place]:
        return iter((Place(self.path, self.path, PRIORITY),))

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_any_edition(things, self.places)

    def render(self, argument: str) -> bytes | None:
        with_months = [(voice, reads.all_months(voice.code)) for voice in all_voices()]
        paths = [_path(voice, month) for voice, months in with_months for month in months]
        page = SitemapIndex(tuple(site().absolute(path) for path in paths))
        return render("sitemap-index.xml", page, SOURCE).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        reads.all_months.many(voice.code for voice in all_voices())


class SitemapSurface:
    """The articles of one edition and month. The argument is ``es/2026-03``."""

    name = "sitemap"

    def places(self) -> Iterator[Place]:
        with trace.batch():
            return iter(tuple(_places(all_voices())))

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        with trace.batch():
            return [*of_editions(things, self.places), *_places_holding(things)]

    def render(self, argument: str) -> bytes | None:
        code = argument.partition("/")[0]
        stories = reads.month_stories(argument) if voice_of(code) is not None else ()
        if not stories:
            return None
        return render("sitemap.xml", Sitemap(tuple(_entries(code, stories))), SOURCE).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        for argument, stories in zip(arguments, reads.month_stories.many(arguments), strict=True):
            tuple(_entries(argument.partition("/")[0], stories))


class ManifestSurface:
    """What an edition is called on a home screen, and its sign. The argument is the edition's code."""

    name = "manifest"

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
        return (Place(f"{voice.front}manifest.json", voice.code, PRIORITY) for voice in voices)

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_editions(things, self.places)

    def render(self, argument: str) -> bytes | None:
        voice = voice_of(argument)
        return None if voice is None else render("manifest.json", _manifest(voice), SOURCE).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        reads.masthead.many(arguments)
        reads.motto.many(arguments)


class RobotsSurface:
    """``/robots.txt``."""

    name = "robots"
    path = "/robots.txt"

    def places(self) -> Iterator[Place]:
        return iter((Place(self.path, self.path, PRIORITY),))

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return of_any_edition(things, self.places)

    def render(self, argument: str) -> bytes | None:
        return render("robots.txt", Robots(site().absolute("/sitemap.xml")), SOURCE).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        """Asks nothing."""


def _manifest(voice: Voice) -> Manifest:
    masthead = voice.masthead
    return Manifest(
        name=masthead.name,
        description=voice.motto or masthead.language,
        language=voice.code,
        direction=masthead.direction,
        front=voice.front,
        icons=tuple(Icon(path, f"{side}x{side}") for side, path in assets.icons()),
        ground=assets.GROUND,
    )


def _entries(code: str, stories: Sequence[str]) -> Iterator[Entry]:
    """The public articles of these stories in one edition, with those in all editions."""
    voices, found = all_voices(), homes(stories)
    reads.address.many(f"article:{article}" for public in found for article in public.values())
    for public in found:
        own = reads.address(f"article:{public[code]}") if code in public else None
        if own is not None:
            yield Entry(site().absolute(own), tuple(_alternates(public, voices)))


def _alternates(public: Mapping[str, str], voices: Iterable[Voice]) -> Iterator[Alternate]:
    for voice in voices:
        path = reads.address(f"article:{public[voice.code]}") if voice.code in public else None
        if path is not None:
            yield Alternate(voice.code, site().absolute(path))


def _places(voices: Iterable[Voice]) -> Iterator[Place]:
    for voice in voices:
        for month in reads.all_months(voice.code):
            yield Place(_path(voice, month), f"{voice.code}/{month}", PRIORITY)


def _places_holding(things: Sequence[Thing]) -> Iterator[tuple[Thing, Place]]:
    held = reads.month.holding(tuple(things))
    last = {argument: thing for thing in things for argument in held.get(thing, ())}
    for argument, thing in last.items():
        code, _, month = argument.partition("/")
        voice = voice_of(code) if "/" not in month else None  # an edition's own list, not one of its sections
        if voice is not None:
            yield thing, Place(_path(voice, month), argument, PRIORITY)


def _path(voice: Voice, month: str) -> str:
    return f"{voice.front}sitemap-{month}.xml"
