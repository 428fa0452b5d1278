"""What an editor composes: an arrangement, and for each zone the stories that were chosen.

A composition without a choice is the automatic front: every zone that can fills itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.fronts.zones import Arrangement, ZoneName
from rotativa.stories.bodies import one_line

MOST_SIGNS = 255
"""So long is a headline at most, as that of an article."""
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Spaces and joints without width, and what turns the words beside it; joiners and marks that scripts need stay."""


@dataclass(frozen=True)
class Place:
    """A place of a zone: a story, shown while it has an article in this edition, and until an instant if it has one.

    It may say and show something else there than the article does in lists.
    """

    story: str  # its UUID
    until: datetime | None = None
    headline: str = ""  # empty: the article's own
    picture: str = ""  # identity; empty: the article's own
    replaces: str = ""  # what the article was called when its headline here was chosen

    def fits(self, called: str) -> bool:
        """Whether its own headline may stand over an article that is called so: the one for which it was chosen.

        What was corrected or withdrawn would live on here otherwise. A headline of which nobody kept what it replaces
        fits none.
        """
        return self.replaces != "" and self.replaces == called

    def is_outlived(self, called: str) -> bool:
        """Whether it has a headline of its own that does not fit that article any more."""
        return self.headline != "" and not self.fits(called)

    def over(self, called: str) -> "Place":
        """The same over an article that is called so: where its headline does not fit, with that of the article."""
        return self if self.fits(called) else replace(self, headline="", replaces="")

    def with_own_picture(self) -> "Place":
        """The same with the picture of the article."""
        return replace(self, picture="")


@dataclass(frozen=True)
class Zone:
    """A zone: its places in order. Where it ``fills``, the newest stories stand behind what was chosen."""

    name: str
    places: tuple[Place, ...] = ()
    section: int | None = None  # of a strip
    fills: bool = True


@dataclass(frozen=True)
class Composition:
    """A front as it was composed. A zone that is not named here fills itself."""

    arrangement: str = Arrangement.LEAD.value
    zones: tuple[Zone, ...] = ()
    strips_fill: bool = True  # whether sections stand there by themselves where no strip was chosen

    def zone(self, name: str) -> Zone:
        """The zone of that name; of strips see ``strips``."""
        return next((zone for zone in self.zones if zone.name == name), Zone(name))

    @property
    def strips(self) -> tuple[Zone, ...]:
        """The strips that were chosen, in their order."""
        return tuple(zone for zone in self.zones if zone.name == ZoneName.STRIP)

    @property
    def places(self) -> tuple[Place, ...]:
        """All places of all zones."""
        return tuple(place for zone in self.zones for place in zone.places)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures that were chosen for one place, each once."""
        return tuple(dict.fromkeys(place.picture for place in self.places if place.picture))

    def dressed(self, dress: Callable[[Place], Place]) -> "Composition":
        """The same with every place as ``dress`` gives it."""
        zones = (replace(zone, places=tuple(map(dress, zone.places))) for zone in self.zones)
        return replace(self, zones=tuple(zones))

    def tidied(self) -> "Composition":
        """The same with zones in one order, and without those that say nothing: equal fronts are equal."""
        order = {name: number for number, name in enumerate(ZoneName.values)}
        said = [zone for zone in self.zones if zone.places or not zone.fills or zone.section is not None]
        return replace(self, zones=tuple(sorted(said, key=lambda zone: order.get(zone.name, len(order)))))

    def at(self, now: datetime) -> "Composition":
        """The same without the places that have ended by then."""
        return replace(self, zones=tuple(replace(zone, places=_lasting(zone.places, now)) for zone in self.zones))


def own_headline(typed: str) -> str:
    """A headline for a place as it is kept, on one line; empty where no letter or digit is left, for a link."""
    line = one_line(typed.translate(_UNSEEN))
    return line if any(map(str.isalnum, line)) else ""


def to_json(composition: Composition) -> dict[str, Any]:
    """As it is kept, and as the desk hands it to its screen."""
    return {
        "arrangement": str(composition.arrangement),
        "strips_fill": composition.strips_fill,
        "zones": [
            {
                "name": str(zone.name),
                "section": zone.section,
                "fills": zone.fills,
                "places": [
                    {
                        "story": place.story,
                        "until": place.until.isoformat() if place.until else None,
                        "headline": place.headline,
                        "picture": place.picture,
                        "replaces": place.replaces,
                    }
                    for place in zone.places
                ],
            }
            for zone in composition.zones
        ],
    }


def from_json(data: Any) -> Composition:
    """Back again. Raises ``ValidationError`` for what is no composition: it may come from outside."""
    try:
        return Composition(
            arrangement=Arrangement(data.get("arrangement", Arrangement.LEAD)).value,
            zones=tuple(_zone(zone) for zone in data.get("zones", ())),
            strips_fill=_truth(data.get("strips_fill", True)),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValidationError(_("This is not a composition of a front. Nothing was saved.")) from error


def _zone(data: Mapping[str, Any]) -> Zone:
    section = data.get("section")
    return Zone(
        name=ZoneName(data["name"]).value,
        places=tuple(_place(place) for place in data.get("places", ())),
        section=None if section is None else int(section),
        fills=_truth(data.get("fills", True)),
    )


def _place(data: Mapping[str, Any]) -> Place:
    until = data.get("until")
    moment = datetime.fromisoformat(until) if until else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("the end of a place needs a time zone")
    headline, picture = own_headline(str(data.get("headline", ""))), str(data.get("picture", ""))
    replaces = str(data.get("replaces", "")) if headline else ""
    if max(len(headline), len(replaces)) > MOST_SIGNS or not (picture == "" or picture.isdecimal()):
        raise ValueError("no headline, or no picture")
    return Place(str(UUID(data["story"])), moment, headline, picture, replaces)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def _lasting(places: Iterable[Place], now: datetime) -> tuple[Place, ...]:
    return tuple(place for place in places if place.until is None or place.until > now)
