"""Sitemaps and robots.txt."""

from collections.abc import Iterable, Iterator, Sequence

from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Alternate
from rotativa.reader.pages.machines import Entry, Robots, Sitemap, SitemapIndex
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
        is_edition = voice_of(argument.partition("/")[0]) is not None
        articles = reads.month(argument) if is_edition else ()
        if not articles:
            return None
        return render("sitemap.xml", Sitemap(tuple(_entries(articles))), SOURCE).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        tuple(_entries([article for articles in reads.month.many(arguments) for article in articles]))


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


def _entries(articles: Sequence[str]) -> Iterator[Entry]:
    """The public articles with those of the same stories in all editions."""
    stories = reads.article_story.many(articles)
    out = [(article, story) for article, story in zip(articles, stories, strict=True) if story is not None]
    voices = all_voices()
    members = iter(reads.story_in.many(f"{story}@{voice.code}" for _, story in out for voice in voices))
    homes = [[(voice, next(members)) for voice in voices] for _ in out]
    reads.address.many(f"article:{found[0]}" for row in homes for _, found in row if found)
    for (article, _), row in zip(out, homes, strict=True):
        own = reads.address(f"article:{article}")
        if own is not None:
            yield Entry(site().absolute(own), tuple(_alternates(row)))


def _alternates(row: Iterable[tuple[Voice, tuple[str, ...]]]) -> Iterator[Alternate]:
    for voice, found in row:
        path = reads.address(f"article:{found[0]}") if found else None
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
