"""How two fronts differ for readers: which stories come, move, look different and go."""

from collections.abc import Mapping
from dataclasses import dataclass

from rotativa.fronts.arranging import Arranged
from rotativa.fronts.composition import Place


@dataclass(frozen=True)
class Spot:
    """A place on a front, as readers see it."""

    zone: str
    section: str  # of a strip
    number: int  # from 1
    is_chosen: bool
    headline: str = ""  # that it has in this place alone
    picture: str = ""


@dataclass(frozen=True)
class Change:
    """What becomes of an article: where it stood, and where it will; None where it is not on that front."""

    article: str
    was: Spot | None
    becomes: Spot | None


@dataclass(frozen=True)
class Differences:
    """What changes for readers, in their reading order."""

    added: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    faced: tuple[Change, ...] = ()  # another headline or picture, whether or not it has moved
    removed: tuple[Change, ...] = ()

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.added) + len(self.moved) + len(self.faced) + len(self.removed)


def differences(before: Arranged, after: Arranged) -> Differences:
    """What becomes of each article. What only moves up where a zone fills itself has not moved."""
    was, becomes = _spots(before), _spots(after)
    return Differences(
        added=tuple(Change(one, None, spot) for one, spot in becomes.items() if one not in was),
        moved=tuple(
            Change(one, was[one], spot) for one, spot in becomes.items() if one in was and _has_moved(was[one], spot)
        ),
        faced=tuple(
            Change(one, was[one], spot)
            for one, spot in becomes.items()
            if one in was and _face(was[one]) != _face(spot)
        ),
        removed=tuple(Change(one, spot, None) for one, spot in was.items() if one not in becomes),
    )


def _spots(front: Arranged) -> Mapping[str, Spot]:
    return {
        article: Spot(zone.name, zone.section, number, number <= zone.chosen, *_own(front.places.get(article)))
        for zone in front.zones
        for number, article in enumerate(zone.articles, start=1)
    }


def _own(place: Place | None) -> tuple[str, str]:
    return (place.headline, place.picture) if place is not None else ("", "")


def _face(spot: Spot) -> tuple[str, str]:
    return spot.headline, spot.picture


def _has_moved(was: Spot, becomes: Spot) -> bool:
    if (was.zone, was.section) != (becomes.zone, becomes.section):
        return True
    return was.number != becomes.number and (was.is_chosen or becomes.is_chosen)
