"""What no fact tells: answers that are other than stored, and what shelves held before an upgrade."""

from collections.abc import Collection, Sequence

from django.db import transaction

from rotativa.daybook import queries as daybook
from rotativa.kit import trace
from rotativa.kit.things import Thing
from rotativa.press import marking, router, standing, uses
from rotativa.press.answering import answers_now, renew, shelves_of, thing_of
from rotativa.press.models import Answer
from rotativa.press.registry import Registry

UNEXPLAINED = "an answer that no fact explains"


def heal(registry: Registry, keys: Collection[trace.Key]) -> int:
    """Asks again where a page has read something else than is stored although every fact is followed; gives how many
    answers were renewed.

    The code may have changed without the build, or a row by hand. Whoever used such a key is marked; without this, its
    pages would be printed again and again, and never be what they should.
    """
    with transaction.atomic():
        cursor = standing.locked()
        now = standing.later(cursor.time)
        with router.snapshot(), trace.batch(joins=False):
            if daybook.head() != cursor.fact:
                return 0  # it may be explained yet
            answers = answers_now(registry, keys, now)
        stored = uses.rows_of(answers, "k.id, k.fingerprint, k.build")
        wrong = [
            (number, answers[key], build, thing_of(registry, key))
            for key, (number, mark, build) in stored.items()
            if answers[key].fingerprint != bytes(mark)
        ]
        renew(wrong)
        marking.mark_users(sorted(number for number, *_ in wrong), UNEXPLAINED, now)
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
