"""What stands on a front, as the screen on which it is composed shows it: what was chosen, and what fills itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils.functional import cached_property

from rotativa.desk.queries.stories import Cell, cell
from rotativa.editions.lasting import resolved
from rotativa.fronts.arranging import Arranged, Filled, arranged, warm
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.moves import key_of, where
from rotativa.fronts.queries import FrontNow
from rotativa.fronts.zones import LIMITS, Limits, ZoneName
from rotativa.kit import trace
from rotativa.stories.facets import card as article_card
from rotativa.stories.models import ArticleRow, State
from rotativa.topics.facets import sections as section_cards

PUBLIC = State.OUT.value


@dataclass(frozen=True)
class Known:
    """A story as it stands in the edition of a front; where it has no article there, as it is called elsewhere."""

    story: str
    called: Cell | None = None  # None where the story is gone
    here: Cell | None = None
    headline: str = ""  # that readers have, or that it would go out with; empty where it has none, or is gone
    has_picture: bool = False

    @property
    def read_as(self) -> str:
        """Its headline here; empty where it has no article here."""
        return self.headline if self.here is not None else ""

    @property
    def stands(self) -> str:
        """How its article stands: ``out``, a state of the list of stories, ``none``, or ``gone``."""
        if self.here is not None:
            return self.here.state
        return "none" if self.called is not None else "gone"


@dataclass(frozen=True)
class PlaceShown:
    """A place that somebody chose."""

    number: int
    place: Place
    known: Known
    has_ended: bool
    is_shown: bool  # to readers, now, by this composition
    mark: str  # against what is published: "new", "moved", "changed", or nothing

    @property
    def is_outlived(self) -> bool:
        """Whether its headline here was chosen for an article that is called otherwise now: it does not stand there."""
        return self.known.here is not None and self.place.is_outlived(self.known.read_as)


@dataclass(frozen=True)
class ZoneShown:
    """A zone with what was chosen for it, and what stands behind it by itself."""

    key: str
    name: str
    section: str  # the name of a strip's section, in the words of the edition
    limits: Limits
    fills: bool
    places: tuple[PlaceShown, ...] = ()
    filled: tuple[str, ...] = ()  # headlines

    @property
    def label(self) -> str:
        """What editors call it."""
        return self.section or str(ZoneName(self.name).label)


@dataclass(frozen=True)
class Board:
    """The whole front: zones in an editor's order; ``strips`` that stand there by themselves come last."""

    zones: tuple[ZoneShown, ...]
    by_themselves: tuple[ZoneShown, ...] = ()
    where: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # by story: the label of its zone, its place

    @cached_property
    def spots(self) -> tuple[tuple[str, str, int, bool], ...]:
        """Every place at which a story can be put: key and label of the zone, number, and whether one stands there."""
        return tuple(
            (zone.key, zone.label, number, number <= len(zone.places))
            for zone in self.zones
            for number in range(1, min(len(zone.places) + 1, zone.limits.chosen) + 1)
        )


def in_edition(edition: str, stories: Iterable[str]) -> Mapping[str, Known]:
    """These stories as they stand in an edition. One query."""
    wanted = list(dict.fromkeys(stories))
    by_story: dict[str, list[ArticleRow]] = {}
    rows = ArticleRow.objects.filter(story__in=[UUID(story) for story in wanted]).select_related("story")
    for row in rows.order_by("article"):
        by_story.setdefault(str(row.story_id), []).append(row)
    return {story: _known(story, by_story.get(story, []), edition) for story in wanted}


def _known(story: str, rows: list[ArticleRow], edition: str) -> Known:
    if not rows:
        return Known(story)
    original = rows[0].story.original_id
    here = next((row for row in rows if row.edition_id == edition), None)
    called = here or next((row for row in rows if row.article_id == original), rows[0])
    return Known(
        story=story,
        called=cell(called, original),
        here=cell(here, original) if here is not None else None,
        headline=_read_as(called),
        has_picture=here is not None and here.picture is not None,
    )


def _read_as(row: ArticleRow) -> str:
    return row.headline if row.state == State.OUT else row.draft_headline or row.headline


def as_arranged(edition: str, composition: Composition, now: datetime) -> Arranged:
    """Which article stands where on that front, at that moment."""
    with trace.at(now), trace.batch():
        warm(edition, composition)
        return arranged(edition, composition)


def headlines(articles: Iterable[str]) -> Mapping[str, str]:
    """What public articles are called, by their identity. One query."""
    wanted = tuple(articles)
    cards = article_card.many(wanted)
    return {one: card.headline for one, card in zip(wanted, cards, strict=True) if card is not None}


def sections_now(edition: str, sections: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """What sections are now, and are called in an edition: one that was merged is the one that it became."""
    wanted = tuple(dict.fromkeys(sections))
    found = resolved(section_cards, (f"{section}@{edition}" for section in wanted))
    return {
        section: (now.partition("@")[0], card.name if card is not None else "–")
        for section, (now, card) in zip(wanted, found, strict=True)
    }


def board(front: FrontNow, known: Mapping[str, Known], now: datetime) -> Board:
    """The draft of a front as it is composed."""
    with trace.batch():
        plan = as_arranged(front.edition, front.draft, now)
        names = headlines(plan.articles)
        strips = [strip for strip in plan.strips if not front.draft.strips]
        wanted = [*(str(zone.section) for zone in front.draft.strips), *(strip.section for strip in strips)]
        sections = sections_now(front.edition, wanted)
    making = _Making(front, known, plan, names, sections, now)
    zones = tuple(making.zone(zone) for zone in _in_order(front.draft))
    by_themselves = tuple(making.by_itself(strip) for strip in strips)
    places = {one.place.story: (zone.label, one.number) for zone in zones for one in zone.places}
    return Board(zones, by_themselves, places)


def unseen(front: FrontNow, moment: datetime) -> tuple[tuple[ZoneShown, PlaceShown], ...]:
    """The places of the draft that readers will not see at that moment as things are, each with its zone."""
    known = in_edition(front.edition, (place.story for place in front.draft.places))
    zones = board(front, known, moment).zones
    return tuple((zone, one) for zone in zones for one in zone.places if not _will_be_seen(one, moment))


def _will_be_seen(one: PlaceShown, moment: datetime) -> bool:
    """What is scheduled itself is out by its own moment."""
    here = one.known.here
    due = here.scheduled_at if here is not None and one.known.stands == "scheduled" else None
    return one.is_shown or (due is not None and due <= moment and not one.has_ended)


def _in_order(composition: Composition) -> Iterable[Zone]:
    for name in ZoneName.values:
        if name == ZoneName.STRIP:
            yield from composition.strips
        else:
            yield composition.zone(name)


@dataclass(frozen=True)
class _Making:
    front: FrontNow
    known: Mapping[str, Known]
    plan: Arranged
    headlines: Mapping[str, str]
    sections: Mapping[str, tuple[str, str]]
    now: datetime

    def zone(self, zone: Zone) -> ZoneShown:
        section, name = self.sections.get(str(zone.section), ("", ""))
        filled = next(
            (one for one in self.plan.zones if one.name == zone.name and one.section == section), Filled(zone.name)
        )
        return ZoneShown(
            key=key_of(zone),
            name=zone.name,
            section=name,
            limits=LIMITS[self.front.draft.arrangement][zone.name],
            fills=zone.fills,
            places=tuple(self._place(zone, number, place) for number, place in enumerate(zone.places, 1)),
            filled=self._by_itself(filled),
        )

    def by_itself(self, strip: Filled) -> ZoneShown:
        limits = LIMITS[self.front.draft.arrangement][strip.name]
        zone = Zone(strip.name, section=int(strip.section))
        return ZoneShown(
            key=key_of(zone),
            name=strip.name,
            section=self.sections[strip.section][1],
            limits=limits,
            fills=True,
            filled=self._by_itself(strip),
        )

    def _by_itself(self, filled: Filled) -> tuple[str, ...]:
        return tuple(self.headlines.get(one, "") for one in filled.articles[filled.chosen :])

    @cached_property
    def _shown(self) -> frozenset[str]:
        """What readers see because it was chosen, though it may have moved up to lead."""
        return frozenset(one for zone in self.plan.zones for one in zone.articles[: zone.chosen])

    def _place(self, zone: Zone, number: int, place: Place) -> PlaceShown:
        known = self.known[place.story]
        return PlaceShown(
            number=number,
            place=place,
            known=known,
            has_ended=place.until is not None and place.until <= self.now,
            is_shown=known.here is not None and str(known.here.article) in self._shown,
            mark=self._mark(zone, number, place),
        )

    def _mark(self, zone: Zone, number: int, place: Place) -> str:
        published = self.front.published.composition if self.front.published is not None else Composition()
        stood = where(published, place.story)
        if stood is None:
            return "new"
        if (key_of(stood[0]), stood[1]) != (key_of(zone), number - 1):
            return "moved"
        was = stood[0].places[stood[1]]
        return "" if replace(was, until=place.until) == place else "changed"
