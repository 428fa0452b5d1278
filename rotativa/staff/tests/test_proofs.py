"""What proves who somebody is, and what does not: passkeys without a PIN or a finger, and what is none."""

import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from rotativa.daybook.writing import transaction
from rotativa.staff.models import User
from rotativa.staff.tests.keys import PRESENT, VERIFIED, Key, key_of
from rotativa.staff.tests.makers import ACTOR, make_person
from rotativa.staff.tests.test_second_factor import FACTORS, SECOND, code_of, let_in, set_up_an_app, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("newsroom")]

BY_KEY = "/desk/login/passkey/"
AGAIN_BY_KEY = "/desk/again/passkey/"
REFUSED = "This passkey was not accepted"
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


def test_the_door_says_that_a_passkey_was_refused_and_still_leads_on() -> None:
    key, client = key_of(make_person("leila", "reporter", "es")), Client(headers={"Accept-Language": "es"})
    with transaction(ACTOR):
        Authenticator.objects.all().delete()
    client.get(BY_KEY, headers=BY_SCRIPT)
    posted = {"credential": _answer(client, key, PRESENT | VERIFIED), "next": "/desk/press/"}
    answer = client.post(BY_KEY, posted, follow=True)
    assert answer.redirect_chain[-1][0] == "/desk/login/?next=%2Fdesk%2Fpress%2F"
    page = answer.content.decode()
    assert "No se aceptó esta llave de acceso" in page
    assert 'name="next" value="/desk/press/"' in page
    assert "No se aceptó" not in client.get("/desk/login/").content.decode(), "it is said once"


def test_who_is_asked_once_more_hears_that_the_passkey_was_refused() -> None:
    key_of(make_person("leila", "reporter", "es"))
    client = Client()
    client.force_login(User.objects.get(username="leila"), backend="django.contrib.auth.backends.ModelBackend")
    client.get(AGAIN_BY_KEY)
    answer = client.post(AGAIN_BY_KEY, {"credential": "{}", "next": "/desk/press/"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{AGAIN_BY_KEY}?next=%2Fdesk%2Fpress%2F"
    assert REFUSED in answer.content.decode()


ELSEWHERE = ("https://other.testserver", "https://testserver:8443", "https://testserver.example", "http://testserver")


@pytest.mark.parametrize(
    ("origin", "comes_in"),
    [*((each, False) for each in ELSEWHERE), ("https://testserver:443", True), ("https://testserver", True)],
)
def test_a_passkey_counts_on_the_pages_of_the_desk_only(origin: str, comes_in: bool) -> None:
    """Whoever holds another port of the host, or a host below it, can ask for the same passkey."""
    leila, client = make_person("leila", "reporter", "es"), Client()
    key = key_of(leila)
    key.origin = origin
    client.get(BY_KEY, headers=BY_SCRIPT)
    client.post(BY_KEY, {"credential": _answer(client, key, PRESENT | VERIFIED)})
    assert let_in(client) is comes_in
    client = sign_in("leila")
    client.get(SECOND)
    client.post(SECOND, {"credential": _answer(client, key, PRESENT)})
    assert let_in(client) is comes_in


@pytest.mark.parametrize(("origin", "counts"), [(each, False) for each in ELSEWHERE] + [("https://testserver", True)])
def test_a_passkey_is_added_on_the_pages_of_the_desk_only(origin: str, counts: bool) -> None:
    leila = make_person("leila", "reporter", "es")
    client = sign_in("leila")
    client.get(ADD)
    made = Key(leila, origin=origin).made(client.session["mfa.webauthn.state"]["challenge"])
    client.post(ADD, {"name": "Key", "credential": json.dumps(made)})
    assert Authenticator.objects.filter(user=leila, type=Authenticator.Type.WEBAUTHN).exists() is counts


def test_a_port_that_only_the_public_address_names_is_the_desks(settings: Any) -> None:
    """nginx may pass the host without it."""
    settings.ROTATIVA_PUBLIC_ADDRESS = "https://testserver:8443"
    key, client = key_of(make_person("leila", "reporter", "es")), Client()
    key.origin = "https://testserver:8443"
    client.get(BY_KEY, headers=BY_SCRIPT)
    client.post(BY_KEY, {"credential": _answer(client, key, PRESENT | VERIFIED)})
    assert let_in(client)


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
@pytest.mark.parametrize("address", [BY_KEY, SECOND, ADD, AGAIN_BY_KEY])
def test_what_is_no_passkey_is_refused_as_a_wrong_one(address: str, posted: str) -> None:
    leila = make_person("leila", "reporter", "es")
    client = Client() if address == BY_KEY else sign_in("leila")
    if address == SECOND:
        key_of(leila)
        client = sign_in("leila")
    client.get(address, headers=BY_SCRIPT)
    answer = client.post(address, {"credential": posted})
    assert answer.status_code == (302 if address in (BY_KEY, AGAIN_BY_KEY) else 200)
    if answer.status_code == 200:
        assert REFUSED in answer.content.decode()


def test_a_passkey_is_added_under_a_name_of_some_letters() -> None:
    leila = make_person("leila", "reporter", "es")
    client = sign_in("leila")
    for name, kept in (("x" * 101, False), ("The key at my desk", True)):
        client.get(ADD)
        made = Key(leila).made(client.session["mfa.webauthn.state"]["challenge"])
        answer = client.post(ADD, {"name": name, "credential": json.dumps(made)})
        assert ("at most 100" in answer.content.decode()) is not kept
        assert Authenticator.objects.filter(user=leila, type=Authenticator.Type.WEBAUTHN).exists() is kept
