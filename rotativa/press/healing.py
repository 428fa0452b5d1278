"""What no fact tells: answers that are other than stored, and what shelves held before an upgrade."""

from collections.abc import Collection, Sequence

from django.db import transaction

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press import following, marking, router, standing, uses
from rotativa.press.answering import answers_now, renew, shelves_of, thing_to_store
from rotativa.press.models import Answer
from rotativa.press.registry import Registry

UNEXPLAINED = "an answer that no fact explains"


def heal(registry: Registry, keys: Collection[trace.Key]) -> int:
    """Asks again where a page has read something else than is stored although every fact is followed; gives how many
    answers were renewed.

    The code may have changed without the build, or a row by hand. Whoever used such a key is marked; without this, its
    pages would be printed again and again, and never be what they should. So are the places that a shelf among them
    tells: no fact will ask for these once its answer is the stored one.
    """
    with transaction.atomic():
        cursor = standing.locked()
        now = standing.later(cursor.time)
        with router.snapshot(), trace.batch(joins=False):
            if daybook.head() != cursor.fact:
                return 0  # it may be explained yet
            answers = answers_now(registry, keys, now)
            stored = uses.rows_of(answers, "k.id, k.fingerprint, k.build")
            wrong = {key: row for key, row in stored.items() if answers[key].fingerprint != bytes(row[1])}
            opened = following.opened_by(registry, wrong, UNEXPLAINED, now)
        renew((number, answers[key], build, thing_to_store(registry, key)) for key, (number, _, build) in wrong.items())
        marking.mark_users(sorted(number for number, *_ in wrong.values()), UNEXPLAINED, now)
        following.mark_places(opened, now)
    return len(wrong)


def hold_again(registry: Registry, things: Sequence[Thing]) -> None:
    """Adds to what is stored of these things the shelves that hold them now: those of a former build knew others.

    What was stored stays: it may be what a fact that is still to be followed takes away.
    """
    with router.snapshot(), trace.batch(joins=False), trace.at(standing.clock()):
        held = shelves_of(registry, things)
    with transaction.atomic():
        standing.locked()
        rows = Answer.objects.in_bulk(list(held))
        for thing, row in rows.items():
            for name, arguments in held[Thing(thing)].items():
                row.shelves[name] = sorted({*row.shelves.get(name, ()), *arguments})
        Answer.objects.bulk_update(rows.values(), ["shelves"], batch_size=100)
