"""Follows the daybook: from facts to marks.

Facts name things. Facets and shelves that speak of these things are asked again, and where a fingerprint changed, the
pages that used it are marked: those of a place that is gone too, which then render nothing. Surfaces are asked for the
places of these things, so that new ones are found, and with what is printed, those that lie under another path now.
Marks, fingerprints, answers and the cursor change in one transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.things import Thing, whole
from rotativa.press import marking, router, standing, uses
from rotativa.press.answering import Answered, answers_now, keys_named_after, renew, shelves_of, thing_to_store
from rotativa.press.marking import Wanted
from rotativa.press.models import Answer, Cursor, Key, Printed
from rotativa.press.registry import Registry

MOST = 500
"""Facts, and due keys, that one step takes."""


@dataclass
class _Found:
    """What one step found out, before anything is written."""

    fact: int
    now: datetime
    build: int = 0  # what other builds were told counts as unknown
    changed: dict[str, list[int]] = field(default_factory=dict)  # cause → keys with a new fingerprint
    is_ahead: bool = False  # there are facts behind those of the step, which the answers know of
    unknown: list[int] = field(default_factory=list)  # keys of changed answers that are ahead
    same: set[trace.Key] = field(default_factory=set)  # asked again, and still what is stored
    refreshed: list[tuple[int, Answered, int, str]] = field(default_factory=list)  # number, answer, build, thing
    wanted: dict[str, Wanted] = field(default_factory=dict)  # path → its place now
    answers: list[Answer] = field(default_factory=list)


def follow(registry: Registry, build: int | None = None) -> bool:
    """Takes one step: up to 500 facts and what is due by now. Whether there was anything to do.

    Nothing is done for a build that is not the current one any more: its code does not know all shelves.
    """
    seen = standing.cursor()
    if build not in (None, seen.build) or not _something_to_do(seen):
        return False
    if connection.features.has_select_for_update:
        with transaction.atomic():
            cursor = standing.locked()
            if build not in (None, cursor.build):
                return False
            if (cursor.fact, cursor.time) != (seen.fact, seen.time) and not _something_to_do(cursor):
                return False  # all workers are woken at once, and another has followed it
            _write(cursor, _find_out(registry, cursor))
        return True
    # On SQLite nothing slow happens inside the one write transaction: ask first. Only this process moves the cursor,
    # and what is committed meanwhile has facts behind those that were read before asking.
    found = _find_out(registry, standing.cursor())
    with transaction.atomic():
        _write(standing.locked(), found)
    return True


def follow_places_again(registry: Registry, last: int) -> int | None:
    """Asks where the things of facts behind that one have their places, once more: up to 500 facts that were followed.

    Gives the fact that was reached; None where all that was followed is done. For whoever has marked places that were
    read before these facts were followed. Takes the lock of the cursor.
    """
    with transaction.atomic():
        cursor = standing.locked()
        facts = [fact for fact in daybook.after(last, MOST) if fact.number <= cursor.fact]
        if not facts:
            return None
        found = _Found(facts[-1].number, standing.later(cursor.time))
        with router.snapshot(), trace.at(found.now), trace.batch(joins=False):
            causes = _causes(registry, facts)
            held = _held(registry, causes, [shelves_of(registry, list(causes))])
            _ask_surfaces(registry, found, causes | _opened(registry, found, held))
        mark_places(found.wanted, found.now)
    return found.fact


def opened_by(registry: Registry, keys: Iterable[trace.Key], cause: str, now: datetime) -> dict[str, Wanted]:
    """The places, by path, that those of these keys tell that are of a shelf that opens any; on the open snapshot."""
    found = _Found(0, now)
    with trace.at(now):
        _ask_surfaces(registry, found, _opened(registry, found, dict.fromkeys(keys, cause)))
    return found.wanted


def mark_places(wanted: Mapping[str, Wanted], at: datetime) -> None:
    """Marks those of these places that are new, and for removal where they were under other paths until now."""
    marking.mark_places(marking.new_places(wanted), at)
    removals = marking.former_paths(wanted.values())
    marking.mark_removal({path: removals[path] for path in removals.keys() - wanted.keys()}, at)


def next_instant() -> datetime | None:
    """When something printed changes by itself."""
    instants = [
        rows.filter(until__isnull=False).order_by("until").values_list("until", flat=True).first()
        for rows in (Key.objects.all(), Printed.objects.all())
    ]
    return min((instant for instant in instants if instant is not None), default=None)


def _something_to_do(cursor: Cursor) -> bool:
    if daybook.head() > cursor.fact:
        return True
    instant = next_instant()
    return instant is not None and instant <= standing.later(cursor.time)


def _find_out(registry: Registry, cursor: Cursor) -> _Found:
    # On one read snapshot: an answer made of two queries must not mix two states of the newsroom.
    with router.snapshot():
        return _find_out_there(registry, cursor)


def _find_out_there(registry: Registry, cursor: Cursor) -> _Found:
    facts = daybook.after(cursor.fact, MOST)
    found = _Found(facts[-1].number if facts else cursor.fact, standing.later(cursor.time), cursor.build)
    found.is_ahead = daybook.head() > found.fact
    causes = _causes(registry, facts)
    known = Answer.objects.in_bulk(list(causes))
    with trace.at(found.now), trace.batch(joins=False):
        shelves = shelves_of(registry, list(causes))
        held = _held(registry, causes, [shelves, {Thing(thing): answer.shelves for thing, answer in known.items()}])
        _ask_again(registry, found, _concerned(registry, found, causes, held))
        _ask_surfaces(registry, found, causes | _opened(registry, found, held))
    found.answers = [
        Answer(thing=thing, shelves=named)
        for thing, named in shelves.items()
        # Also that nothing holds it: a later build may have a shelf that does.
        if thing not in known or named != known[thing].shelves
    ]
    return found


def _causes(registry: Registry, facts: Iterable[daybook.Fact]) -> dict[Thing, str]:
    """What facts name, each thing with the last fact about it that pages may show: published says more than begun."""
    causes: dict[Thing, str] = {}
    for fact in facts:
        for thing in map(whole, fact.things):
            if fact.verb in registry.unseen and thing in causes:
                continue
            causes.pop(thing, None)
            causes[thing] = f"fact {fact.number}"
    return causes


def _held(
    registry: Registry, causes: dict[Thing, str], told: Iterable[Mapping[Thing, dict[str, list[str]]]]
) -> dict[trace.Key, str]:
    """All shelves that hold these things, as one or the other tells, each with its cause; and their heirs.

    One that a thing entered or left, as not all tell the same, has its cause in that, and not in a later fact about
    another thing that it holds as before.
    """
    each_tells = list(told)
    held: dict[str, dict[str, str]] = {}
    entered_or_left: set[tuple[str, str]] = set()
    for thing, cause in causes.items():
        tell = [{(name, one) for name, of in each.get(thing, {}).items() for one in of} for each in each_tells]
        everywhere = set.intersection(*tell)
        for name, argument in sorted(set().union(*tell)):
            is_moved = (name, argument) not in everywhere
            if is_moved or (name, argument) not in entered_or_left:
                held.setdefault(name, {})[argument] = cause
            if is_moved:
                entered_or_left.add((name, argument))
    for name, arguments_of in held.items():
        shelf = registry.shelves.get(name)
        if shelf is not None and shelf.heirs is not None:
            for argument, heir in shelf.heirs(list(arguments_of)).items():
                arguments_of.setdefault(heir, arguments_of[argument])
    return {trace.Key(name, argument): cause for name, of in held.items() for argument, cause in of.items()}


def keys_that_say(things: Iterable[Thing]) -> QuerySet[Key, Key]:
    """The stored keys that say themselves that their answers are about these things."""
    # No key says "", and this says so in the words of the index: SQLite would look through all keys otherwise.
    return Key.objects.filter(thing__in=list(things)).exclude(thing="")


def _concerned(
    registry: Registry, found: _Found, causes: dict[Thing, str], held: dict[trace.Key, str]
) -> list[tuple[Key, str]]:
    """The stored keys that may answer otherwise now, each with its cause."""
    concerned = {key.id: (key, causes[Thing(key.thing)]) for key in keys_that_say(causes)}
    named = {key: causes[thing] for key, thing in keys_named_after(registry, causes).items()}
    cause_of = named | {key: cause for key, cause in held.items() if key not in named}
    stored = Key.objects.in_bulk(uses.ids_of(cause_of).values())
    by_key = {trace.Key(key.name, key.argument): key for key in stored.values()}
    for asked, cause in cause_of.items():
        if asked in by_key:
            concerned.setdefault(by_key[asked].id, (by_key[asked], cause))
    for key in Key.objects.filter(until__lte=found.now)[:MOST]:
        concerned.setdefault(key.id, (key, marking.INSTANT))
    return list(concerned.values())


def _opened(registry: Registry, found: _Found, held: dict[trace.Key, str]) -> dict[Thing, str]:
    """The things whose places a shelf tells that answers otherwise now, or is in doubt or not stored, each with its
    cause.

    Where the answer is what this build stored, its places are all printed or marked; of what another build stored,
    surfaces may have other places now. Whoever follows stores no answer without them. A page stores one where none was,
    and only that of a state which the last step saw, too (``recording``): since the last fact that named something of
    the shelf it has been the same, and with that fact, as it was not stored, they were asked for.
    """
    opened: dict[Thing, str] = {}
    for key, cause in held.items():
        shelf = registry.shelves.get(key.name)
        if shelf is not None and shelf.opens is not None and key not in found.same:
            opened[shelf.opens(key.argument)] = cause
    return opened


def _ask_again(registry: Registry, found: _Found, concerned: list[tuple[Key, str]]) -> None:
    answers = answers_now(registry, [trace.Key(key.name, key.argument) for key, _ in concerned], found.now)
    for key, cause in concerned:
        asked = trace.Key(key.name, key.argument)
        answer = answers.get(asked, Answered(bytes(key.fingerprint), None))
        if answer.fingerprint == bytes(key.fingerprint) and key.build == found.build:
            found.same.add(asked)
        if answer.fingerprint != bytes(key.fingerprint):
            found.changed.setdefault(cause, []).append(key.id)
            if found.is_ahead:
                # What is stored must not be ahead of the cursor: what a fact to come takes off a shelf again would
                # not be looked for there. The pages that used it are marked, and one of them stores it in time.
                found.unknown.append(key.id)
                continue
        elif answer.until == key.until:
            continue
        found.refreshed.append((key.id, answer, key.build, thing_to_store(registry, asked)))


def _ask_surfaces(registry: Registry, found: _Found, causes: dict[Thing, str]) -> None:
    order = {thing: number for number, thing in enumerate(causes)}
    last: dict[str, int] = {}
    for name, surface in registry.surfaces.items():
        for thing, place in surface.places_of(list(causes)):
            if order[thing] >= last.get(place.path, 0):
                last[place.path] = order[thing]
                found.wanted[place.path] = Wanted(name, place, causes[thing])


def _write(cursor: Cursor, found: _Found) -> None:
    marking.keep_priorities(found.wanted)
    renew(found.refreshed)
    Key.objects.filter(id__in=found.unknown).update(build=0)
    for cause, keys in found.changed.items():
        marking.mark_users(keys, cause, found.now)
    marking.put_first(found.wanted.values())
    marking.mark_due(found.now)
    mark_places(found.wanted, found.now)
    Answer.objects.bulk_create(
        found.answers, update_conflicts=True, unique_fields=["thing"], update_fields=["shelves"], batch_size=200
    )
    Cursor.objects.filter(id=cursor.id).update(fact=found.fact, time=found.now)
