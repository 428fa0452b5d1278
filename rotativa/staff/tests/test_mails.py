"""Invitations, forgotten passwords and what people are told by mail: through a real mail server, opened and read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models.lookups import IExact
from django.test import Client
from django.utils import timezone

from rotativa.daybook.queries import after
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.models import Edition
from rotativa.kit.actor import Refused
from rotativa.kit.problems import problems
from rotativa.staff import forgotten
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.end_sessions import end_sessions
from rotativa.staff.actions.invite import invite
from rotativa.staff.actions.invite_again import invite_again
from rotativa.staff.actions.revoke_invitation import revoke_invitation
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.mails import sending
from rotativa.staff.mails.sending import send_due
from rotativa.staff.mails.writing import message
from rotativa.staff.models import Invitation, Mail, User
from rotativa.staff.permissions import Holding
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person
from rotativa.staff.tests.post_office import PostOffice, opened, parts

pytestmark = pytest.mark.django_db(transaction=True)

JOIN = {"username": "huda", "password": "two quiet olive trees", "again": "two quiet olive trees"}
CHANGE = "/desk/account/password/"


@pytest.fixture(autouse=True)
def another_edition(newsroom: None) -> None:
    """A second one, for who works in both."""
    add_edition(ACTOR, "ar", name="أطلس")


def invited(by: User, language: str = "", *roles: Holding) -> Invitation:
    held = roles or (Holding("reporter", "ar"), Holding("translator", "es"))
    return invite(by, name="Huda Sabbagh", email="huda@post.example", roles=held, language=language)


@pytest.mark.parametrize(("language", "called"), [("ar", "أطلس"), ("es", "Atlas"), ("en", "Atlas")])
def test_a_mail_calls_the_newsroom_as_its_edition_in_that_language(language: str, called: str) -> None:
    invited(make_person("admin", "editor_in_chief"), language)
    written = message(Mail.objects.get())
    assert called in written.subject
    assert called in str(written.body)
    assert "\u2068" not in written.subject


def test_a_name_of_another_direction_stands_apart_from_the_sentence() -> None:
    Edition.objects.filter(code="ar").delete()
    invited(make_person("admin", "editor_in_chief"), "ar", Holding("reporter", "es"))
    assert "\u2068Atlas\u2069" in message(Mail.objects.get()).subject


def link(mail: Any) -> str:
    found = re.search(r"https?://\S+?(/desk/\S+)", parts(mail)[0])
    assert found is not None
    return found[1]


def test_from_the_invitation_to_the_desk(office: PostOffice, client: Client) -> None:
    chief = make_person("samir", "editor_in_chief")
    invited(chief, "ar")
    assert send_due() == 1
    assert not Mail.objects.exists()
    mail = office.mails[0]
    text, html = parts(mail)
    assert (mail["To"], mail["Subject"]) == ("huda@post.example", "دعوة للانضمام إلى أطلس")
    assert "مراسل (العربية)" in text
    assert 'lang="ar" dir="rtl"' in html
    assert "Samir Mansour" in html
    assert "http" not in re.sub(r"http://127\.0\.0\.1\S*|http://localhost\S*", "", html), "nothing from elsewhere"

    assert client.get(link(mail)).headers["Location"] == "/desk/invitation/"
    shown = client.get("/desk/invitation/")
    assert "Samir Mansour" in shown.content.decode()
    assert '<html lang="ar" dir="rtl"' in shown.content.decode(), (
        "in the language of the mail, whatever the browser asks"
    )
    assert shown.headers["Cache-Control"] == "no-store"
    assert "كلمتا المرور" in client.post("/desk/invitation/", {**JOIN, "again": "x"}).content.decode()
    assert client.post("/desk/invitation/", {**JOIN, "password": "short", "again": "short"}).status_code == 200
    assert client.post("/desk/invitation/", {**JOIN, "username": "samir"}).status_code == 200
    assert client.post("/desk/invitation/", JOIN).headers["Location"] == "/desk/"
    huda = User.objects.get(username="huda")
    assert (huda.actor_name, huda.email, huda.language) == ("Huda Sabbagh", "huda@post.example", "ar")
    assert huda.may("article.write", "ar")
    assert not huda.may("story.start", "es")
    assert client.get("/desk/stories/").status_code == 200
    verbs = [fact.verb for fact in after(0) if fact.verb.startswith("user.")][-2:]
    assert verbs == ["user.invited", "user.joined"]
    assert "huda@post" not in str(after(0))
    assert Client().get(link(mail), follow=True).status_code == 404, "it counts once"


def test_a_link_opens_nothing_once_it_was_sent_again_taken_back_or_is_old(office: PostOffice) -> None:
    chief = make_person("samir", "editor_in_chief")
    first = invited(chief)
    send_due()
    invite_again(chief, first)
    send_due()
    old, new = (link(mail) for mail in office.mails)
    assert Client().get(old, follow=True).status_code == 404
    assert Client().get(new, follow=True).status_code == 200
    assert Client().get(new.replace("1.2", "1.3"), follow=True).status_code == 404
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(new, follow=True).status_code == 404
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    late = Client()
    late.get(new)
    revoke_invitation(chief, first)
    assert late.post("/desk/invitation/", JOIN).status_code == 404
    assert not User.objects.filter(username="huda").exists()


@pytest.mark.parametrize("how", ["by a colleague", "by mail", "signed out", "by themselves"])
def test_an_invitation_outlives_no_doubt_about_who_sent_it(office: PostOffice, how: str) -> None:
    samir, lina = make_person("samir", "editor_in_chief"), make_person("lina", "editor_in_chief")
    User.objects.filter(pk=samir.pk).update(email="samir@post.example", language="en")
    invited(samir)
    invite(lina, name="Other", email="other@post.example", roles=[Holding("reporter", "ar")])
    send_due()
    samir.refresh_from_db()
    before = after(0)[-1].number
    if how == "by mail":
        forgotten.ask("samir@post.example", "en")
        send_due()
        new = {"new_password1": "olive trees in rows", "new_password2": "olive trees in rows"}
        door = Client()
        door.post(door.get(link(office.mails[2])).headers["Location"], new)
    elif how == "signed out":
        end_sessions(lina, samir)
    else:
        set_password(samir if how == "by themselves" else lina, samir, "olive trees in rows")
    ends = how != "by themselves"
    late = Client()
    late.get(link(office.mails[0]))
    assert late.post("/desk/invitation/", JOIN).status_code == (404 if ends else 302)
    assert Client().get(link(office.mails[1]), follow=True).status_code == 200, "nobody doubts who sent this one"
    told = [(fact.verb, fact.details) for fact in after(before) if "invit" in fact.verb]
    assert told == ([("user.invitation_ended", {"name": "Huda Sabbagh", "by": "Samir Mansour"})] if ends else [])
    send_due()
    if how != "signed out":
        assert ("have ended" in parts(office.mails[-1])[0]) == ends, "the person is told"


def test_who_changes_the_own_password_is_asked_about_invitations_that_wait(office: PostOffice, client: Client) -> None:
    samir, lina = make_person("samir", "editor_in_chief"), make_person("lina", "editor_in_chief")
    invite(lina, name="Other", email="other@post.example", roles=[Holding("reporter", "ar")])
    client.post("/desk/login/", {"login": "samir", "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": "olive trees in rows", "password2": "olive trees in rows"}
    assert client.post(CHANGE, new).headers["Location"] == "/desk/account/", "nothing of theirs waits"

    one = invited(samir)
    send_due()
    again = {"oldpassword": "olive trees in rows", "password1": PASSWORD, "password2": PASSWORD}
    asked = client.post(CHANGE, again).headers["Location"]
    shown = client.get(asked)
    assert "huda@post.example" in shown.content.decode()
    assert "other@post.example" not in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    one.refresh_from_db()
    assert one.is_open, "to look ends nothing"
    before = after(0)[-1].number
    assert "have ended" in client.post(asked).content.decode()
    assert [fact.verb for fact in after(before)] == ["user.invitation_ended"]
    assert [Client().get(link(mail), follow=True).status_code for mail in office.mails] == [200, 404]
    assert client.get(asked).headers["Location"] == "/desk/account/", "nothing waits any more"
    assert Client().get(asked).headers["Location"] == f"/desk/login/?next={asked}"


def test_who_sends_an_ended_invitation_again_answers_for_it(office: PostOffice, client: Client) -> None:
    samir, lina = make_person("samir", "editor_in_chief"), make_person("lina", "editor_in_chief")
    one = invited(samir)
    set_password(lina, samir, "olive trees in rows")
    assert send_due() == 0, "its mail, which had not gone, does not go"
    client.post("/desk/login/", {"login": "lina", "password": PASSWORD})
    asked = {"invitation": one.pk, "act": "again"}
    assert "Ended with the password or the sessions" in client.get("/desk/staff/").content.decode()
    client.post("/desk/staff/", asked)
    assert "Ended with the password or the sessions" not in client.get("/desk/staff/").content.decode()
    send_due()
    assert "Lina Mansour asks you to join" in parts(office.mails[-1])[0]
    set_password(lina, samir, "olive trees in a row")
    assert Client().get(link(office.mails[-1]), follow=True).status_code == 200, "Lina sent it"


def test_a_session_left_open_sends_no_invitation_again(client: Client, settings: Any) -> None:
    one = invited(make_person("samir", "editor_in_chief"))
    make_person("lina", "editor_in_chief")
    client.post("/desk/login/", {"login": "lina", "password": PASSWORD})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = client.post("/desk/staff/", {"invitation": one.pk, "act": "again"})
    assert answer.headers["Location"].startswith("/desk/again/")
    one.refresh_from_db()
    assert (one.sent, one.inviter.username if one.inviter else "") == (1, "samir")
    client.post("/desk/staff/", {"invitation": one.pk, "act": "revoke"})
    one.refresh_from_db()
    assert one.revoked_at is not None, "to take back lets nobody in"


def test_nobody_gives_more_by_invitation_than_they_may(office: PostOffice) -> None:
    of_arabic, reporter = make_person("lina", "editor_in_chief", "ar"), make_person("leila", "reporter", "es")
    invited(of_arabic, "", Holding("desk_editor", "ar"))
    for who, roles in ((of_arabic, [Holding("reporter", "es")]), (of_arabic, [Holding("reporter")]),
                       (of_arabic, [Holding("technician")]), (reporter, [Holding("reporter", "es")])):  # fmt: skip
        with pytest.raises(Refused):
            invited(who, "", *roles)
    with pytest.raises(ValidationError):
        invited(make_person("samir", "editor_in_chief"), "", Holding("pope"))
    send_due()
    take_role(ACTOR, of_arabic, "editor_in_chief", "ar")
    client = Client()
    client.get(link(office.mails[0]))
    assert "Ask for a new invitation" in client.post("/desk/invitation/", JOIN).content.decode()
    assert not User.objects.filter(username="huda").exists()


def test_what_strangers_ask_for_keeps_no_mail_to_a_colleague_waiting(office: PostOffice) -> None:
    leila = make_person("leila", "reporter", "es")
    User.objects.filter(pk=leila.pk).update(email="leila@post.example")
    for number in range(sending.AT_ONCE):
        forgotten.ask(f"nobody{number}@post.example", "en")
    leila.refresh_from_db()
    set_password(ACTOR, leila, "olive trees in rows")
    assert send_due() == 1
    assert Mail.objects.count() == 1, "the others had their turn, but for one"


def test_a_forgotten_password_is_set_by_who_reads_the_mail_once(office: PostOffice) -> None:
    leila = make_person("leila", "reporter", "es")
    User.objects.filter(pk=leila.pk).update(email="leila@post.example", language="es")
    door, seated = Client(), Client()
    seated.force_login(leila, backend="django.contrib.auth.backends.ModelBackend")
    pages = [
        door.post("/desk/forgotten/", {"email": f"{one}@post.example"}).content.decode() for one in ("leila", "nobody")
    ]
    assert pages[0] == pages[1].replace("nobody@", "leila@"), "the door does not tell who works here"
    send_due()
    assert [mail["To"] for mail in office.mails] == ["leila@post.example"]
    assert "Alguien pidió" in parts(office.mails[0])[0]
    address = link(office.mails[0])
    form = door.get(address).headers["Location"]
    assert "set-password" in form
    answer = door.post(form, {"new_password1": "12345", "new_password2": "12345"})
    assert answer.status_code == 200
    new = {"new_password1": "olive trees in rows", "new_password2": "olive trees in rows"}
    assert door.post(form, new).headers["Location"] == "/desk/login/"
    assert "_auth_user_id" not in door.session, "it does not sign in, and so passes no second factor"
    leila.refresh_from_db()
    assert leila.check_password("olive trees in rows")
    assert seated.get("/desk/stories/").status_code == 302, "other sessions have ended"
    assert "opens nothing" in Client().get(address, follow=True).content.decode()
    send_due()
    assert "se cambió" in parts(office.mails[1])[0]


@pytest.mark.parametrize(
    ("typed", "goes_to"), [("MIKE@Mail.example", ["mike@mail.example"]), ("mike@maıl.example", [])]
)
def test_a_link_goes_to_the_address_that_is_known_and_never_to_one_that_looks_like_it(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, typed: str, goes_to: list[str]
) -> None:
    """PostgreSQL compares in capitals, and that of “ı” is “I”: whoever has such a host would be sent the link."""
    mike = make_person("mike", "reporter")
    User.objects.filter(pk=mike.pk).update(email="mike@mail.example")
    monkeypatch.setattr(IExact, "as_sql", _in_capitals)
    Client().post("/desk/forgotten/", {"email": typed})
    send_due()
    assert [mail["To"] for mail in office.mails] == goes_to


def _in_capitals(lookup: Any, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
    """``iexact`` as PostgreSQL asks it, for any database."""
    column, params = lookup.process_lhs(compiler, connection)
    given = str(lookup.rhs).upper()
    return f"UPPER({column}) = %s", [*params, given]


def test_who_is_asked_for_again_and_again_gets_one_mail(office: PostOffice) -> None:
    """From many lines, five a minute went to whoever's address was typed, all day."""
    for name in ("leila", "huda"):
        person = make_person(name, "reporter", "es")
        User.objects.filter(pk=person.pk).update(email=f"{name}@post.example")
    for typed in ("leila", "Leila", "huda", "leila"):
        forgotten.ask(f"{typed}@post.example", "en")
        send_due()
    assert [mail["To"] for mail in office.mails] == ["leila@post.example", "huda@post.example"]
    assert not Mail.objects.exists()
    assert Client().get(link(office.mails[0]), follow=True).context["validlink"], "it has what it asks for"
    cache.clear()  # some minutes later
    forgotten.ask("leila@post.example", "en")
    send_due()
    assert len(office.mails) == 3


def test_asking_for_mails_is_throttled(office: PostOffice) -> None:
    client = Client()
    answers = [client.post("/desk/forgotten/", {"email": "leila@post.example"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_mail_server_that_is_down_keeps_nobody_from_acting_and_is_told(settings: Any) -> None:
    chief = make_person("samir", "editor_in_chief")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    settings.EMAIL_USE_TLS = False
    invited(chief)
    assert send_due() == 0
    assert send_due() == 0, "not again at once"
    browser = Client()
    browser.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    assert "The mail has not gone out: the mail server does not answer." in browser.get("/desk/staff/").content.decode()
    assert [one.key for one in problems(chief) if one.key.startswith("staff")] == ["staff.mail"]
    assert not [one for one in problems(make_person("leila", "reporter", "es")) if one.key.startswith("staff")]
    with opened(settings) as office:
        Mail.objects.update(due_at=timezone.now())
        assert send_due() == 1
        assert len(office.mails) == 1
        office.refuses.add("huda@post.example")
        invite_again(chief, Invitation.objects.get())
        assert send_due() == 0
    assert "does not take this address" in browser.get("/desk/staff/").content.decode()


def test_an_invitation_that_was_sent_again_while_it_was_answered() -> None:
    """To make the password takes a moment: who asks by then answers for it, and the link of before counts no more."""
    one, two = make_person("one", "editor_in_chief"), make_person("two", "editor_in_chief")
    answered = invited(one)
    invite_again(two, Invitation.objects.get())
    with pytest.raises(ValidationError, match="too old"):
        accept_invitation(answered, username="huda", password=PASSWORD)
    assert not User.objects.filter(username="huda").exists()


def test_a_slow_mail_server_has_nobody_wait_for_all_mails(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    chief = make_person("samir", "editor_in_chief")
    for name in ("one", "two", "three"):
        invite(chief, name=name, email=f"{name}@post.example", roles=[Holding("reporter", "ar")])
    monkeypatch.setattr(sending, "LONGEST_ROUND", -1.0)

    assert [send_due() for _ in range(4)] == [1, 1, 1, 0]
    assert len(office.mails) == 3


def test_people_are_told_what_others_did_to_their_account(office: PostOffice) -> None:
    chief, leila = make_person("samir", "editor_in_chief"), make_person("leila", "reporter", "es")
    User.objects.filter(pk=leila.pk).update(email="leila@post.example")
    leila.refresh_from_db()
    set_password(chief, leila, "another-rotary-press")
    send_due()
    text, html = parts(office.mails[0])
    assert "Samir Mansour set a new password for your account at Atlas." in text
    assert "another-rotary-press" not in text + html
    assert PASSWORD not in text
