"""Builds: when the theme is not the one that printed the tree, everything is marked, in chunks, last in priority."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from rotativa.kit.batches import batched
from rotativa.kit.things import Thing
from rotativa.press import following, healing, marking, reprinting, standing
from rotativa.press.marking import NEW_BUILD, Wanted
from rotativa.press.models import REPRINT, Answer, Build, Cursor
from rotativa.press.registry import Place, Registry

CHUNK = 1000
FEW = 100


def start(registry: Registry) -> Build:
    """Makes the build of this process the current one, and gives its row. Workers of others stop claiming."""
    own = registry.build()
    standing.cursor()
    with transaction.atomic():
        cursor = standing.locked()
        current = Build.objects.filter(id=cursor.build).first()
        if current is None or current.hash != own:
            current = Build.objects.create(hash=own, since=standing.clock(), fact=cursor.fact)
            Cursor.objects.filter(id=cursor.id).update(build=current.id)
    return current


def is_current(build: int) -> bool:
    """Whether workers of this build may claim."""
    return standing.cursor().build == build


def learning(registry: Registry, build: Build) -> Iterator[int] | None:
    """Adds to what is stored of each thing the shelves of this build that hold it; gives how many it asked about.

    Until that is done, nobody notices when something leaves a shelf that the build before did not know. None where
    there is nothing to learn.
    """
    is_first = not Build.objects.filter(id__lt=build.id).exists()
    return None if build.marked or is_first else _learning(registry)


def _learning(registry: Registry) -> Iterator[int]:
    asked = 0
    for things in _things():
        healing.hold_again(registry, things)
        asked += len(things)
        yield asked


def marking_all(registry: Registry, build: Build) -> Iterator[int]:
    """Marks every place that is not yet printed by this build; gives after each chunk how many it looked at.

    Stopped halfway, it starts again from the beginning: what is marked is only marked again.
    """
    seen = 0
    if build.marked:
        return
    reprinting.begin(NEW_BUILD, build=build.id)
    for places in batched(_places(registry), CHUNK):
        with transaction.atomic():
            standing.locked()
            wanted = {
                place.path: Wanted(name, replace(place, priority=place.priority + REPRINT), NEW_BUILD)
                for name, place in places
            }
            marking.mark_places(marking.new_places(wanted), standing.clock(), as_given=True)
        seen += len(places)
        yield seen
    below: int | None = marking.HIGHEST
    while below is not None:
        with transaction.atomic():
            standing.locked()
            below = marking.mark_old_builds(build.id, below, CHUNK, standing.clock())
        yield seen
    # The walk reads places a while before it marks them. What moved or went meanwhile was marked as what it was.
    last: int | None = build.fact
    while last is not None:
        last = following.follow_places_again(registry, last)
        yield seen
    reprinting.count()
    Build.objects.filter(id=build.id).update(marked=True)


def _things() -> Iterator[list[Thing]]:
    """All that facts were ever about, a few at a time: while they are asked for, news wait."""
    last = ""
    rows = Answer.objects.order_by("thing").values_list("thing", flat=True)
    while some := list(rows.filter(thing__gt=last)[:FEW]):
        yield [Thing(name) for name in some]
        last = some[-1]


def _places(registry: Registry) -> Iterator[tuple[str, Place]]:
    for name, surface in registry.surfaces.items():
        for place in surface.places():
            yield name, place


def is_marked() -> bool:
    """Whether everything that the current build has to print again is marked or printed."""
    return Build.objects.filter(id=standing.cursor().build, marked=True).exists()
