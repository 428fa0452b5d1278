"""One step of composing a front, as a button, a key or a drag posts it: ``put 0f3c…`` with a zone and a place.

A step is small and says all that it needs, so that it can be done to the front as it is by then, if somebody else was
quicker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rotativa.desk.queries import fronts
from rotativa.fronts import moves
from rotativa.fronts.composition import Composition
from rotativa.fronts.queries import front_now, published_front
from rotativa.fronts.zones import Arrangement, ZoneName
from rotativa.kit.typed import number

FIELDS = ("do", "spot", "zone", "place", "arrangement", "section")
"""What a step consists of. A ``spot`` is a zone and a place in one: ``lead 1``."""


class NoStep(ValueError):
    """What was posted is no step that can be done. The message says why."""


@dataclass(frozen=True)
class Done:
    """The composition behind the step, and what is said of it."""

    composition: Composition
    said: str


@dataclass(frozen=True)
class Step:
    """What was asked."""

    edition: str
    verb: str
    about: str  # a story, a zone, the number of a published front, or ``scheduled``
    posted: Mapping[str, Any]

    def done_to(self, composition: Composition) -> Done:
        """Does it. Raises ``NoStep``."""
        do = _STEPS.get(self.verb)
        if do is None:
            raise NoStep(_("The desk does not know this step. Nothing was changed: load the page again."))
        return do(self, composition)

    def headline(self, story: str = "") -> str:
        """What the story is called."""
        story = story or self.about
        try:
            known = fronts.in_edition(self.edition, [story])[story]
        except ValueError as error:
            raise NoStep(_("There is no such story. Nothing was changed.")) from error
        return known.headline or _("Untitled story")

    def zone(self, composition: Composition, key: str = "") -> tuple[str, str]:
        """The key of the zone that is meant, and what editors call it. Raises ``NoStep``."""
        key = key or str(self.posted.get("zone", ""))
        zone = moves.zone_of(composition, key)
        if zone is None:
            raise NoStep(_("This front has no such zone any more. Nothing was changed."))
        if zone.section is None:
            return key, str(ZoneName(zone.name).label)
        return key, fronts.sections_now(self.edition, [str(zone.section)])[str(zone.section)][1]


def step(edition: str, posted: Mapping[str, Any]) -> Step:
    """The step that was posted."""
    verb, _space, about = str(posted.get("do", "")).partition(" ")
    zone, _space, place = str(posted.get("spot", "")).rpartition(" ")
    return Step(edition, verb, _as_kept(about), {**posted, "zone": zone, "place": place} if zone else posted)


def _as_kept(about: str) -> str:
    """A story in the one way in which compositions write it, however it was typed."""
    try:
        return str(UUID(about))
    except ValueError:
        return about


def _put(step: Step, composition: Composition) -> Done:
    key, _label = step.zone(composition)
    typed = number(str(step.posted.get("place", "")))
    zone = moves.zone_of(composition, key)
    last = len(zone.places) + 1 if zone is not None else 1
    return _placed(step, composition, key, max(min(typed or last, last) - 1, 0))


def _placed(step: Step, composition: Composition, key: str, place: int) -> Done:
    headline, (key, label) = step.headline(), step.zone(composition, key)
    stood = moves.where(composition, step.about)
    moved, fallen = moves.put(composition, step.about, key, place)
    if fallen is not None and fallen.story == step.about:
        raise NoStep(
            _("“%(zone)s” is full. Put it at a place that is taken: the last one falls out.") % {"zone": label}
        )
    now = moves.where(moved, step.about)
    told = {"story": headline, "zone": label, "place": now[1] + 1 if now is not None else 1}
    said = _("“%(story)s” stands in “%(zone)s” now, place %(place)s.") % told
    if stood is not None and moves.key_of(stood[0]) != key:
        said = _("“%(story)s” moved to “%(zone)s”, place %(place)s. No story stands twice.") % told
    if fallen is not None:
        off = _("“%(story)s” fell out of “%(zone)s”, which is full.")
        said = f"{said} {off % {'story': step.headline(fallen.story), 'zone': label}}"
    return Done(moved, said)


def _by(shift: int) -> Callable[[Step, Composition], Done]:
    def move(step: Step, composition: Composition) -> Done:
        stands = moves.where(composition, step.about)
        if stands is None:
            raise NoStep(_("“%(story)s” is not on this front any more.") % {"story": step.headline()})
        zone, place = stands
        return _placed(step, composition, moves.key_of(zone), min(max(place + shift, 0), len(zone.places) - 1))

    return move


def _take_out(step: Step, composition: Composition) -> Done:
    said = _("“%(story)s” is taken out.") % {"story": step.headline()}
    return Done(moves.take_out(composition, step.about), said)


def _arrange(step: Step, composition: Composition) -> Done:
    wanted = str(step.posted.get("arrangement", ""))
    if wanted not in Arrangement.values:
        raise NoStep(_("There is no such arrangement. Nothing was changed."))
    said = _("The front is arranged as “%(arrangement)s” now.") % {"arrangement": Arrangement(wanted).label}
    return Done(replace(composition, arrangement=wanted), said)


def _fill(fills: bool) -> Callable[[Step, Composition], Done]:
    def fill(step: Step, composition: Composition) -> Done:
        key, label = step.zone(composition, step.about)
        said = _("“%(zone)s” fills itself now.") if fills else _("“%(zone)s” shows what was chosen, and nothing else.")
        return Done(moves.fill(composition, key, fills), said % {"zone": label})

    return fill


def _fill_strips(fills: bool) -> Callable[[Step, Composition], Done]:
    def fill(step: Step, composition: Composition) -> Done:
        said = _("Sections stand there by themselves now.") if fills else _("No section stands there by itself now.")
        return Done(replace(composition, strips_fill=fills), said)

    return fill


def _add_strip(step: Step, composition: Composition) -> Done:
    section = number(str(step.posted.get("section", "")))
    if section is None:
        raise NoStep(_("Choose a section first. Nothing was changed."))
    added = moves.add_strip(composition, section)
    _key, label = step.zone(added, f"{ZoneName.STRIP.value}-{section}")
    return Done(added, _("“%(zone)s” is on the front now.") % {"zone": label})


def _drop_strip(step: Step, composition: Composition) -> Done:
    key, label = step.zone(composition, step.about)
    said = _("“%(zone)s” is taken out, with what was chosen for it.") % {"zone": label}
    return Done(moves.drop_strip(composition, key), said)


def _shift_strip(by: int) -> Callable[[Step, Composition], Done]:
    def shift(step: Step, composition: Composition) -> Done:
        key, label = step.zone(composition, step.about)
        return Done(moves.shift_strip(composition, key, by), _("“%(zone)s” has moved.") % {"zone": label})

    return shift


def _take_over(step: Step, composition: Composition) -> Done:
    """Composes on what readers once had, ``0`` is the front that fills itself; or on what they are to get."""
    if step.about == "scheduled":
        return _take_over_scheduled(step)
    wanted = number(step.about)
    if wanted == 0:
        return Done(Composition(), _("The draft is the front that fills itself now. Readers do not see it yet."))
    found = published_front(step.edition, wanted) if wanted is not None else None
    if found is None:
        raise NoStep(_("There is no such front. Nothing was changed."))
    return Done(
        found.composition, _("The draft is front %(number)s now. Readers do not see it yet.") % {"number": wanted}
    )


def _take_over_scheduled(step: Step) -> Done:
    scheduled = front_now(step.edition).scheduled
    if scheduled is None:
        raise NoStep(_("No front is scheduled in this edition."))
    said = _("The draft is the scheduled front now. That one stays scheduled as it was, until you schedule yours.")
    return Done(scheduled.composition, said)


_STEPS: Mapping[str, Callable[[Step, Composition], Done]] = {
    "put": _put,
    "up": _by(-1),
    "down": _by(1),
    "out": _take_out,
    "arrange": _arrange,
    "fill": _fill(fills=True),
    "leave": _fill(fills=False),
    "fill-strips": _fill_strips(fills=True),
    "leave-strips": _fill_strips(fills=False),
    "strip": _add_strip,
    "strip-out": _drop_strip,
    "strip-up": _shift_strip(-1),
    "strip-down": _shift_strip(1),
    "use": _take_over,
}
