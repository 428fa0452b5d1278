"""A mail address is changed by who reads mails at the new one; and who looks after machines is told of them."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.test import Client
from django.utils import timezone

from rotativa.daybook.queries import after
from rotativa.kit import problems
from rotativa.kit.actor import Refused
from rotativa.kit.problems import Problem, Severity
from rotativa.staff import seats
from rotativa.staff.actions.ask_address import ask_address
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.end_sessions import end_sessions
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.mails import watching
from rotativa.staff.mails.sending import send_due
from rotativa.staff.models import AddressChange, Mail, Trouble, User
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person
from rotativa.staff.tests.post_office import PostOffice, parts

pytestmark = pytest.mark.usefixtures("newsroom")

NEW = "leila@elsewhere.example"


@pytest.fixture
def leila() -> User:
    return _reached(make_person("leila", "reporter", "es"))


@pytest.fixture
def chief() -> User:
    return _reached(make_person("samir", "editor_in_chief"))


def _reached(user: User) -> User:
    user.email = f"{user.username}@post.example"
    user.save()
    return user


def seated(user: User) -> Client:
    browser = Client()
    assert browser.post("/desk/login/", {"login": user.username, "password": PASSWORD}).status_code == 302
    return browser


def link(mail: Any) -> str:
    found = re.search(r"https?://\S+?(/desk/address/\S+)", parts(mail)[0])
    assert found is not None
    return found[1]


def test_the_new_address_counts_once_its_link_was_opened_and_the_old_one_is_told(
    office: PostOffice, leila: User
) -> None:
    browser = seated(leila)
    assert NEW in browser.post("/desk/account/address/", {"email": NEW}).content.decode()
    send_due()
    [mail] = office.mails
    assert mail["To"] == NEW
    leila.refresh_from_db()
    assert leila.email == "leila@post.example", "nothing yet"
    elsewhere = Client()
    assert elsewhere.get(link(mail)).headers["Location"] == "/desk/address/"
    shown = elsewhere.get("/desk/address/")
    assert (NEW in shown.content.decode(), shown.headers["Cache-Control"]) == (True, "no-store")
    leila.refresh_from_db()
    assert leila.email == "leila@post.example", "programs that look at mails press no buttons"
    assert elsewhere.post("/desk/address/").status_code == 200
    leila.refresh_from_db()
    assert leila.email == NEW
    send_due()
    assert office.mails[1]["To"] == "leila@post.example"
    assert NEW not in "".join(parts(office.mails[1])), "the old box may be somebody else's by now"
    facts = [fact for fact in after(0) if fact.verb.startswith("user.address")]
    assert [fact.verb for fact in facts] == ["user.address_asked", "user.address_changed"]
    assert "@" not in str(facts)
    assert Client().get(link(mail), follow=True).status_code == 404, "it counts once"


def test_the_password_is_asked_again(leila: User, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Client()
    away.force_login(leila, backend="django.contrib.auth.backends.ModelBackend")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 1200)
    answer = away.post("/desk/account/address/", {"email": NEW})
    assert "/desk/again/" in answer.headers["Location"]
    assert not AddressChange.objects.exists()
    assert "/desk/login/" in Client().get("/desk/account/address/").headers["Location"]


def test_what_somebody_else_sent_in_the_session_is_not_done_once_the_password_is_given(
    leila: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a copy of the session neither acts by the person's answer, nor is asked no more."""
    browser, thief = seated(leila), Client()
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 1200)
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    assert "/desk/again/" in thief.post("/desk/account/address/", {"email": NEW}).headers["Location"]
    asked = browser.get("/desk/account/address/").headers["Location"]
    answered = browser.post(asked, {"password": PASSWORD})
    assert (answered.status_code, answered.headers["Location"]) == (302, "/desk/account/address/")
    assert not AddressChange.objects.exists()
    assert browser.get("/desk/account/address/").status_code == 200
    assert "/desk/login/" in thief.get("/desk/account/address/").headers["Location"]
    assert [seat.here for seat in seats.of(leila, browser.session.session_key)] == [True]


@pytest.mark.parametrize("by", ["themselves", "the chief", "signing out"])
def test_what_a_thief_asked_for_ends_with_the_password_and_with_the_sessions(
    by: str, office: PostOffice, leila: User, chief: User
) -> None:
    seated(leila)
    ask_address(leila, leila, NEW)
    send_due()
    if by == "signing out":
        end_sessions(chief, leila)
    else:
        set_password(chief if by == "the chief" else leila, leila, "another-press-1848")
    assert Client().get(link(office.mails[0]), follow=True).status_code == 404
    ask_address(chief, leila, NEW)
    set_password(chief, leila, "another-press-1849")
    assert AddressChange.objects.exists(), "the chief asked, and nobody else could have"


def test_only_the_newest_link_counts_for_a_day_and_while_who_asked_may(
    office: PostOffice, leila: User, chief: User
) -> None:
    for address in ("typo@elsewhere.example", NEW):
        ask_address(chief, leila, address)
        send_due()
    old, new = (link(mail) for mail in office.mails)
    assert "Samir Mansour" in parts(office.mails[1])[0]
    assert Client().get(old, follow=True).status_code == 404
    assert Client().get(new, follow=True).status_code == 200
    AddressChange.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert Client().get(new, follow=True).status_code == 404
    AddressChange.objects.update(asked_at=timezone.now())
    late = Client()
    late.get(new)
    make_person("second", "editor_in_chief")
    take_role(ACTOR, chief, "editor_in_chief", "")
    assert "may not do so any more" in late.post("/desk/address/").content.decode()
    leila.refresh_from_db()
    assert leila.email == "leila@post.example"


def test_who_may_not_or_names_a_colleagues_address_is_refused(leila: User, chief: User) -> None:
    with pytest.raises(Refused):
        ask_address(leila, chief, NEW)
    for wrong in ("", "nonsense", "x" * 300 + "@post.example", "leila@post.example", "Samir@Post.example"):
        with pytest.raises(ValidationError) as refused:
            ask_address(leila, leila, wrong)
        assert set(refused.value.message_dict) == {"email"}
    assert not Mail.objects.exists()
    ask_address(leila, leila, NEW)
    close_account(chief, leila)
    assert not AddressChange.objects.exists()


def test_asking_is_throttled_for_a_person_and_for_an_editor_in_chief(leila: User, chief: User) -> None:
    browser = seated(leila)
    ask = [browser.post("/desk/account/address/", {"email": f"{n}@post.example"}).status_code for n in range(6)]
    assert ask == [200] * 5 + [429]
    head = seated(chief)
    for number in range(6):
        answer = head.post(f"/desk/staff/{leila.pk}/", {"act": "address", "email": f"{number}@x.example"}, follow=True)
    assert "Too many at once" in answer.content.decode()
    assert AddressChange.objects.get().to == "4@x.example"


def test_who_looks_after_machines_is_told_once_of_what_lasts(
    office: PostOffice, leila: User, chief: User, monkeypatch: Any
) -> None:
    tess = _reached(make_person("tess", "technician"))
    behind = Problem("press:behind", Severity.READERS_ARE_WRONG, "The press is 4 minutes behind.")
    monkeypatch.setattr(problems, "_alarms", {"press": lambda: [behind]})
    monkeypatch.setattr(problems, "_machines", {})
    watching.look()
    assert not Mail.objects.exists(), "what is over within a minute wakes nobody"
    Trouble.objects.update(since=timezone.now() - timedelta(minutes=2))
    for _look in range(3):
        watching.look()
    assert send_due() == 1
    [mail] = office.mails
    assert mail["To"] == tess.email
    assert "The press is 4 minutes behind." in parts(mail)[0]
    monkeypatch.setattr(problems, "_alarms", {})
    watching.look()
    assert Trouble.objects.exists(), "what comes again soon is the same"
    Trouble.objects.update(seen_at=timezone.now() - timedelta(minutes=31))
    watching.look()
    assert not Trouble.objects.exists()


def test_what_is_over_again_and_again_wakes_nobody(office: PostOffice, chief: User, monkeypatch: Any) -> None:
    _reached(make_person("tess", "technician"))
    behind = Problem("press:behind", Severity.READERS_ARE_WRONG, "The press is 4 minutes behind.")
    monkeypatch.setattr(problems, "_machines", {})
    for alarms in ([behind], [], [behind]):
        monkeypatch.setattr(problems, "_alarms", {"press": lambda alarms=alarms: alarms})
        for _look in range(2):
            watching.look()
        Trouble.objects.update(since=F("since") - timedelta(minutes=2))
    assert not Mail.objects.exists()
