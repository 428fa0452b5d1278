"""Two editors-in-chief who act against each other at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from rotativa.staff import wagtail_groups
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import Role, User
from rotativa.staff.tests.makers import make_person

pytestmark = pytest.mark.usefixtures("separate_database")

Act = Callable[[User, User], Any]


def take(actor: User, other: User) -> None:
    take_role(actor, other, "editor_in_chief")


@pytest.mark.parametrize("act", [take, close_account])
def test_one_editor_in_chief_is_left(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = make_person("one", "editor_in_chief"), make_person("other", "editor_in_chief")
    half_done = Event()

    def do(actor: User, other: User) -> None:
        try:
            act(actor, other)
        finally:
            connections.close_all()

    def slow(sync: Callable[[], None] = wagtail_groups.sync) -> None:
        sync()
        half_done.set()
        sleep(0.5)

    monkeypatch.setattr(wagtail_groups, "sync", slow)
    with ThreadPoolExecutor(2) as hands:
        first = hands.submit(do, one, other)
        assert half_done.wait(10)
        second = hands.submit(do, other, one)

    assert first.exception() is None
    assert isinstance(second.exception(), ValidationError)
    assert list(Role.objects.values_list("user__username", flat=True)) == ["one"]
