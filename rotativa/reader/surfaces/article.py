"""Articles: the surface with the most places, one for each public article."""

from collections.abc import Iterator, Sequence

from rotativa.addresses.queries import current_places
from rotativa.kit import trace
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making import article as making, frame
from rotativa.reader.making.voice import voice_of
from rotativa.reader.templating import render

PRIORITY = 0


class ArticleSurface:
    """A story in one edition. Its argument is the article's identity."""

    name = "article"

    def places(self) -> Iterator[Place]:
        return (Place(path, identity_of(thing), PRIORITY) for thing, path in current_places("article"))

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        articles = [thing for thing in things if kind_of(thing) == self.name]
        with trace.batch():
            paths = reads.address.many(articles)
        return [
            (thing, Place(path, identity_of(thing), PRIORITY))
            for thing, path in zip(articles, paths, strict=True)
            if path is not None
        ]

    def render(self, argument: str) -> bytes | None:
        path = reads.address(f"article:{argument}")
        article = reads.article_full(argument) if path is not None else None
        voice = voice_of(article.edition) if article is not None else None
        if path is None or article is None or voice is None:
            return None
        return render("article.html", making.article_page(article, voice, path), voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        reads.address.many(f"article:{argument}" for argument in arguments)
        found = [article for article in reads.article_full.many(arguments) if article is not None]
        codes = frame.warm(article.edition for article in found)
        making.warm([article for article in found if article.edition in codes])
