"""The page of one month of a list: as cards while they can be read through, as headlines by day where they are many."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from rotativa.reader import reads
from rotativa.reader.making import data, frame, lines, lists, signing
from rotativa.reader.making.calendar import calendar, path_of
from rotativa.reader.making.listing import IN_BAR, plainer
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card, Line
from rotativa.reader.pages.frame import Head, Link
from rotativa.reader.pages.lists import DayOfMonth, MonthPage
from rotativa.reader.site import site
from rotativa.stories.lists import parts_of

AS_CARDS = 60
"""So many articles of a month are shown with what they are about. Of more, nobody reads all: a third of the bytes
tells where to look, and a change of a summary or a picture leaves the page as it is."""


def month_page(parent: Link, name: str, month: str, voice: Voice) -> MonthPage | None:
    """One month of a list (``es/section/3``); None where it has no page."""
    _, of, identity = parts_of(name)
    months = reads.months(name)
    if month not in months:
        return None
    title = voice.words("%(list)s, %(month)s", list=parent.words, month=voice.format.month(month).words)
    path = f"{parent.path}{month}/"
    earlier, later = lists.neighbours(months, month, parent.path, voice)
    found = reads.month(f"{name}/{month}")
    as_cards = () if is_long(found) else _cards(name, found, parent, voice)
    as_lines = _lines(name, found, voice) if is_long(found) else ()
    days = () if of else reads.days(f"{voice.code}/{month}")
    return MonthPage(
        frame=frame.frame(voice, f"{of}:{identity}" if of in IN_BAR else ""),
        head=_head(parent, Link(title, path), as_cards or as_lines, voice, is_narrow=bool(of)),
        parent=parent,
        title=title,
        cards=as_cards,
        days=_by_day(as_lines, voice, days),
        earlier=earlier,
        later=later,
        calendar=None if of else calendar(month, days, voice),
    )


def is_long(articles: Sequence[str]) -> bool:
    """Whether these are too many for cards."""
    return len(articles) > AS_CARDS


def warm(listed: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Loads what months show: the names of lists, each with the articles of one month of it."""
    as_cards: dict[str, list[str]] = {}
    as_lines: dict[str, list[str]] = {}
    signed: list[str] = []
    for name, articles in listed:
        code, of, _identity = parts_of(name)
        (as_lines if is_long(articles) else as_cards).setdefault(code, []).extend(articles)
        signed += articles if of == "author" else ()
    lists.warm(as_cards)
    lines.warm({code: as_lines[code] for code in frame.warm(as_lines)})
    signing.warm(signed)


def _cards(name: str, found: Sequence[str], parent: Link, voice: Voice) -> tuple[Card, ...]:
    return tuple(plainer(card, parts_of(name)[1], parent.words) for card in lists.listed(name, found, voice))


def _lines(name: str, found: Sequence[str], voice: Voice) -> tuple[Line, ...]:
    """A section is named above all of its own."""
    made = lists.in_lines(name, found, voice)
    return tuple(replace(line, section=None) for line in made) if parts_of(name)[1] == "section" else made


def _by_day(found: Sequence[Line], voice: Voice, pages: Collection[str]) -> tuple[DayOfMonth, ...]:
    """Lines that are newest first, by the day on which each came out; a link where that day has a page.

    Pages are of the days in addresses, which stay what they were when an edition moves to another time zone.
    """
    days: list[DayOfMonth] = []
    for day, listed in groupby(found, key=lambda line: line.day.iso):
        words = voice.format.in_year(date.fromisoformat(day))
        title = Link(words[:1].upper() + words[1:], path_of(day, voice) if day in pages else "")
        days.append(DayOfMonth(day, title, tuple(listed)))
    return tuple(days)


def _head(parent: Link, page: Link, found: Sequence[Card | Line], voice: Voice, *, is_narrow: bool) -> Head:
    address = site().absolute(page.path)
    way = [parent, page] if is_narrow else [page]
    described = data.collection(voice, address, page.words, articles=found)
    return Head(
        title=f"{page.words} – {voice.masthead.name}" if is_narrow else page.words,
        description=page.words,
        canonical=address,
        shared=data.sign(voice.masthead.name),
        data=data.written(described, data.breadcrumbs(voice, way)),
    )
