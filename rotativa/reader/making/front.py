"""The front of an edition: what was composed for it, and what fills itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rotativa.fronts.arranging import Arranged, Filled, arranged, warm as warm_arranging
from rotativa.fronts.composition import Composition, Place
from rotativa.fronts.zones import Arrangement, ZoneName
from rotativa.reader import reads
from rotativa.reader.making import cards, data, frame, lists, navigation, pictures
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Alternate, Head, Preview
from rotativa.reader.pages.front import FrontPage, Minute, Strip
from rotativa.reader.pages.pieces import anchor
from rotativa.reader.site import site
from rotativa.stories.text import LiveEntry

MINUTES = 5


def front_page(voice: Voice, draft: Composition | None = None, preview: Preview | None = None) -> FrontPage:
    """The front as it is published, or as a draft composes it."""
    plan = _plan(voice, draft)
    newest = next(iter(reads.article_line.many(reads.latest(voice.code)[:1])), None)

    def zone(name: str) -> tuple[Card, ...]:
        return _cards(plan, plan.zone(name), voice)

    return FrontPage(
        frame=frame.frame(voice, is_front=True, preview=preview),
        head=_head(voice, is_draft=preview is not None),
        arrangement=plan.arrangement,
        day=voice.format.weekday(newest.first_published) if newest is not None else None,
        breaking=zone(ZoneName.BREAKING),
        lead=next(iter(zone(ZoneName.LEAD)), None),
        more=zone(ZoneName.MORE),
        minutes=_minutes(plan, voice),
        secondary=zone(ZoneName.SECONDARY),
        opinion=zone(ZoneName.OPINION),
        four=_alike(zone(ZoneName.FOUR)),
        strips=tuple(strip for each in plan.strips if (strip := _strip(plan, each, voice)) is not None),
        pictures=zone(ZoneName.PICTURES),
        latest=zone(ZoneName.LATEST),
        years=lists.years(reads.months(voice.code), voice.front, voice),
    )


def warm(codes: Iterable[str]) -> None:
    """Loads what the fronts of these editions show, in few queries."""
    codes, plans = tuple(codes), []
    for voice in (voice for code in codes if (voice := voice_of(code)) is not None):
        warm_arranging(voice.code, _published(voice))
        plans.append(_plan(voice))
        reads.article_line.many(reads.latest(voice.code)[:1])
    reads.page_policy.many(f"{page}@{code}" for code in codes for page in reads.all_pages(code))
    cards.warm(article for plan in plans for article in plan.articles)
    pictures.warm(*(place.picture for plan in plans for place in plan.places.values()))


def _plan(voice: Voice, draft: Composition | None = None) -> Arranged:
    return arranged(voice.code, _published(voice) if draft is None else draft)


def _published(voice: Voice) -> Composition:
    """What was composed for readers; the front that fills itself, where nothing was."""
    return reads.front_composition(voice.code) or Composition()


def _alike(row: Sequence[Card]) -> tuple[Card, ...]:
    """All with their picture, or none."""
    if all(card.picture is not None for card in row):
        return tuple(row)
    return tuple(replace(card, picture=None) for card in row)


def _cards(plan: Arranged, filled: Filled, voice: Voice) -> tuple[Card, ...]:
    """The cards of a zone, each as the editor has it in its place."""
    places, articles = plan.places, filled.articles
    found = [(places.get(article), card) for article in articles for card in cards.portrayed([article], voice)]
    return tuple(card if place is None else _in_place(card, place, voice) for place, card in found)


def _in_place(card: Card, place: Place, voice: Voice) -> Card:
    """With the headline and the picture of this place, where it has its own."""
    picture = pictures.view(place.picture, voice, alt="")
    return replace(card, headline=place.headline or card.headline, picture=picture or card.picture)


def _strip(plan: Arranged, filled: Filled, voice: Voice) -> Strip | None:
    section = cards.section_link(filled.section, voice)
    found = [replace(card, section=None) for card in _cards(plan, filled, voice)]
    if section is None or not found:
        return None
    return Strip(section, found[0], tuple(found[1:]))


def _minutes(plan: Arranged, voice: Voice) -> tuple[Minute, ...]:
    """The newest entries of a live story, where it leads as big news."""
    lead = next(iter(plan.zone(ZoneName.LEAD).articles), "")
    if plan.arrangement != Arrangement.BIG or not lead or not _is_live(lead):
        return ()
    article, path = reads.article_full(lead), reads.address(f"article:{lead}")
    found = article.text.body if article is not None else ()
    entries = [(one.at, one) for one in found if isinstance(one, LiveEntry) and one.at is not None and one.headline]
    newest = sorted(entries, key=lambda entry: entry[0], reverse=True)[:MINUTES]
    return tuple(Minute(f"{path}#{anchor(one.id)}", voice.format.time(at), one.headline) for at, one in newest)


def _is_live(article: str) -> bool:
    card = reads.article_card(article)
    return card is not None and cards.code_of(card.kind) == cards.LIVE


def _head(voice: Voice, *, is_draft: bool) -> Head:
    masthead = voice.masthead
    alternates = [Alternate(one.code, site().absolute(one.front)) for one in all_voices()]
    described = {
        "@type": "WebSite",
        "name": masthead.name,
        "url": site().absolute(voice.front),
        "inLanguage": voice.code,
        "publisher": data.organisation(voice) | navigation.policies(voice),
    }
    return Head(
        title=f"{masthead.name} – {voice.motto}" if voice.motto else masthead.name,
        description=voice.motto,
        canonical="" if is_draft else site().absolute(voice.front),
        alternates=() if is_draft else (*alternates, Alternate("x-default", site().absolute("/"))),
        shared=None if is_draft else data.sign(masthead.name),
        data="" if is_draft else data.written(described),
    )
