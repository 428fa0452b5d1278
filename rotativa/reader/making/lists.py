"""Lists of articles, and their months."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rotativa.reader import reads
from rotativa.reader.making import cards, frame, lines, signing
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card, Line
from rotativa.reader.pages.frame import Link
from rotativa.reader.pages.lists import Year
from rotativa.stories.lists import parts_of

SECONDARY = 3

Shown = TypeVar("Shown", Card, Line)


def newest(name: str, voice: Voice) -> tuple[Card, ...]:
    """The newest articles of a list (``es/section/3``)."""
    return listed(name, reads.latest(name), voice)


def listed(name: str, articles: Sequence[str], voice: Voice) -> tuple[Card, ...]:
    """These articles of a list (``es/section/3``): on a person's, each says what they did who did not write it."""
    return _signed(name, articles, lambda some: cards.cards(some, voice))


def in_lines(name: str, articles: Sequence[str], voice: Voice) -> tuple[Line, ...]:
    """The same as headlines."""
    return _signed(name, articles, lambda some: lines.lines(some, voice))


def _signed(
    name: str, articles: Sequence[str], make: Callable[[Sequence[str]], tuple[Shown, ...]]
) -> tuple[Shown, ...]:
    _code, of, identity = parts_of(name)
    if of != "author":
        return make(articles)
    parts = signing.parts(identity, articles)
    shown = ((one, make([one])) for one in articles)
    return tuple(replace(each, part=parts[one]) if parts[one] else each for one, found in shown for each in found)


def homes(stories: Sequence[str]) -> list[dict[str, str]]:
    """Where each of these stories is public: the code of the edition to the article."""
    found = reads.story_editions.many(stories)
    return [{code: article for code, _, article in (one.partition(":") for one in members)} for members in found]


def years(months: Sequence[str], path: str, voice: Voice) -> tuple[Year, ...]:
    """The pages of these months (newest first), below the list's own path, by year."""
    by_year: dict[str, list[Link]] = {}
    for month in months:
        by_year.setdefault(month[:4], []).append(Link(voice.format.month_alone(month), f"{path}{month}/"))
    return tuple(Year(voice.format.digits(year), tuple(links)) for year, links in by_year.items())


def neighbours(months: Sequence[str], month: str, path: str, voice: Voice) -> tuple[Link | None, Link | None]:
    """The month before and the month after, of those that have a page."""
    at = months.index(month)

    def link(place: int) -> Link | None:
        if not 0 <= place < len(months):
            return None
        return Link(voice.format.month(months[place]).words, f"{path}{months[place]}/")

    return link(at + 1), link(at - 1)


def arranged(found: Sequence[Card], most: int = SECONDARY) -> tuple[Card | None, tuple[Card, ...], tuple[Card, ...]]:
    """A lead (the newest with a picture; opinion never leads), what stands beside it, and the rest, newest first."""
    able = [card for card in found if card.kind != cards.OPINION]
    lead = next((card for card in able if card.picture is not None), None)
    if lead is None:
        return None, (), tuple(found)
    beside = tuple(card for card in able if card is not lead)[:most]
    taken = {id(lead), *map(id, beside)}
    return lead, beside, tuple(card for card in found if id(card) not in taken)


def warm(listed: Mapping[str, Iterable[str]]) -> None:
    """Loads what lists of the cards of these articles show, by the codes of their editions."""
    cards.warm(article for code in frame.warm(listed) for article in listed[code])
