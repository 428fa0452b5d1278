"""The door of the desk: who comes in, and what it tells those who do not."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import resolve

from rotativa.daybook.writing import transaction
from rotativa.staff import known
from rotativa.staff.models import User
from rotativa.staff.sealing import seal
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person

pytestmark = pytest.mark.usefixtures("newsroom")

LOGIN = "/desk/login/"


def _try(client: Client, name: str, password: str, **extra: str) -> tuple[int, str]:
    response = client.post(LOGIN, {"login": name, "password": password, **extra})
    errors = re.findall(r"(?:alert|error)\"[^>]*>([^<]+)<", response.content.decode())
    return response.status_code, " ".join(errors).strip()


def test_the_right_password_leads_to_the_desk_or_where_one_was_going(client: Client) -> None:
    make_person("leila", "reporter", "es")
    response = client.post(LOGIN, {"login": "leila", "password": PASSWORD, "next": "/desk/images/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/desk/images/")
    assert client.get("/desk/account/").status_code == 200


def test_the_door_asks_for_what_an_invitation_asked_for(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert re.search(r"<label[^>]*>\s*Login name", page)
    assert "Username" not in page


def test_another_host_is_no_place_to_go(client: Client) -> None:
    make_person("leila", "reporter", "es")
    response = client.post(LOGIN, {"login": "leila", "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/desk/"


@pytest.mark.parametrize("path", ["/desk/", "/desk/account/", "/desk/pages/"])
def test_a_stranger_is_sent_to_our_door(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (302, f"{LOGIN}?next={path}")


def test_the_door_names_the_newsroom_and_not_the_software(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "Atlas" in page
    assert "Wagtail" not in page.partition("</title>")[0]


def test_an_error_does_not_tell_who_works_here(client: Client) -> None:
    make_person("leila", "reporter", "es")
    left = make_person("samir", "reporter", "es")
    left.is_active = False
    left.save()
    answers = {
        _try(client, "leila", "wrong-password"),
        _try(client, "nobody", "wrong-password"),
        _try(client, "samir", PASSWORD),
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 200


def test_guessing_is_throttled_and_the_right_password_does_not_pass_either(client: Client) -> None:
    make_person("leila", "reporter", "es")
    first = [_try(client, "leila", f"wrong-{number}")[1] for number in range(5)]
    assert len(set(first)) == 1
    status, words = _try(client, "leila", PASSWORD)
    assert status == 200
    assert "wait" in words
    assert "_auth_user_id" not in client.session


def sits(name: str, address: str = "203.0.113.77") -> Client:
    """A browser in which this person has signed in, and out again."""
    client = Client(REMOTE_ADDR=address)
    assert _try(client, name, PASSWORD)[0] == 302
    client.post("/desk/logout/")
    return client


def guess(name: str, times: int = 5) -> Client:
    """A stranger who tries passwords."""
    stranger = Client(REMOTE_ADDR="198.51.100.9")
    for number in range(times):
        _try(stranger, name, f"wrong-{number}")
    return stranger


def test_a_stranger_who_guesses_does_not_keep_out_who_was_here_before() -> None:
    make_person("leila", "reporter", "es")
    here = sits("leila")
    stranger = guess("leila")
    assert "wait" in _try(stranger, "leila", PASSWORD)[1]
    assert "wait" in _try(Client(REMOTE_ADDR="192.0.2.1"), "leila", PASSWORD)[1], "nor does a new browser pass"
    for _time in range(6):
        assert _try(here, "leila", PASSWORD)[0] == 302
        here.post("/desk/logout/")


def test_a_browser_that_is_known_guesses_no_faster() -> None:
    make_person("leila", "reporter", "es")
    here = sits("leila")
    for number in range(5):
        assert "wait" not in _try(here, "leila", f"wrong-{number}")[1]
    assert "wait" in _try(here, "leila", PASSWORD)[1]
    assert _try(Client(REMOTE_ADDR="192.0.2.1"), "leila", PASSWORD)[0] == 302, "elsewhere it is another matter"


def test_a_browser_is_known_to_its_own_people_alone() -> None:
    for name in ("leila", "samir"):
        make_person(name, "reporter", "es")
    shared = sits("leila")
    guess("samir")
    assert "wait" in _try(shared, "samir", PASSWORD)[1]
    cache.clear()
    assert _try(shared, "samir", PASSWORD)[0] == 302
    shared.post("/desk/logout/")
    cookie = shared.cookies[known.COOKIE]
    assert "leila" not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/desk/", True, "Lax")
    guess("samir")
    guess("leila")
    for name in ("leila", "samir"):
        assert _try(shared, name, PASSWORD)[0] == 302, "two may share one"
        shared.post("/desk/logout/")


def test_who_is_called_like_somebody_is_known_as_themselves_alone() -> None:
    """Names differ by their case, too: each sign-in under one would else be five guesses more at the other."""
    make_person("leila", "reporter", "es")
    User.objects.filter(pk=make_person("namesake", "reporter", "es").pk).update(username="Leila")  # from before
    namesake = sits("Leila")
    guess("leila")
    assert "wait" in _try(namesake, "leila", PASSWORD)[1]


@pytest.mark.parametrize("sign", ["", "~", "x:y:z", "é:1:é", "~" * 5000, "made-up"])
def test_what_nobody_signed_makes_nobody_known(sign: str) -> None:
    make_person("leila", "reporter", "es")
    real = sits("leila").cookies[known.COOKIE].value
    guess("leila")
    for brought in (sign, real[:-1] + ("x" if real[-1] != "x" else "y"), f"{sign}:{real}"):
        stranger = Client(REMOTE_ADDR="192.0.2.1")
        stranger.cookies[known.COOKIE] = brought
        assert "wait" in _try(stranger, "leila", PASSWORD)[1]


def test_who_was_not_here_for_half_a_year_is_a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    make_person("leila", "reporter", "es")
    here = sits("leila")
    guess("leila")
    monkeypatch.setattr(known, "LASTS", timedelta(seconds=-1))
    assert "wait" in _try(here, "leila", PASSWORD)[1]


def test_a_password_alone_makes_no_browser_known() -> None:
    with transaction(ACTOR):
        Authenticator.objects.create(
            user=make_person("leila", "reporter", "es"), type=Authenticator.Type.TOTP, data={"secret": seal("x")}
        )
    client = Client()
    response = client.post(LOGIN, {"login": "leila", "password": PASSWORD})
    assert response.headers["Location"].startswith("/desk/login/second/")
    assert known.COOKIE not in client.cookies


def test_guessing_many_names_from_one_place_is_throttled(client: Client) -> None:
    answers = [_try(client, f"name{number}", "wrong-password")[1] for number in range(11)]
    assert "wait" in answers[-1]
    assert "wait" not in answers[-2]


@pytest.mark.parametrize("door", ["invitation", "address"])
def test_of_a_link_that_opens_nothing_nothing_is_kept(client: Client, door: str) -> None:
    """Whoever makes links up would write a row of any length with each."""
    answer = client.get(f"/desk/{door}/{'x' * 5000}/", follow=True)
    assert answer.status_code == 404
    assert not Session.objects.exists()


@pytest.mark.parametrize("door", ["invitation", "address"])
def test_a_flood_of_links_that_were_made_up_is_answered_429(client: Client, door: str) -> None:
    answers = [client.get(f"/desk/{door}/made-up-{number}/").status_code for number in range(21)]
    assert (answers[-2], answers[-1]) == (302, 429)


def test_a_flood_of_questions_for_a_passkey_writes_few_rows() -> None:
    by_script = {"X-Requested-With": "XMLHttpRequest"}
    answers = [Client().get(f"{LOGIN}passkey/", headers=by_script) for _ in range(32)]
    assert "request_options" in answers[0].json()
    assert [answer.status_code for answer in answers[-3:]] == [200, 429, 429]
    assert Session.objects.count() == 30


def test_a_flood_is_answered_429(client: Client) -> None:
    answers = [client.post(LOGIN, {}).status_code for _ in range(31)]
    assert (answers[-2], answers[-1]) == (200, 429)


def test_leaving_needs_a_click_and_ends_the_session(client: Client) -> None:
    client.force_login(make_person("leila", "reporter", "es"))
    assert client.get("/desk/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    response = client.post("/desk/logout/")
    assert (response.status_code, response.headers["Location"]) == (302, LOGIN)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("path", "name"), [(LOGIN, "account_login"), ("/desk/logout/", "account_logout")])
def test_wagtails_own_door_is_ours(path: str, name: str) -> None:
    assert resolve(path).url_name == name


@pytest.mark.parametrize(
    "path",
    [
        "/desk/password_reset/",
        "/desk/password_reset/done/",
        "/desk/password_reset/confirm/MQ/set-password/",
        "/desk/password_reset/complete/",
        "/_util/login/",
        "/desk/signup/",
        "/desk/password/reset/",
    ],
)
def test_every_other_door_is_shut(client: Client, path: str) -> None:
    client.force_login(make_person("leila", "editor_in_chief"))
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_whoever_has_no_role_stays_outside(client: Client) -> None:
    make_person("leila")
    client.post(LOGIN, {"login": "leila", "password": PASSWORD})
    assert client.get("/desk/account/").status_code == 302


@pytest.mark.parametrize(
    ("asked", "own", "spoken"),
    [
        ("es-MX,es;q=0.9", "", "es"),
        ("so,en;q=0.5", "", "en"),
        ("pt-PT", "", "pt-br"),
        ("xx", "", "en"),
        ("es", "ar", "ar"),
        ("es", "so", "es"),
    ],
)
def test_the_desk_speaks_a_language_that_it_knows(client: Client, asked: str, own: str, spoken: str) -> None:
    leila = make_person("leila", "reporter", "es")
    leila.language = own
    leila.save()
    client.force_login(leila)
    response = client.get("/desk/logout/", headers={"Accept-Language": asked})
    assert response.headers["Content-Language"] == spoken
    assert spoken in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
