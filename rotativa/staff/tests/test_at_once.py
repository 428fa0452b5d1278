"""Two people who act against each other at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from rotativa.staff import wagtail_groups
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.invite import invite
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import Invitation, Role, User
from rotativa.staff.permissions import Holding
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person

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


def _join(invitation: Invitation, username: str) -> User:
    try:
        return accept_invitation(invitation, username=username, password=PASSWORD)
    finally:
        connections.close_all()


@pytest.mark.parametrize(
    ("other_name", "other_mail", "told"),
    [
        ("huda", "other@post.example", "A user with that username already exists."),
        ("other", "HUDA@post.example", "Somebody with this address works here already."),
    ],
)
def test_two_who_join_under_one_name_or_address(
    other_name: str, other_mail: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both were free when they were looked at: whoever comes second is told what the form says of a taken one."""
    held = [Holding("technician")]
    one, other = (invite(ACTOR, name="Huda", email=mail, roles=held) for mail in ("huda@post.example", other_mail))
    both, looked = Barrier(2), User.full_clean

    def looked_together(user: User) -> None:
        looked(user)
        both.wait(10)

    monkeypatch.setattr(User, "full_clean", looked_together)
    with ThreadPoolExecutor(2) as hands:
        joined = [hands.submit(_join, one, "huda"), hands.submit(_join, other, other_name)]
    [refused] = [error for each in joined if (error := each.exception()) is not None]
    assert isinstance(refused, ValidationError)
    assert refused.messages == [told]
    assert User.objects.count() == 1
