"""Articles as rivers of headlines show them: what a card has besides reprints none of these pages."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from rotativa.kit import trace
from rotativa.reader import reads
from rotativa.reader.making.cards import code_of, section_link, warm_subjects
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Line


def lines(identities: Sequence[str], voice: Voice) -> tuple[Line, ...]:
    """The articles that are public, in this order."""
    made = [trace.once(("line", one, voice.code), partial(_line, one, voice)) for one in identities]
    return tuple(line for line in made if line is not None)


def warm(listed: Mapping[str, Iterable[str]]) -> None:
    """Loads what lines of these articles show, by the codes of their editions, in few queries."""
    editions = {article: code for code, articles in listed.items() for article in articles}
    found = [one for one in reads.article_line.many(editions) if one is not None]
    warm_subjects("section", (f"{one.section}@{editions[one.identity]}" for one in found if one.section))
    reads.kind_code.many(dict.fromkeys(one.kind for one in found if one.kind))


def _line(identity: str, voice: Voice) -> Line | None:
    one = reads.article_line(identity)
    if one is None:
        return None
    return Line(
        path=one.path,
        headline=one.headline,
        section=section_link(one.section, voice),
        kind=code_of(one.kind),
        day=voice.format.day(one.first_published),
        time=voice.format.time(one.first_published),
    )
