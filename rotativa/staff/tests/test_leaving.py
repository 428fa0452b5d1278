"""A lost second factor takes two; who is signed in where; and who leaves."""

import io
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from rotativa.daybook.models import FactRow
from rotativa.daybook.queries import after
from rotativa.daybook.writing import transaction
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Refused
from rotativa.staff import seats
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.ask_factor_reset import ask_factor_reset
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.confirm_factor_reset import confirm_factor_reset
from rotativa.staff.actions.drop_factor_reset import drop_factor_reset
from rotativa.staff.actions.end_sessions import end_sessions
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.invite import invite
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import FactorReset, Mail, User
from rotativa.staff.permissions import Holding
from rotativa.staff.settled import is_settled
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def editions() -> None:
    """Two editions."""
    add_edition(ACTOR, "es", name="Atlas")
    add_edition(ACTOR, "ar")


def with_app(user: User) -> User:
    with transaction(ACTOR):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def sits(user: User) -> Client:
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT=FIREFOX)
    client.post("/desk/login/", {"login": user.username, "password": PASSWORD})
    return client


def verbs() -> list[str]:
    return [fact.verb for fact in after(0)]


def test_a_lost_second_factor_takes_two() -> None:
    one, two = make_person("one", "editor_in_chief"), make_person("two", "editor_in_chief")
    leila = make_person("leila", "reporter", "es")
    User.objects.filter(pk=leila.pk).update(email="leila@post.example")
    client = sits(leila)
    with_app(leila)
    with pytest.raises(Refused):
        ask_factor_reset(make_person("teo", "technician"), leila)
    with pytest.raises(Refused):
        ask_factor_reset(make_person("lina", "editor_in_chief", "es"), leila)
    asked = ask_factor_reset(one, leila)
    with pytest.raises(ValidationError):
        ask_factor_reset(two, leila)
    for who in (one, leila):
        with pytest.raises(Refused):
            confirm_factor_reset(who, asked)
    assert Authenticator.objects.filter(user=leila).exists()
    confirm_factor_reset(two, asked)
    assert not Authenticator.objects.filter(user=leila).exists()
    assert client.get("/desk/stories/").status_code == 302, "signed out"
    assert [verb for verb in verbs() if "reset" in verb] == ["user.factor_reset_asked", "user.factor_reset"]
    assert Mail.objects.get().kind == "factor_reset"
    with pytest.raises(ValidationError):
        confirm_factor_reset(two, asked)


def test_more_than_is_looked_at_settles_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    leila = make_person("leila", "editor_in_chief")
    assert is_settled(leila), "the command line made them one"
    monkeypatch.setattr("rotativa.staff.settled._MOST", 1)
    assert not is_settled(leila)


def test_nobody_makes_the_second_one() -> None:
    one, two = make_person("one", "editor_in_chief"), make_person("two", "editor_in_chief")
    leila = with_app(make_person("leila", "reporter", "es"))
    made = add_person(one, username="made", name="Made", password=PASSWORD)
    give_role(one, made, "editor_in_chief")
    by_them = make_person("by-them", "desk_editor")
    give_role(made, by_them, "editor_in_chief")
    taken_over = make_person("taken-over", "editor_in_chief")
    set_password(one, taken_over, f"{PASSWORD}!")
    asked = ask_factor_reset(one, leila)
    for who in (made, by_them, taken_over):
        with pytest.raises(Refused, match="more than 7 days"):
            confirm_factor_reset(who, asked)
        screen = f"/desk/staff/{leila.pk}/"
        browser = Client()
        browser.force_login(who)
        assert "more than 7 days" in browser.get(screen).content.decode()
        assert "more than 7 days" in browser.post(screen, {"act": "confirm"}, follow=True).content.decode()
    drop_factor_reset(one, asked)
    for who in (made, by_them, taken_over):
        with pytest.raises(Refused, match="more than 7 days"):
            ask_factor_reset(who, leila)
    assert Authenticator.objects.filter(user=leila).exists()
    set_password(two, two, f"{PASSWORD}?")
    give_role(one, two, "moderator")
    give_role(one, two, "editor_in_chief", "es")
    confirm_factor_reset(two, ask_factor_reset(one, leila))


@pytest.mark.parametrize(("days", "settled"), [(6, False), (8, True)])
def test_who_was_made_days_ago_is_settled(days: int, settled: bool) -> None:
    one = make_person("one", "editor_in_chief")
    made = make_person("made", "reporter")
    give_role(one, made, "editor_in_chief")
    FactRow.objects.update(at=timezone.now() - timedelta(days=days))
    assert is_settled(made) is settled


def test_who_accepted_an_invitation_is_not_settled_yet(settings: Any) -> None:
    one = make_person("one", "editor_in_chief")
    asked = invite(one, name="Made", email="made@post.example", language="", roles=[Holding("editor_in_chief")])
    made = accept_invitation(asked, username="made", password=PASSWORD)
    assert not is_settled(made)
    settings.ROTATIVA_SETTLED_DAYS = 0
    assert is_settled(made)


def test_what_was_asked_ends_by_a_no_after_a_day_and_with_who_asked() -> None:
    one, two = make_person("one", "editor_in_chief"), make_person("two", "editor_in_chief")
    leila = with_app(make_person("leila", "reporter", "es"))
    drop_factor_reset(two, ask_factor_reset(one, leila))
    asked = ask_factor_reset(one, leila)
    FactorReset.objects.filter(pk=asked.pk).update(asked_at="2026-01-01T00:00Z")
    with pytest.raises(ValidationError):
        confirm_factor_reset(two, asked)
    again = ask_factor_reset(one, leila)
    close_account(two, one)
    with pytest.raises(ValidationError):
        confirm_factor_reset(two, again)
    assert Authenticator.objects.filter(user=leila).exists()


def test_who_is_signed_in_where(client: Client) -> None:
    leila = make_person("leila", "reporter", "es")
    here, elsewhere = sits(leila), sits(leila)
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"203.0.113.0"}, "no whole address is kept"
    page = here.get("/desk/account/sessions/").content.decode()
    assert page.count("Firefox on Linux") == 2
    assert "203.0.113.…" in page
    assert "203.0.113.77" not in page
    here.post("/desk/account/sessions/")
    assert (here.get("/desk/stories/").status_code, elsewhere.get("/desk/stories/").status_code) == (200, 302)
    assert verbs()[-1] == "user.sessions_ended"
    stranger = make_person("samir", "desk_editor")
    with pytest.raises(Refused):
        end_sessions(stranger, leila)
    sits(stranger).post("/desk/account/sessions/", {"seat": UserSession.objects.get(user=leila).pk})
    assert here.get("/desk/stories/").status_code == 200, "nobody ends a colleague's by its number"
    end_sessions(make_person("one", "editor_in_chief"), leila)
    assert here.get("/desk/stories/").status_code == 302


AGENTS = {
    FIREFOX: "Firefox on Linux",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604": "Safari on iPhone",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/130 Safari/537 Edg/130": "Edge on Windows",
    "curl": "an unknown browser",
    "": "an unknown browser",
}


@pytest.mark.parametrize(("agent", "said"), AGENTS.items())
def test_browsers_in_words(agent: str, said: str) -> None:
    assert seats.browser(agent) == said


def test_who_leaves_keeps_a_name_and_nothing_else() -> None:
    chief, leila = make_person("one", "editor_in_chief"), make_person("leila", "desk_editor", "es")
    User.objects.filter(pk=leila.pk).update(email="leila@post.example")
    client = sits(leila)
    with_app(leila)
    leila.refresh_from_db()
    close_account(chief, leila)
    leila = User.objects.get(pk=leila.pk)
    assert (leila.is_active, leila.email, leila.actor_name, leila.has_usable_password()) == (
        False,
        "",
        "Leila Mansour",
        False,
    )
    assert not leila.roles.exists()
    assert not leila.groups.exists()
    assert not Authenticator.objects.filter(user=leila).exists()
    assert client.get("/desk/stories/").status_code == 302
    assert not UserSession.objects.filter(user=leila).exists()
    assert verbs()[-1] == "user.left"
    assert Mail.objects.get(kind="closed").to == "leila@post.example"


def test_the_last_editor_in_chief_does_not_leave_and_nobody_closes_their_own() -> None:
    chief = make_person("one", "editor_in_chief")
    with pytest.raises(Refused):
        close_account(chief, chief)
    with pytest.raises(ValidationError, match="last editor-in-chief"):
        close_account(ACTOR, chief)
    assert User.objects.get(pk=chief.pk).is_active


def test_who_heads_one_edition_gives_and_takes_no_role_in_all_of_them() -> None:
    of_es, samir = make_person("lina", "editor_in_chief", "es"), make_person("samir", "reporter")
    with pytest.raises(Refused):
        give_role(of_es, samir, "translator")
    with pytest.raises(Refused):
        take_role(of_es, samir, "reporter")
    give_role(of_es, samir, "translator", "es")
    assert {(held.role, held.edition_id) for held in samir.roles.all()} == {("reporter", None), ("translator", "es")}


def test_who_left_is_no_editor_in_chief_to_be_left() -> None:
    one, left = make_person("one", "editor_in_chief"), make_person("left", "editor_in_chief")
    User.objects.filter(pk=left.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="last editor-in-chief"):
        take_role(ACTOR, one, "editor_in_chief")


def test_nobody_gives_themselves_a_role() -> None:
    chief = make_person("one", "editor_in_chief")
    of_es = make_person("lina", "editor_in_chief", "es")
    for who, role, edition in ((chief, "technician", ""), (of_es, "editor_in_chief", ""), (of_es, "moderator", "es")):
        with pytest.raises(Refused):
            give_role(who, who, role, edition)
    with pytest.raises(Refused):
        give_role(of_es, chief, "reporter", "ar")
    give_role(of_es, chief, "moderator", "es")


def test_where_no_two_are_there_the_command_line_takes_a_lost_second_factor_away() -> None:
    leila = make_person("leila", "reporter", "es")
    client = sits(leila)
    with_app(leila)
    call_command("staff", "forget-factor", "leila", stdout=io.StringIO())
    assert not Authenticator.objects.filter(user=leila).exists()
    assert client.get("/desk/stories/").status_code == 302
    assert verbs()[-2:] == ["user.factor_removed", "user.factor_forgotten"]
