"""What an editor does to a composition, step by step: each move gives a new one, in which no story stands twice."""

from dataclasses import replace
from datetime import datetime

from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.zones import LIMITS, ZoneName

_STRIP = f"{ZoneName.STRIP.value}-"


def key_of(zone: Zone) -> str:
    """What a zone is called in an address or a form: ``lead``; ``strip-3`` for the strip of a section."""
    return zone.name if zone.section is None else f"{_STRIP}{zone.section}"


def zone_of(composition: Composition, key: str) -> Zone | None:
    """The zone of that key, with what was chosen for it; None where a front has no such zone."""
    if key.startswith(_STRIP):
        return next((zone for zone in composition.strips if key_of(zone) == key), None)
    is_one = key in ZoneName.values and key != ZoneName.STRIP
    return composition.zone(key) if is_one else None


def where(composition: Composition, story: str) -> tuple[Zone, int] | None:
    """The zone in which a story was chosen, and its place there from 0."""
    for zone in composition.zones:
        for number, place in enumerate(zone.places):
            if place.story == story:
                return zone, number
    return None


def put(composition: Composition, story: str, key: str, number: int) -> tuple[Composition, Place | None]:
    """Puts a story at that place of a zone, from wherever it stood, with its end and what it says there.

    Where the zone is full then, its last place falls out, and comes back beside the composition.
    """
    found = where(composition, story)
    place = found[0].places[found[1]] if found is not None else Place(story)
    rest = take_out(composition, story)
    zone = zone_of(rest, key)
    if zone is None:
        return composition, None
    places = [*zone.places]
    places.insert(max(0, number), place)
    most = LIMITS[composition.arrangement][zone.name].chosen
    fallen = places.pop() if len(places) > most else None
    return _with(rest, replace(zone, places=tuple(places))), fallen


def take_out(composition: Composition, story: str) -> Composition:
    """The same without that story."""
    zones = (
        replace(zone, places=tuple(place for place in zone.places if place.story != story))
        for zone in composition.zones
    )
    return replace(composition, zones=tuple(zones))


def end(composition: Composition, story: str, until: datetime | None) -> Composition:
    """Lets the place of a story end at that instant; with None it stands until it is taken out."""

    return composition.dressed(lambda place: replace(place, until=until) if place.story == story else place)


def face(composition: Composition, story: str, *, headline: str, picture: str, replaces: str = "") -> Composition:
    """Gives a story a headline and a picture for its place here alone; what is empty is the article's own.

    ``replaces`` is what the article is called: the headline stands there as long as that is so.
    """

    def faced(place: Place) -> Place:
        own = replace(place, headline=headline, picture=picture, replaces=replaces if headline else "")
        return own if place.story == story else place

    return composition.dressed(faced)


def fill(composition: Composition, key: str, fills: bool) -> Composition:
    """Says whether a zone fills itself behind what was chosen."""
    zone = zone_of(composition, key)
    return composition if zone is None else _with(composition, replace(zone, fills=fills))


def add_strip(composition: Composition, section: int) -> Composition:
    """Adds the strip of a section behind the others."""
    zone = Zone(ZoneName.STRIP.value, section=section)
    known = any(one.section == section for one in composition.strips)
    return composition if known else replace(composition, zones=(*composition.zones, zone))


def drop_strip(composition: Composition, key: str) -> Composition:
    """The same without that strip, and without what was chosen for it."""
    return replace(composition, zones=tuple(zone for zone in composition.zones if key_of(zone) != key))


def shift_strip(composition: Composition, key: str, by: int) -> Composition:
    """Moves a strip among the strips."""
    strips = [*composition.strips]
    place = next((number for number, zone in enumerate(strips) if key_of(zone) == key), None)
    if place is None:
        return composition
    strips.insert(min(max(place + by, 0), len(strips) - 1), strips.pop(place))
    others = tuple(zone for zone in composition.zones if zone.name != ZoneName.STRIP)
    return replace(composition, zones=(*others, *strips))


def _with(composition: Composition, changed: Zone) -> Composition:
    """The same with this zone in the place of the one of its key."""
    keys = [key_of(zone) for zone in composition.zones]
    if key_of(changed) not in keys:
        return replace(composition, zones=(*composition.zones, changed))
    zones = (changed if key == key_of(changed) else zone for key, zone in zip(keys, composition.zones, strict=True))
    return replace(composition, zones=tuple(zones))
