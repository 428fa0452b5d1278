"""Articles as rivers of headlines show them: what a card has besides reprints none of these pages."""

from collections.abc import Iterable, Mapping, Sequence

from rotativa.reader import reads
from rotativa.reader.making.cards import code_of, section_link, warm_subjects
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Line
from rotativa.stories.queries import ArticleLine


def lines(identities: Sequence[str], voice: Voice) -> tuple[Line, ...]:
    """The articles that are public, in this order."""
    return tuple(_line(one, voice) for one in reads.article_line.many(identities) if one is not None)


def warm(listed: Mapping[str, Iterable[str]]) -> None:
    """Loads what lines of these articles show, by the codes of their editions, in few queries."""
    editions = {article: code for code, articles in listed.items() for article in articles}
    found = [one for one in reads.article_line.many(editions) if one is not None]
    warm_subjects("section", (f"{one.section}@{editions[one.identity]}" for one in found if one.section))
    reads.kind_code.many(dict.fromkeys(one.kind for one in found if one.kind))


def _line(one: ArticleLine, voice: Voice) -> Line:
    return Line(
        path=one.path,
        headline=one.headline,
        section=section_link(one.section, voice),
        kind=code_of(one.kind),
        day=voice.format.day(one.first_published),
        time=voice.format.time(one.first_published),
    )
