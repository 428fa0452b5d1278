"""A shelf that says which places there are: they are asked for when it answers otherwise, and none is missed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations, permutations
from typing import Any

import pytest
from django.db import transaction

from rotativa.daybook.models import FactRow
from rotativa.kit.hashing import fingerprint
from rotativa.kit.things import Thing, identity_of, kind_of, thing
from rotativa.kit.trace import Shelf
from rotativa.press import claiming, collecting, following, marking, rendering, standing
from rotativa.press.actions.pause import pause
from rotativa.press.actions.print_again import print_again
from rotativa.press.actions.resume import resume
from rotativa.press.following import follow
from rotativa.press.models import Key, Mark, Printed
from rotativa.press.registry import Place
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.work import Worker

LONG = 2
ACTS = 60


def _shown() -> Sequence[str]:
    return theme._public()


def _numbers(arguments: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    notes, shown = theme._notes(), _shown()
    found = {name: tuple(each for each in shown if notes[each].list == name) for name in arguments}
    return {name: members if len(members) > LONG else () for name, members in found.items()}


def _holding(names: Sequence[Thing]) -> dict[Thing, tuple[str, ...]]:
    return {name: lists[1:] for name, lists in theme._holding(names).items()}


numbers = Shelf("notes.numbers", load=_numbers, holding=_holding, opens=partial(thing, "numbers"))


class LongPages:
    """A page that says how long a list is, as its front leads to its months; of other lists than these nobody asks."""

    name = "long"

    def places(self) -> Iterator[Place]:
        for each in "ab":
            yield Place(f"/en/long/{each}/", each)

    def places_of(self, names: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        return [(name, place) for name in names if kind_of(name) == "note" for place in self.places()]

    def render(self, argument: str) -> bytes | None:
        return " ".join(numbers(argument)).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        """Nothing."""


class NumberPages:
    """One page of each note of a list that is long, as a list has pages of its months."""

    name = "number"

    def places(self) -> Iterator[Place]:
        notes = theme._notes()
        for each in sorted({notes[identity].list for identity in theme._public()}):
            yield from self._of(each)

    def places_of(self, names: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        listed = [name for name in names if kind_of(name) == "numbers"]
        found = [(name, place) for name in listed for place in self._of(identity_of(name))]
        for name, (each,) in _holding([name for name in names if kind_of(name) == "note"]).items():
            found += [(name, place) for place in self._of(each) if place.argument == f"{each}/{identity_of(name)}"]
        return found

    def render(self, argument: str) -> bytes | None:
        each, _, number = argument.partition("/")
        return f"{number} of {each}".encode() if number in numbers(each) else None

    def warm(self, arguments: Sequence[str]) -> None:
        """Nothing."""

    def _of(self, each: str) -> Iterator[Place]:
        for number in numbers(each):
            yield Place(f"/en/{each}/{number}/", f"{each}/{number}", 3)


class Marginals(NumberPages):
    """What a later build prints besides of each number."""

    name = "marginal"

    def _of(self, each: str) -> Iterator[Place]:
        for place in super()._of(each):
            yield replace(place, path=f"{place.path}margin/")


@pytest.fixture
def opening(press: Press) -> Press:
    press.registry.shelf(numbers)
    press.registry.surface(NumberPages())
    press.registry.surface(LongPages())
    return press


def _pages(press: Press, each: str = "b") -> list[int]:
    return [number for number in range(1, 10) if press.page(f"/en/{each}/{number}/") is not None]


def test_the_places_of_a_shelf_come_and_go_with_its_answer(opening: Press) -> None:
    for number in (1, 2):
        theme.publish(number, list="b")
    opening.come_to_rest()
    assert _pages(opening) == []
    theme.publish(3, list="b")
    opening.come_to_rest()
    assert _pages(opening) == [1, 2, 3]
    theme.publish(1, list="a")
    opening.come_to_rest()
    assert _pages(opening) == []
    theme.publish(1, list="b")
    opening.come_to_rest()
    assert _pages(opening) == [1, 2, 3]


def test_an_answer_of_a_snapshot_before_that_of_the_step_is_not_stored_untold(opening: Press) -> None:
    """A list that is long, short, and long again, while who prints and who follows see different moments of it."""
    for number in (1, 2):
        theme.publish(number, list="c")
    opening.come_to_rest()
    assert not Key.objects.filter(name=numbers.name, argument="c").exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "MOST", 1)
        one = opening.worker("one")
        with transaction.atomic():
            place = Place("/en/c/1/", "c/1", 3)
            marking.mark_places([marking.Wanted("number", place, "a test")], standing.clock())
        theme.publish(3, list="c")  # now it is long
        claims = [claim for claim in claiming.claim("one") if claim.path == "/en/c/1/"]
        rendered = rendering.render(opening.registry, claims, patient=False)  # beside a busy desk
        assert [sheet.content for sheet in rendered.sheets] == [b"1 of c"]
        theme.withdraw(3)  # now it is not
        assert follow(opening.registry)  # the first of both, on a snapshot that knows the second
        one._put_in_place(rendered, 0)
    theme.publish(3)  # now it is
    opening.come_to_rest()
    assert _pages(opening, "c") == [1, 2, 3]


def test_an_answer_that_no_fact_explains_opens_its_places(opening: Press) -> None:
    for number in (1, 2, 3):
        theme.publish(number, list="b")
    theme.publish(3, list="a")
    opening.come_to_rest()
    assert _pages(opening) == []
    row = FactRow.objects.filter(verb="note.changed", edition="3").latest("id")
    FactRow.objects.filter(id=row.id).update(details={**row.details, "list": "b"})  # by hand
    print_again(theme.tester, paths=["/en/long/b/"])
    opening.work()
    assert _pages(opening) == [1, 2, 3]


def test_an_answer_of_another_build_does_not_say_that_its_places_are_known(
    opening: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new code shows fewer notes, until a fact shows as many as the old one did; and it has more pages of each."""
    for number, picture in ((1, ""), (2, "old"), (3, "old")):
        theme.publish(number, list="b", picture=picture)
    opening.come_to_rest()
    pause(theme.tester)  # of what the new build prints, nobody has stored an answer yet
    monkeypatch.setattr(f"{__name__}._shown", lambda: [one for one in theme._public() if theme._notes()[one].picture])
    opening.registry.build = lambda: "2"
    opening.registry.surface(Marginals())
    opening.work()
    theme.publish(1, picture="new")
    opening.work()
    resume(theme.tester)
    opening.come_to_rest()
    assert [opening.page(f"/en/b/{number}/margin/") for number in (1, 2, 3)] == ["1 of b", "2 of b", "3 of b"]


def test_random_acts_beside_several_workers(opening: Press, dice: random.Random) -> None:
    """They take turns here, a step of one between the steps of another, as PostgreSQL lets them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "MOST", 1)
        patch.setattr(collecting, "CHUNK", 5)
        workers = [opening.worker(name) for name in ("one", "two", "three")]
        underway: dict[str, rendering.Rendered] = {}
        for number in range(1, ACTS + 1):
            while dice.random() < 0.7 and follow(opening.registry):
                continue
            _act(dice)
            for _ in range(dice.randrange(4)):
                _turn(opening, dice.choice(workers), underway, dice)
                assert_places_of_what_is_stored()
            if dice.random() < 0.3:
                collecting.collect(opening.registry, opening.store, timedelta(days=1))
            if number % 25 == 0:
                for worker in workers:
                    _put(worker, underway)
                opening.come_to_rest()


def test_every_order_around_a_list_that_is_long_for_a_moment(opening: Press) -> None:
    """What comes once in many thousand random acts: all orders of the few steps between which it can happen."""
    one = opening.worker("one")
    orders = [each for each in permutations(_STEPS) if each.index("render") < each.index("put")]
    for number, order in enumerate(orders):
        name = f"c{number}"  # nobody has asked for it
        for each in (1, 2):
            theme.publish(each, list=name)
        theme.publish(3, list="a")
        one.until_done()
        with transaction.atomic():  # a place that is still marked from before
            place = Place(f"/en/{name}/1/", f"{name}/1", 3)
            marking.mark_places([marking.Wanted("number", place, "a test")], standing.clock())
        _play(opening, one, name, ["enter", *order])
    opening.come_to_rest()


_STEPS = ("leave", "follow", "render", "put")


def _play(press: Press, worker: Worker, name: str, steps: Sequence[str]) -> None:
    underway: dict[str, rendering.Rendered] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "MOST", 1)
        for step in steps:
            if step == "follow":
                follow(press.registry)
            elif step == "render":
                claims = [*claiming.claim(worker.name), *claiming.claim(worker.name)]
                ours = [claim for claim in claims if claim.path == f"/en/{name}/1/"]
                claiming.release(worker.name, [claim for claim in claims if claim not in ours])
                underway[worker.name] = rendering.render(press.registry, ours, patient=False)
            elif step == "put":
                _put(worker, underway)
            else:
                theme.publish(3, list=name if step == "enter" else "a")
            assert_places_of_what_is_stored()


def assert_places_of_what_is_stored() -> None:
    """What the press relies on at every moment: the places of an answer that is stored are all printed or marked.

    At rest alone it would be seen too seldom: mostly the next acts ask for these places, as if nothing had been.
    """
    told = {fingerprint(members): members for size in (LONG + 1, LONG + 2) for members in combinations("4321", size)}
    build = standing.cursor().build
    for argument, mark in Key.objects.filter(name=numbers.name, build=build).values_list("argument", "fingerprint"):
        paths = {f"/en/{argument}/{number}/" for number in told.get(bytes(mark), ())}
        known = {
            *Printed.objects.filter(path__in=paths, present=True).values_list("path", flat=True),
            *Mark.objects.filter(path__in=paths).values_list("path", flat=True),
        }
        assert paths <= known, f"{argument}: it is stored that there are {paths - known}, and nobody prints them"


def _act(dice: random.Random) -> None:
    number, each = dice.randint(1, 4), dice.choice("accc")
    if dice.random() < 0.4:
        theme.withdraw(number)
    else:
        theme.publish(number, list=each)


def _turn(press: Press, worker: Worker, underway: dict[str, Any], dice: random.Random) -> None:
    if dice.random() < 0.3:
        follow(press.registry)
    elif worker.name in underway:
        _put(worker, underway)
    elif claims := claiming.claim(worker.name, dice.choice((1, 3, 20))):
        rendered = rendering.render(press.registry, claims, worker._memory, patient=dice.random() < 0.1)
        claiming.release(worker.name, rendered.unseen)
        if rendered.sheets:
            underway[worker.name] = rendered


def _put(worker: Worker, underway: dict[str, Any]) -> None:
    if worker.name in underway:
        worker._put_in_place(underway.pop(worker.name), 0)
