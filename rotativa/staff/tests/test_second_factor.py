"""The second factor: who is led to it, what lets in, what does not, and what the daybook and a thief find."""

import hmac
import struct
import time
from base64 import b32decode
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client, RequestFactory

from rotativa.daybook.queries import after
from rotativa.daybook.writing import transaction
from rotativa.staff import sealing, second_factor
from rotativa.staff.mails.writing import message
from rotativa.staff.models import Mail, User
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("newsroom")]

LOGIN, SECOND, FACTORS = "/desk/login/", "/desk/login/second/", "/desk/account/second-factor/"
APP, PASSWORDS = f"{FACTORS}app/", "/desk/account/password/"


def code_of(secret: str, later: int = 0) -> str:
    """The code that an app shows for this secret, as RFC 6238 says."""
    counter = struct.pack(">Q", int(time.time() // 30) + later)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(name: str) -> Client:
    """A browser in which the password was right."""
    client = Client()
    client.post(LOGIN, {"login": name, "password": PASSWORD})
    return client


def set_up_an_app(client: Client) -> str:
    """Sets an app up as a person does; its secret."""
    secret = str(client.get(APP).context["form"].secret)
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.headers["Location"] == f"{FACTORS}codes/"
    return secret


def let_in(client: Client) -> bool:
    return client.get("/desk/press/").status_code == 200


def test_whose_role_asks_for_one_can_do_nothing_before(settings: Any) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"desk_editor"})
    make_person("leila", "reporter", "es")
    assert let_in(sign_in("leila"))
    make_person("samir", "desk_editor", "es")
    client = sign_in("samir")
    for address in ("/desk/", "/desk/stories/", "/desk/pages/1/edit/", "/desk/account/", "/desk/api/main/pages/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (302, FACTORS), address
    assert client.post("/desk/stories/write/", {"edition": "es"}).status_code == 403
    assert "Your role asks for one" in client.get(FACTORS).content.decode()
    set_up_an_app(client)
    assert let_in(client)


def test_who_may_do_everything_is_asked_whatever_the_role(settings: Any) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"desk_editor"})
    leila = make_person("leila", "reporter", "es")
    User.objects.filter(pk=leila.pk).update(is_superuser=True)
    assert not let_in(sign_in("leila"))
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset()
    assert let_in(sign_in("leila"))


def test_recovery_codes_alone_are_none(settings: Any) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"desk_editor"})
    samir = make_person("samir", "desk_editor", "es")
    Authenticator.objects.create(user=samir, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "", "used_mask": 0})
    assert not second_factor.has_one(samir)


def test_what_a_session_remembers_is_of_one_person(settings: Any, rf: RequestFactory) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"desk_editor"})
    samir, request = make_person("samir", "desk_editor", "es"), rf.get("/desk/")
    request.session = SessionBase()
    for seen, missing in ((samir.pk + 1, True), (samir.pk, False)):
        request.session[second_factor._SEEN] = seen
        assert second_factor.is_missing(request, samir) is missing


def test_from_the_app_to_the_next_login() -> None:
    leila = make_person("leila", "reporter", "es")
    client = sign_in("leila")
    secret = set_up_an_app(client)
    codes = client.get(f"{FACTORS}codes/").context["unused_codes"]
    assert len(codes) == 10
    assert client.get(f"{FACTORS}codes/").context["unused_codes"][0] == "****", "they are shown once"
    assert [fact.verb for fact in after(0)][-1] == "user.factor_added"
    assert secret not in str(after(0))

    client = sign_in("leila")
    assert not let_in(client)
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert not let_in(client)
    used = code_of(secret, later=1)
    client.post(SECOND, {"code": used})
    assert let_in(client)
    assert not let_in(_with_code("leila", used)), "a code works once"
    assert let_in(_with_code("leila", codes[0]))
    assert not let_in(_with_code("leila", codes[0])), "a recovery code works once"
    assert second_factor.codes_left(leila) == 9
    assert "9 recovery codes left" in client.get(FACTORS).content.decode()
    assert "9 recovery codes left" in client.get("/desk/account/").content.decode()
    kept = " ".join(str(row.data) for row in Authenticator.objects.filter(user=leila))
    assert secret not in kept
    assert codes[1] not in kept


def _with_code(name: str, code: str) -> Client:
    client = sign_in(name)
    client.post(SECOND, {"code": code})
    return client


def test_a_person_is_told_of_a_second_factor_that_was_added() -> None:
    leila = make_person("leila", "reporter", "es")
    User.objects.filter(pk=leila.pk).update(email="leila@post.example")
    set_up_an_app(sign_in("leila"))
    with transaction(ACTOR):
        owner = User.objects.get(pk=leila.pk)
        Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})
    app, key = (message(mail).body for mail in Mail.objects.order_by("pk"))
    assert "An app that shows codes" in app
    assert "opens the desk without your password" in key


def test_guessing_codes_is_throttled() -> None:
    make_person("leila", "reporter", "es")
    secret = set_up_an_app(sign_in("leila"))
    client = sign_in("leila")
    answers = [client.post(SECOND, {"code": f"00000{number}"}) for number in range(6)]
    assert "Too many attempts" in answers[-1].content.decode()
    client.post(SECOND, {"code": code_of(secret)})
    assert not let_in(client)


def test_who_must_have_one_keeps_one(settings: Any) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"reporter"})
    leila = make_person("leila", "reporter", "es")
    client = sign_in("leila")
    set_up_an_app(client)
    shown = client.post(f"{APP}remove/").content.decode()
    assert "Set up another one first" in shown
    assert Authenticator.objects.filter(user=leila, type=Authenticator.Type.TOTP).exists()
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset()
    client.post(f"{APP}remove/")
    assert not Authenticator.objects.filter(user=leila).exists()
    assert [fact.verb for fact in after(0)][-1] == "user.factor_removed"


def test_who_took_it_away_is_asked_again_in_the_same_session(settings: Any) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"reporter"})
    make_person("leila", "reporter", "es")
    client = sign_in("leila")
    set_up_an_app(client)
    assert let_in(client)
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset()
    client.post(f"{APP}remove/")
    assert let_in(client)
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"reporter"})
    assert not let_in(client)


def test_the_last_passkey_of_who_must_have_one_stays(settings: Any) -> None:
    settings.ROTATIVA_SECOND_FACTOR_FOR = frozenset({"reporter"})
    leila = make_person("leila", "reporter", "es")
    client = sign_in("leila")
    with transaction(ACTOR):
        key = Authenticator.objects.create(user=leila, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})
    client.post(f"{FACTORS}passkeys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_how_one_signs_in_is_changed_by_who_signed_in_a_moment_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    make_person("leila", "reporter", "es")
    client = sign_in("leila")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 1200)
    answer = client.get(APP)
    assert answer.headers["Location"].startswith("/desk/again/?next=")
    client.post(answer.headers["Location"], {"password": "wrong"})
    assert client.get(APP).status_code == 302
    client.post(answer.headers["Location"], {"password": PASSWORD})
    assert client.get(APP).status_code == 200


@pytest.mark.parametrize("screen", ["", "invite/", "add/"])
def test_how_others_sign_in_is_decided_by_who_signed_in_a_moment_ago(
    screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person("leila", "editor_in_chief")
    other = make_person("samir", "editor_in_chief")
    address = f"/desk/staff/{screen or f'{other.pk}/'}"
    client = sign_in("leila")
    assert client.get(address).status_code == 200
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 1200)
    assert client.get(address).headers["Location"] == f"/desk/again/?next={quote(address, safe='')}"
    posted = client.post(address, {"act": "password", "password": "another-press-1847"}, follow=True)
    assert posted.redirect_chain[0][0].startswith("/desk/again/?next=")
    assert "another-press-1847" not in str(dict(client.session.items()))
    other.refresh_from_db()
    assert other.check_password(PASSWORD)
    back = client.post(posted.redirect_chain[0][0], {"password": PASSWORD})
    assert back.headers["Location"] == address
    assert "your password is asked for first" in client.get(address).content.decode()


def test_screens_that_let_in_have_the_strictest_headers() -> None:
    make_person("leila", "reporter", "es")
    client = sign_in("leila")
    for address in (LOGIN, FACTORS, APP, f"{FACTORS}passkeys/add/", "/desk/again/"):
        answer = (Client() if address == LOGIN else client).get(address)
        assert answer.status_code == 200, address
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        page = answer.content.decode()
        assert "<style" not in page
        assert "style=" not in page


def test_what_was_sealed_with_another_secret_fits_nothing(settings: Any) -> None:
    sealed = sealing.seal("ABCDEFGH")
    assert sealing.unseal(sealed) == "ABCDEFGH"
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert sealing.unseal(sealed) == "ABCDEFGH"
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(sealed) not in ("", "ABCDEFGH")
    assert sealing.unseal(sealed) != sealing.unseal(sealed)


THEIRS = (
    *("signup/", "email/", "password/change/", "password/set/", "confirm-email/", "2fa/", "login/code/"),
    *("account/second-factor/codes/download/", "login/webauthn/signup/", "account/second-factor/passkeys/1/edit/"),
)


def test_what_allauth_would_answer_besides_is_not_there(client: Client) -> None:
    client.force_login(make_person("leila", "editor_in_chief"), backend="django.contrib.auth.backends.ModelBackend")
    for address in THEIRS:
        assert client.get(f"/desk/{address}").status_code == client.post(f"/desk/{address}").status_code == 404, address


def test_a_new_password_is_set_by_who_knows_the_old_one_and_ends_other_sessions() -> None:
    leila = make_person("leila", "reporter", "es")
    here, elsewhere = sign_in("leila"), sign_in("leila")
    new = {"password1": "another-rotary-press", "password2": "another-rotary-press"}
    assert "This is not your password" in here.post(PASSWORDS, {"oldpassword": "x", **new}).content.decode()
    weak = {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    assert here.post(PASSWORDS, weak).status_code == 200
    assert here.post(PASSWORDS, {"oldpassword": PASSWORD, **new}).headers["Location"] == "/desk/account/"
    leila.refresh_from_db()
    assert leila.check_password("another-rotary-press")
    assert [fact.verb for fact in after(0)][-1] == "user.password_set"
    assert (let_in(here), let_in(elsewhere)) == (True, False)
