"""Which article stands where on a front: first what was chosen, then the newest where a zone fills itself.

It asks facets and shelves, inside a page's trace or at the desk's own moment (``kit.trace.at``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from rotativa.editions.lasting import followed
from rotativa.fronts import reads
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.zones import FEWEST_IN_A_STRIP, LIMITS, STRIPS_BY_THEMSELVES, ZoneName
from rotativa.kit.trace import ends, moment

OPINION = "opinion"
Fits = Callable[[str], bool]
"""Whether an article may stand in a zone by itself."""


@dataclass(frozen=True)
class Filled:
    """A zone with its articles; the first ``chosen`` of them were chosen, the others stand there by themselves."""

    name: str
    articles: tuple[str, ...] = ()
    chosen: int = 0
    section: str = ""  # of a strip


@dataclass(frozen=True)
class Arranged:
    """A front: its zones, each with what stands there; no article in two of them."""

    arrangement: str
    zones: tuple[Filled, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    """By article that stands where it was chosen: its place, with what it says and shows there."""

    def zone(self, name: str) -> Filled:
        """The zone of that name; of strips see ``strips``."""
        return next((zone for zone in self.zones if zone.name == name), Filled(name))

    @property
    def strips(self) -> tuple[Filled, ...]:
        """The strips that hold something."""
        return tuple(zone for zone in self.zones if zone.name == ZoneName.STRIP)

    @property
    def articles(self) -> tuple[str, ...]:
        """All that stands on it."""
        return tuple(article for zone in self.zones for article in zone.articles)


def arranged(edition: str, composition: Composition) -> Arranged:
    """The front of that edition as this composition has it, at the moment of the reads."""
    return _Arranging(edition, composition).arranged()


def warm(edition: str, composition: Composition) -> None:
    """Asks at once, inside a batch, what the arranging would ask one by one."""
    sections: Sequence[str] = [str(strip.section) for strip in composition.strips]
    if not sections and composition.strips_fill and STRIPS_BY_THEMSELVES[composition.arrangement]:
        sections = reads.all_sections(edition)  # nobody knows before which of them have enough left
    lists = reads.latest.many([edition, *(f"{edition}/section/{section}" for section in sections)])
    chosen = reads.story_in.many(f"{place.story}@{edition}" for place in composition.places)
    cards = reads.article_card.many(dict.fromkeys(chain.from_iterable((*lists, *chosen))))
    reads.kind_code.many(dict.fromkeys(card.kind for card in cards if card is not None and card.kind))
    reads.section_card.many(f"{section}@{edition}" for section in sections)


def _any(_article: str) -> bool:
    return True


def _shows_picture(article: str, place: Place | None) -> bool:
    """Its own, or one that was chosen for its place."""
    card = reads.article_card(article)
    return card is not None and bool(card.picture or (place is not None and place.picture))


def _fitting(article: str, place: Place) -> Place:
    """The place as it stands over the article as that is called now."""
    card = reads.article_card(article)
    return place.over(card.headline if card is not None else "")


def _moved_up(zones: Iterable[Filled]) -> tuple[Filled, ...]:
    """Without a lead, the next one leads: what was chosen to stand around it would stand nowhere."""
    found = {(zone.name, zone.section): zone for zone in zones}
    if (ZoneName.LEAD.value, "") not in found:
        for name in (ZoneName.SECONDARY.value, ZoneName.MORE.value):
            if (name, "") in found:
                below = found[name, ""]
                rest = replace(below, articles=below.articles[1:], chosen=max(below.chosen - 1, 0))
                lead = Filled(ZoneName.LEAD, below.articles[:1], min(below.chosen, 1))
                others = [zone for zone in found.values() if zone is not below]
                return (lead, *others, *([rest] if rest.articles else []))
    return tuple(found.values())


@dataclass
class _Arranging:
    edition: str
    composition: Composition
    chosen: dict[tuple[str, int | None], tuple[str, ...]] = field(default_factory=dict)  # by zone and section
    taken: set[str] = field(default_factory=set)
    newest: tuple[str, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)  # by article

    def arranged(self) -> Arranged:
        self._choose()
        self.newest = reads.latest(self.edition)
        reads.article_card.many(self.newest)
        zones = [
            self._filled(ZoneName.BREAKING),
            self._lead(),
            self._filled(ZoneName.MORE),
            self._filled(ZoneName.SECONDARY, self._is_plain),
            self._filled(ZoneName.OPINION, self._is_opinion),
            self._four(),
            *self._strips(),
            self._filled(ZoneName.PICTURES),
            self._filled(ZoneName.LATEST),
        ]
        return Arranged(self.composition.arrangement, _moved_up(zone for zone in zones if zone.articles), self.places)

    def _choose(self) -> None:
        """Takes what was chosen for any zone, before one fills itself."""
        now = self.composition.at(moment())
        stories = [place.story for place in now.places]
        public = dict(zip(stories, reads.story_in.many(f"{story}@{self.edition}" for story in stories), strict=True))
        reads.article_card.many(dict.fromkeys(chain.from_iterable(public.values())))
        for zone in now.zones:
            found = {article: place for place in zone.places for article in public[place.story]}
            if zone.name == ZoneName.PICTURES:
                found = {one: place for one, place in found.items() if _shows_picture(one, place)}
            chosen = tuple(one for one in found if one not in self.taken)
            self.chosen[zone.name, zone.section] = chosen
            self.places.update({one: _fitting(one, found[one]) for one in chosen})
            for one in chosen:
                ends(found[one].until)
            self.taken.update(chosen)

    def _filled(self, name: str, fits: Fits = _any) -> Filled:
        zone = self.composition.zone(name)
        return self._fill(zone, self.newest, fits)

    def _fill(self, zone: Zone, pool: Iterable[str], fits: Fits, section: str = "") -> Filled:
        """What was chosen, and behind it, where the zone fills itself, what fits."""
        chosen = self.chosen.get((zone.name, zone.section), ())
        room = LIMITS[self.composition.arrangement][zone.name].filled - len(chosen) if zone.fills else 0
        found = self._some(pool, max(room, 0), fits)
        self.taken.update(found)
        return Filled(zone.name, (*chosen, *found), len(chosen), section)

    def _some(self, pool: Iterable[str], most: int, fits: Fits) -> tuple[str, ...]:
        return tuple(islice((one for one in pool if one not in self.taken and fits(one)), most))

    def _lead(self) -> Filled:
        """The newest with a picture, or else the newest; opinion does not lead by itself."""
        pictured = self._filled(ZoneName.LEAD, lambda one: self._is_plain(one) and self._has_picture(one))
        return pictured if pictured.articles else self._filled(ZoneName.LEAD, self._is_plain)

    def _four(self) -> Filled:
        """All with a picture, where what was chosen is so; by itself it is full or empty."""
        zone = self.composition.zone(ZoneName.FOUR)
        chosen = self.chosen.get((zone.name, None), ())
        reads.article_card.many(chosen)
        with_pictures = all(map(self._has_picture, chosen))

        def fits(one: str) -> bool:
            return self._is_plain(one) and (self._has_picture(one) or not with_pictures)

        most = LIMITS[self.composition.arrangement][zone.name].filled
        if not chosen and len(self._some(self.newest, most, fits)) < most:
            return Filled(zone.name)
        return self._fill(zone, self.newest, fits)

    def _strips(self) -> list[Filled]:
        """The sections that were chosen; else those in their order of which enough is left."""
        if self.composition.strips:
            return self._chosen_strips(self.composition.strips)
        most = STRIPS_BY_THEMSELVES[self.composition.arrangement] if self.composition.strips_fill else 0
        strips: list[Filled] = []
        for section in reads.all_sections(self.edition) if most else ():
            if len(strips) == most:
                break
            pool = self._of_section(section)
            if len(self._some(pool, FEWEST_IN_A_STRIP, _any)) == FEWEST_IN_A_STRIP:
                strips.append(self._fill(Zone(ZoneName.STRIP), self._pictured_first(pool), _any, section))
        return strips

    def _chosen_strips(self, chosen: Sequence[Zone]) -> list[Filled]:
        strips: dict[str, Filled] = {}
        for zone in chosen:
            # What was merged is one section now.
            section = next(iter(followed(reads.section_card, [str(zone.section)], self.edition)), "")
            places = self.chosen.get((zone.name, zone.section), ())
            if not section or section in strips:
                self._leave(places)
                continue
            pool = self._of_section(section)
            strips[section] = self._fill(zone, pool if places else self._pictured_first(pool), _any, section)
        return list(strips.values())

    def _leave(self, articles: Iterable[str]) -> None:
        """Lets them stand wherever they come by themselves, as themselves."""
        for article in articles:
            self.taken.discard(article)
            self.places.pop(article, None)

    def _of_section(self, section: str) -> tuple[str, ...]:
        return reads.latest(f"{self.edition}/section/{section}")

    def _pictured_first(self, pool: Sequence[str]) -> tuple[str, ...]:
        """The newest with a picture before the others: a strip begins with a picture."""
        left = self._some(pool, LIMITS[self.composition.arrangement][ZoneName.STRIP].filled, _any)
        reads.article_card.many(left)
        first = next(filter(self._has_picture, left), None)
        return left if first is None else (first, *(one for one in left if one != first))

    def _is_opinion(self, article: str) -> bool:
        card = reads.article_card(article)
        return card is not None and bool(card.kind) and reads.kind_code(card.kind) == OPINION

    def _is_plain(self, article: str) -> bool:
        return not self._is_opinion(article)

    def _has_picture(self, article: str) -> bool:
        return _shows_picture(article, self.places.get(article))
