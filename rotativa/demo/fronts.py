"""The fronts of the demo, from ``content/fronts.toml``: what the editor of each edition chose, and its publication."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rotativa.demo.errors import ContentError
from rotativa.demo.manuscripts import Manuscript
from rotativa.demo.newsroom import Newsroom
from rotativa.demo.publishing import Cupboard, Desk, Say
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.queries import front_now
from rotativa.fronts.zones import LIMITS, Arrangement, ZoneName
from rotativa.stories.models import ArticlePage

FRONTS = Path(__file__).parent / "content" / "fronts.toml"
ZONES = frozenset(ZoneName.values) - {ZoneName.STRIP, ZoneName.LATEST}


@dataclass(frozen=True)
class Chosen:
    """A zone: its stories by name; of a strip, its section too."""

    zone: str
    stories: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True)
class Front:
    """The front of one edition."""

    edition: str
    arrangement: str
    zones: tuple[Chosen, ...]

    @property
    def stories(self) -> list[str]:
        """All that was chosen for it."""
        return [story for zone in self.zones for story in zone.stories]


def read_fronts(path: Path = FRONTS) -> tuple[Front, ...]:
    """The fronts in this file. Raises ``ContentError``."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path.name, 0, str(error)) from error
    return tuple(_front(path, edition, values) for edition, values in raw.items())


def _front(path: Path, edition: str, values: Mapping[str, Any]) -> Front:
    rest = {key: value for key, value in values.items() if key not in ("arrangement", "strip")}
    arrangement = values.get("arrangement", Arrangement.LEAD.value)
    unknown = sorted(rest.keys() - ZONES)
    if unknown or arrangement not in Arrangement.values:
        raise ContentError(
            path.name, 0, f"[{edition}] has no zone or arrangement “{', '.join(unknown) or arrangement}”"
        )
    zones = [Chosen(zone, tuple(stories)) for zone, stories in rest.items()]
    strips = [Chosen(ZoneName.STRIP, tuple(one["stories"]), one["section"]) for one in values.get("strip", ())]
    return Front(edition, arrangement, (*zones, *strips))


def mistakes(fronts: Sequence[Front], stories: Sequence[Manuscript], newsroom: Newsroom) -> Iterator[str]:
    """What does not fit, in sentences that say where."""
    told = {(story.name, version.edition) for story in stories for version in story.versions if version.published}
    sections = {section.key for section in newsroom.sections}
    for front in fronts:
        where = f"front of {front.edition}"
        for story in dict.fromkeys(front.stories):
            if (story, front.edition) not in told:
                yield f"{where}: there is no story “{story}” in this edition"
            if front.stories.count(story) > 1:
                yield f"{where}: “{story}” stands there twice"
        for zone in front.zones:
            if len(zone.stories) > LIMITS[front.arrangement][zone.zone].chosen:
                yield f"{where}: too many stories for “{zone.zone}”"
            if zone.section and zone.section not in sections:
                yield f"{where}: there is no section “{zone.section}”"


def compose(
    fronts: Sequence[Front],
    originals: Mapping[str, ArticlePage],
    cupboard: Cupboard,
    desks: Mapping[str, Desk],
    say: Say,
) -> None:
    """Publishes the fronts of editions that never had one, each by the hands of its editor."""
    for front in fronts:
        now = front_now(front.edition)
        if now.published is not None or now.version:
            continue
        zones = tuple(
            Zone(
                zone.zone,
                tuple(Place(str(originals[story].story_id)) for story in zone.stories if story in originals),
                cupboard.sections[zone.section].pk if zone.section else None,
            )
            for zone in front.zones
        )
        editor = desks[front.edition].editor
        save_composition(editor, front.edition, Composition(front.arrangement, zones))
        publish_front(editor, front.edition)
        say(f"front in {front.edition}")
