"""The door of the desk: who comes in, and what it tells those who do not."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from rotativa.staff.tests.makers import PASSWORD, make_person

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


def test_guessing_many_names_from_one_place_is_throttled(client: Client) -> None:
    answers = [_try(client, f"name{number}", "wrong-password")[1] for number in range(11)]
    assert "wait" in answers[-1]
    assert "wait" not in answers[-2]


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
