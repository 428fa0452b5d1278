"""What proves who somebody is, and what does not: passkeys without a PIN or a finger, and what is none."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from rotativa.staff.tests.keys import PRESENT, VERIFIED, Key, key_of
from rotativa.staff.tests.makers import make_person
from rotativa.staff.tests.test_second_factor import FACTORS, SECOND, code_of, let_in, set_up_an_app, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("newsroom")]

BY_KEY = "/desk/login/passkey/"
BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def _answer(client: Client, key: Key, flags: int) -> str:
    return key.answer(client.session["mfa.webauthn.state"]["challenge"], flags)


@pytest.mark.parametrize(("flags", "comes_in"), [(PRESENT | VERIFIED, True), (PRESENT, False)])
def test_a_passkey_lets_in_by_itself_only_with_its_pin_or_finger(flags: int, comes_in: bool) -> None:
    key, client = key_of(make_person("leila", "reporter", "es")), Client()
    client.get(BY_KEY, headers=BY_SCRIPT)
    client.post(BY_KEY, {"credential": _answer(client, key, flags)})
    assert let_in(client) is comes_in


@pytest.mark.parametrize("flags", [PRESENT | VERIFIED, PRESENT])
def test_the_question_for_a_second_factor_is_not_answered_in_place_of_a_password(
    flags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(make_person("leila", "reporter", "es"))
    make_person("samir", "reporter", "es")
    set_up_an_app(sign_in("samir"))
    client = sign_in("samir")
    client.get(SECOND)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 1200)  # what was begun is over, and its question is not
    answer = client.post(BY_KEY, {"credential": _answer(client, key, flags)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/login/")
    assert not let_in(client)


def test_a_passkey_without_a_pin_is_a_second_factor() -> None:
    key = key_of(make_person("leila", "reporter", "es"))
    client = sign_in("leila")
    assert not let_in(client)
    client.get(SECOND)
    client.post(SECOND, {"credential": _answer(client, key, PRESENT)})
    assert let_in(client)


@pytest.mark.parametrize("again", [SECOND, "/desk/again/code/"])
def test_a_code_works_once_for_as_long_as_it_counts(again: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time() // 30 * 30
    monkeypatch.setattr("time.time", lambda: now)
    make_person("leila", "reporter", "es")
    secret = set_up_an_app(sign_in("leila"))
    client, used = sign_in("leila"), code_of(secret, later=1)
    client.post(SECOND, {"code": used})
    assert let_in(client)
    monkeypatch.setattr("time.time", lambda: now + 59)
    second = sign_in("leila") if again == SECOND else client
    assert second.post(again, {"code": used}).status_code == 200
    assert second.post(again, {"code": code_of(secret, later=1)}).status_code == 302


ADD = f"{FACTORS}passkeys/add/"
NONE_IS_ONE = {
    "lists within lists": "[" * 3000,
    "deep in one": '{"rawId": "AAAA", "x": ' + "[" * 900 + "]" * 900 + "}",
    "a name alone": '{"id": "x"}',
    "a number": "7",
    "a long number": "9" * 5000,
    "lists for parts": '{"id": "AAAA", "rawId": "AAAA", "response": ["x"]}',
    "no part": '{"id": "AAAA", "rawId": "AAAA", "response": null}',
    "too long": '{"id": "' + "x" * 20_000 + '"}',
    "no number": '{"id": "AAAA", "rawId": "AAAA", "x": NaN}',
}


@pytest.mark.parametrize("posted", NONE_IS_ONE.values(), ids=NONE_IS_ONE.keys())
@pytest.mark.parametrize("address", [BY_KEY, SECOND, ADD, "/desk/again/passkey/"])
def test_what_is_no_passkey_is_refused_as_a_wrong_one(address: str, posted: str) -> None:
    leila = make_person("leila", "reporter", "es")
    client = Client() if address == BY_KEY else sign_in("leila")
    if address == SECOND:
        key_of(leila)
        client = sign_in("leila")
    client.get(address, headers=BY_SCRIPT)
    answer = client.post(address, {"credential": posted})
    assert answer.status_code == (302 if address in (BY_KEY, "/desk/again/passkey/") else 200)
    if answer.status_code == 200:
        assert "This code is wrong" in answer.content.decode()


def test_a_passkey_is_added_under_a_name_of_some_letters() -> None:
    leila = make_person("leila", "reporter", "es")
    client = sign_in("leila")
    for name, kept in (("x" * 101, False), ("The key at my desk", True)):
        client.get(ADD)
        made = Key(leila).made(client.session["mfa.webauthn.state"]["challenge"])
        answer = client.post(ADD, {"name": name, "credential": json.dumps(made)})
        assert ("at most 100" in answer.content.decode()) is not kept
        assert Authenticator.objects.filter(user=leila, type=Authenticator.Type.WEBAUTHN).exists() is kept
