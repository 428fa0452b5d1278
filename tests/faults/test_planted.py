"""A test of the tests: mistakes that the press could have, each of which the faults must find."""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rotativa.press import claiming, placing
from rotativa.press.models import Kind, Mark
from rotativa.press.store import Staged, Store
from rotativa.press.tests import theme
from tests.faults.machine import Machine
from tests.faults.points import KINDS

Patch = pytest.MonkeyPatch

MANY = 150
"""So many faults at most until one mistake is found."""

FEW = int(os.environ.get("ROTATIVA_TEST_FAULTS", "12"))


@dataclass
class Notes:
    """Small acts on a few notes: published, changed, moved, withdrawn, brought back."""

    dice: random.Random

    def __call__(self) -> None:
        number = self.dice.randint(1, 5)
        if self.dice.random() < 0.2:
            theme.withdraw(number)
            return
        path = self.dice.choice(["", "", f"/en/moved-{number}/"])
        turns = (timezone.now() + timedelta(minutes=self.dice.choice([30, 2000]))).isoformat()
        words = {"body": f"{self.dice.random()}", "picture": self.dice.choice(["", "x", "y"])}
        words["turns"] = self.dice.choice(["", turns])
        theme.publish(number, path, list=self.dice.choice("ab"), title=self.dice.choice("pqr"), **words)


@pytest.fixture
def machine(separate_database: Any, dice: random.Random, tmp_path: Path, monkeypatch: Patch) -> Iterator[Machine]:
    for number in range(1, 6):
        theme.publish(number, list="a")
    machine = Machine(Notes(dice), theme.registry(), tmp_path / "tree", dice, monkeypatch, instants=True)
    with machine.readers.reading(0.0005):
        machine.begin()
        yield machine


def files_are_not_synced(patch: Patch) -> None:
    patch.setattr(Store, "sync", lambda *_: None)


def names_are_not_settled(patch: Patch) -> None:
    patch.setattr(Store, "settle", lambda _: None)


def files_are_synced_in_their_place(patch: Patch) -> None:
    settle, staged = Store.settle, []  # type: ignore[var-annotated]

    def later(store: Store) -> None:
        for each in staged:
            place = store.file_of(each.path, each.kind)
            if place.exists():
                store._sync([place])
        staged.clear()
        settle(store)

    patch.setattr(Store, "sync", lambda _, files: staged.extend(files))
    patch.setattr(Store, "settle", later)


def files_are_written_in_their_place(patch: Patch) -> None:
    def put(store: Store, staged: Staged) -> None:
        target, raw = store.file_of(staged.path, staged.kind), staged.beside.read_bytes()
        store._make_folder(target.parent)
        for end in (len(raw) // 2, len(raw)):
            target.write_bytes(raw[:end])
        os.utime(target, (staged.second, staged.second))
        store._sync([target, target.parent])

    patch.setattr(Store, "put", put)


def what_was_there_goes_first(patch: Patch) -> None:
    put = Store.put

    def after(store: Store, staged: Staged) -> None:
        if staged.kind != Kind.FILE:
            store.remove(staged.path)
        put(store, staged)

    patch.setattr(Store, "put", after)


def marks_go_with_the_claim(patch: Patch) -> None:
    held: dict[int, int] = {}
    claim = claiming.claim

    def taken(*arguments: Any, **options: Any) -> Any:
        claims = claim(*arguments, **options)
        held.update({each.mark: each.version for each in claims})
        Mark.objects.filter(id__in=[each.mark for each in claims]).delete()
        return claims

    patch.setattr(claiming, "claim", taken)
    patch.setattr(claiming, "held", lambda _, claims: {each.mark: held[each.mark] for each in claims})


def what_died_is_put_in_its_place_first(patch: Patch) -> None:
    stage, tidy, staged = Store.stage, Store.tidy, []

    def told(store: Store, path: str, kind: Kind, raw: bytes, second: int) -> Staged:
        staged.append(stage(store, path, kind, raw, second))
        return staged[-1]

    def finish(store: Store) -> int:
        for each in staged:
            if each.kind == Kind.PAGE and each.beside.exists() and store.look(each.path, Kind.PAGE):
                each.beside.replace(store.file_of(each.path, each.kind))
        staged.clear()
        return tidy(store)

    patch.setattr(Store, "stage", told)
    patch.setattr(Store, "tidy", finish)


def seconds_come_again(patch: Patch) -> None:
    patch.setattr(placing, "next_second", lambda *_: 1_000_000_000)


@pytest.mark.parametrize(
    ("mistake", "fault", "said"),
    [
        (files_are_not_synced, "power cut", "decompressing|half a page|right were"),
        (names_are_not_settled, "power cut", "right were"),
        (files_are_synced_in_their_place, "power cut at place: before settle", "decompressing|half a page|right were"),
        (
            files_are_written_in_their_place,
            "kill at place: before write",
            "decompressing|half a page|right were|two pages",
        ),
        (what_was_there_goes_first, "kill at place: before rename", "404, .*right were"),
        (marks_go_with_the_claim, "kill", "right were"),
        (what_died_is_put_in_its_place_first, "kill at place: before rename", "right were"),
        (seconds_come_again, "clock", "two pages with the tag"),
    ],
)
def test_a_mistake_is_found(
    machine: Machine, monkeypatch: Patch, mistake: Callable[[Patch], None], fault: str, said: str
) -> None:
    mistake(monkeypatch)
    kind, _, point = fault.partition(" at ")
    with pytest.raises(AssertionError, match=said):
        many_faults(machine, (kind,), MANY, point)


@pytest.mark.timeout(600 + 2 * FEW)
# A query that was being read when its connection went leaves its cursor to the collector.
@pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")
def test_without_a_mistake_nothing_is_found(machine: Machine) -> None:
    many_faults(machine, KINDS, FEW)
    assert machine.points.struck.total() >= FEW
    machine.verify()


def many_faults(machine: Machine, kinds: tuple[str, ...], many: int, point: str = "") -> None:
    while machine.points.struck.total() < many:
        machine.strike(kinds, point)
