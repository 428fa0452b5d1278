"""The front of an edition, arranged from its newest articles."""

from rotativa.reader import reads
from rotativa.reader.making import cards, data, frame, lists
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Alternate, Head
from rotativa.reader.pages.front import FrontPage
from rotativa.reader.site import site

FOUR = 4


def front_page(voice: Voice) -> FrontPage:
    """Newest first: a lead, three beside it, opinion in its column, a row of four, and the rest as the latest."""
    found = lists.newest(voice.code, voice)
    opinion = tuple(card for card in found if card.kind == cards.OPINION)[:FOUR]
    lead, secondary, rest = lists.arranged([card for card in found if card not in opinion])
    four, latest = _row(rest)
    newest = reads.article_card(reads.latest(voice.code)[0]) if found else None
    return FrontPage(
        frame=frame.frame(voice, is_front=True),
        head=_head(voice),
        day=voice.format.weekday(newest.first_published) if newest is not None else None,
        lead=lead,
        secondary=secondary,
        opinion=opinion,
        four=four,
        latest=latest,
        years=lists.years(reads.months(voice.code), voice.front, voice),
    )


def _row(rest: tuple[Card, ...]) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """A row of four with pictures where there are four; else no row, and all are the latest."""
    pictured = [card for card in rest if card.picture is not None][:FOUR]
    if len(pictured) < FOUR:
        return (), rest
    return tuple(pictured), tuple(card for card in rest if card not in pictured)


def _head(voice: Voice) -> Head:
    masthead = voice.masthead
    alternates = [Alternate(one.code, site().absolute(one.front)) for one in all_voices()]
    described = {
        "@type": "WebSite",
        "name": masthead.name,
        "url": site().absolute(voice.front),
        "inLanguage": voice.code,
        "publisher": data.organisation(voice),
    }
    return Head(
        title=f"{masthead.name} – {voice.motto}" if voice.motto else masthead.name,
        description=voice.motto,
        canonical=site().absolute(voice.front),
        alternates=(*alternates, Alternate("x-default", site().absolute("/"))),
        data=data.written(described),
    )
