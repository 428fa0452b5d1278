"""Who may confirm that a lost second factor is taken away is told by mail, in their own desk language."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from rotativa.daybook.writing import transaction
from rotativa.staff.actions.ask_factor_reset import ask_factor_reset
from rotativa.staff.actions.confirm_factor_reset import confirm_factor_reset
from rotativa.staff.actions.drop_factor_reset import drop_factor_reset
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.mails.sending import send_due
from rotativa.staff.models import FactorReset, Mail, User
from rotativa.staff.tests.makers import ACTOR, make_person
from rotativa.staff.tests.post_office import PostOffice, parts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("newsroom")]


def reached(username: str, role: str, edition: str = "", language: str = "") -> User:
    """A person who has an address, and may have a desk language."""
    person = make_person(username, role, edition)
    person.email, person.language = f"{username}@post.example", language
    person.save(update_fields=["email", "language"])
    return person


def leila() -> User:
    """Somebody who has a second factor, and lost it."""
    person = reached("leila", "reporter", "es")
    with transaction(ACTOR):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Mail.objects.all().delete()  # that of the second factor which was added
    return person


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("", "A lost second factor waits for your word at Atlas", "One Mansour says that the second factor of Leila"),
        ("es", "Un segundo factor perdido espera su palabra en Atlas", "One Mansour dice que Leila Mansour perdió"),
        ("pt", "Um segundo fator perdido espera a sua palavra em Atlas", "One Mansour diz que Leila Mansour perdeu"),
        (
            "ar",
            "عامل ثانٍ مفقود ينتظر كلمتك في \u2068Atlas\u2069",
            "بحسب One Mansour، العامل الثاني لحساب Leila Mansour",
        ),
    ],
    ids=["en", "es", "pt", "ar"],
)
def test_the_second_one_is_told_in_their_language(office: PostOffice, language: str, subject: str, said: str) -> None:
    one, lost = reached("one", "editor_in_chief"), leila()
    reached("two", "editor_in_chief", language=language)
    ask_factor_reset(one, lost)
    send_due()
    (mail,) = office.mails
    text, html = parts(mail)
    # A long subject begins on a line of its own, whose first sign is a space.
    assert (mail["To"], mail["Subject"].strip()) == ("two@post.example", subject)
    assert said in text
    assert said in html
    assert re.findall(r"https?://[^/]+(/desk/\S+)", text) == [f"/desk/staff/{lost.pk}/"]


def test_only_who_may_confirm_is_told(office: PostOffice) -> None:
    one, lost = reached("one", "editor_in_chief"), leila()
    reached("of-one-edition", "editor_in_chief", "es")
    for role in ("desk_editor", "technician", "reporter"):
        reached(f"a-{role}", role)
    give_role(one, reached("made-today", "reporter"), "editor_in_chief")
    make_person("without-address", "editor_in_chief")
    ask_factor_reset(one, lost)
    send_due()
    assert office.mails == []
    assert not Mail.objects.exists()


@pytest.mark.parametrize("how", ["confirmed", "refused", "too old"])
def test_no_mail_goes_of_what_is_over(office: PostOffice, how: str) -> None:
    one, two, lost = reached("one", "editor_in_chief"), reached("two", "editor_in_chief"), leila()
    asked = ask_factor_reset(one, lost)
    if how == "confirmed":
        confirm_factor_reset(two, asked)
    elif how == "refused":
        drop_factor_reset(two, asked)
    else:
        FactorReset.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    send_due()
    assert [mail["To"] for mail in office.mails if mail["To"] != "leila@post.example"] == []
    assert not Mail.objects.exists()
