"""Two people who act against each other at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from rotativa.daybook.queries import after
from rotativa.staff import links, wagtail_groups
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.give_role import give_role
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
    half_done, both = Event(), Barrier(2)

    def do(actor: User, other: User) -> None:
        try:
            act(actor, other)
        finally:
            connections.close_all()

    def slow(sync: Callable[[], None] = wagtail_groups.sync) -> None:
        sync()
        half_done.set()
        with suppress(BrokenBarrierError):  # where the second waits for the first already
            both.wait(1)

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
        ("Huda", "other@post.example", "A user with that username already exists."),
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


def _give(user: User) -> None:
    try:
        give_role(ACTOR, user, "editor_in_chief")
    finally:
        connections.close_all()


def test_two_who_get_roles_are_both_known_to_wagtail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looked at the roles first does not take away what the other one was given since."""
    one, other = make_person("one"), make_person("other")
    looked, given, align = Event(), Event(), wagtail_groups._align

    def slowly(*asked: Any) -> None:
        if not looked.is_set():
            looked.set()
            given.wait(1)  # not for ever: the other one may wait for us
        align(*asked)

    monkeypatch.setattr(wagtail_groups, "_align", slowly)
    with ThreadPoolExecutor(2) as hands:
        first = hands.submit(_give, one)
        assert looked.wait(10)
        second = hands.submit(_give, other)
        second.add_done_callback(lambda _done: given.set())

    assert (first.exception(), second.exception()) == (None, None)
    assert set(User.groups.through.objects.values_list("user__username", flat=True)) == {"one", "other"}


def test_one_role_that_two_give_is_one_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = make_person("someone")
    both, check = Barrier(2), Role.full_clean

    def checked_together(role: Role) -> None:
        check(role)
        with suppress(BrokenBarrierError):  # where the second waits for the first already
            both.wait(1)

    monkeypatch.setattr(Role, "full_clean", checked_together)
    with ThreadPoolExecutor(2) as hands:
        gave = [hands.submit(_give, someone) for _time in range(2)]
    assert [each.exception() for each in gave] == [None, None]
    assert [fact.verb for fact in after(0)].count("user.role_given") == 1


def test_one_link_for_a_forgotten_password_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    leila = make_person("leila")
    address, browsers, both = links.of_reset(leila), (Client(), Client()), Barrier(2)
    forms = [browser.get(address, follow=True).redirect_chain[-1][0] for browser in browsers]

    def looked_together(*asked: Any) -> None:
        both.wait(10)

    def sent(browser: Client, form: str, new: str) -> str:
        try:
            return browser.post(form, {"new_password1": new, "new_password2": new}, follow=True).content.decode()
        finally:
            connections.close_all()

    monkeypatch.setattr("rotativa.staff.actions.set_password.check_password", looked_together)
    words = ("three-quiet-ferries", "four-noisy-trams")
    with ThreadPoolExecutor(2) as hands:
        pages = list(hands.map(sent, browsers, forms, words))
    [kept] = [word for word, page in zip(words, pages, strict=True) if "This link opens nothing" not in page]
    leila.refresh_from_db()
    assert leila.check_password(kept)
    assert [fact.verb for fact in after(0)].count("user.password_set") == 1
