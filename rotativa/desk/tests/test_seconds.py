"""A lost second factor that one colleague has asked about waits on the home of those who may confirm it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from rotativa.daybook.writing import transaction
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.desk.tests.test_home import look
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.ask_factor_reset import ask_factor_reset
from rotativa.staff.actions.confirm_factor_reset import confirm_factor_reset
from rotativa.staff.actions.drop_factor_reset import drop_factor_reset
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import FactorReset, User
from rotativa.staff.permissions import IN_ALL_EDITIONS, RoleName

MACHINE = Machine("test")
LOST = "Lost second factor: Reporter Prado"


@pytest.fixture
def chief(desk: Desk) -> User:
    """A second editor-in-chief, and somebody whose second factor is lost."""
    with transaction(MACHINE):
        Authenticator.objects.create(user=desk.people["reporter"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    return person(desk, "nadia", "editor_in_chief")


def person(desk: Desk, login: str, role: str, edition: str = "") -> User:
    desk.people[login] = add_person(MACHINE, username=login, name=f"{login.title()} Prado", password=PASSWORD)
    give_role(MACHINE, desk.people[login], role, edition)
    return desk.people[login]


def ask(desk: Desk, by: User) -> FactorReset:
    return ask_factor_reset(by, desk.people["reporter"])


def test_it_waits_on_the_home_of_who_may_confirm_it_and_leads_there(desk: Desk, chief: User) -> None:
    assert "Nothing waits for you." in look(desk, "admin")
    ask(desk, chief)
    shown = look(desk, "admin")
    assert f"Waiting for me 1 {LOST} Nadia Prado asks that you confirm or refuse it, until " in shown
    assert "Nothing waits for you." not in shown
    screen = reverse("desk:person", args=(desk.people["reporter"].pk,))
    assert f'href="{screen}"' in desk.browser("admin").get("/desk/").content.decode()
    assert 'value="confirm"' in desk.browser("admin").get(screen).content.decode()
    assert LOST not in look(desk, "nadia"), "who asked is not the second one"


@pytest.mark.parametrize("role", RoleName.values)
def test_nobody_else_is_told(desk: Desk, chief: User, role: str) -> None:
    person(desk, "lina", role, "" if role in IN_ALL_EDITIONS else "en")
    person(desk, "huda", role)
    ask(desk, chief)
    assert LOST not in look(desk, "lina")
    assert (LOST in look(desk, "huda")) is (role == "editor_in_chief")
    assert LOST not in look(desk, "reporter")


def test_who_is_not_settled_is_not_told(desk: Desk, chief: User) -> None:
    person(desk, "lina", "reporter")
    give_role(chief, desk.people["lina"], "editor_in_chief")
    ask(desk, chief)
    assert LOST not in look(desk, "lina")


@pytest.mark.parametrize("how", ["confirmed", "refused", "too old", "asked by nobody who may"])
def test_it_is_gone_once_it_is_over(desk: Desk, chief: User, how: str) -> None:
    asked = ask(desk, chief)
    assert LOST in look(desk, "admin")
    if how == "confirmed":
        confirm_factor_reset(desk.people["admin"], asked)
    elif how == "refused":
        drop_factor_reset(desk.people["admin"], asked)
    elif how == "too old":
        FactorReset.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    else:
        take_role(desk.people["admin"], chief, "editor_in_chief")
    assert LOST not in look(desk, "admin")


@pytest.mark.parametrize("how", ["by nobody who may", "for nobody who is here"])
def test_what_nobody_would_confirm_is_not_offered(desk: Desk, chief: User, how: str) -> None:
    """The verb, the screen and the home say the same: each had a rule of its own."""
    asked, reporter = ask(desk, chief), desk.people["reporter"]
    browser, screen = desk.browser("admin"), reverse("desk:person", args=(reporter.pk,))
    assert 'value="confirm"' in browser.get(screen).content.decode()
    if how == "by nobody who may":
        take_role(desk.people["admin"], chief, "editor_in_chief")
    else:
        User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert 'value="confirm"' not in browser.get(screen).content.decode()
    said = browser.post(screen, {"act": "confirm"}, follow=True).content.decode()
    assert "Nobody is waiting for this any more. Ask for it again." in said
    with pytest.raises(ValidationError, match="Nobody is waiting"):
        confirm_factor_reset(desk.people["admin"], asked)
    assert Authenticator.objects.filter(user=reporter).exists()
    assert LOST not in look(desk, "admin")


def test_what_waits_for_nobody_is_asked_again(desk: Desk, chief: User) -> None:
    person(desk, "huda", "editor_in_chief")
    ask(desk, chief)
    take_role(desk.people["admin"], chief, "editor_in_chief")
    screen = reverse("desk:person", args=(desk.people["reporter"].pk,))
    assert 'value="ask"' in desk.browser("admin").get(screen).content.decode()
    asked = ask(desk, desk.people["huda"])
    confirm_factor_reset(desk.people["admin"], asked)
    assert not Authenticator.objects.filter(user=desk.people["reporter"]).exists()


def test_who_asks_is_told_whether_anybody_may_confirm_it(desk: Desk, chief: User) -> None:
    screen = reverse("desk:person", args=(desk.people["reporter"].pk,))
    said = desk.browser("admin").post(screen, {"act": "ask"}, follow=True).content.decode()
    assert "It waits on their home" in said
    drop_factor_reset(chief, FactorReset.objects.get())
    take_role(desk.people["admin"], chief, "editor_in_chief")
    said = desk.browser("admin").post(screen, {"act": "ask"}, follow=True).content.decode()
    assert "But nobody else may confirm it now." in said
