import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from rotativa.daybook.queries import after
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Refused
from rotativa.kit.things import thing
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.invite import invite
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import Holding
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editions() -> None:
    """Two editions."""
    add_edition(ACTOR, "es", name="Atlas")
    add_edition(ACTOR, "ar")


def test_a_person_is_an_actor() -> None:
    leila = make_person("leila", "reporter", "es")
    assert leila.actor_id == f"user:{leila.pk}"
    assert leila.actor_name == "Leila Mansour"
    assert leila.may("article.write", "es")
    assert not leila.may("article.write", "ar")
    assert not leila.may("article.publish", "es")


def test_who_left_may_nothing() -> None:
    leila = make_person("leila", "editor_in_chief")
    leila.is_active = False
    assert not leila.may("article.write", "es")


def test_one_word_is_a_name_too() -> None:
    user = add_person(ACTOR, username="cher", name="Cher", password=PASSWORD)
    assert (user.first_name, user.actor_name) == ("Cher", "Cher")


@pytest.mark.parametrize("name", ["\u200b\u200f", "\u3164"])
def test_a_name_that_shows_nothing_is_none(name: str) -> None:
    with pytest.raises(ValidationError) as added:
        add_person(ACTOR, username="nobody", name=name, password=PASSWORD)
    with pytest.raises(ValidationError) as asked:
        invite(ACTOR, name=name, email="nobody@post.example", roles=[Holding("reporter", "es")])
    told = [refused.value.message_dict for refused in (added, asked)]
    assert told == [{"name": ["This field cannot be blank."]}] * 2


@pytest.mark.parametrize("name", ["\u3164", "leila\u115f"])
def test_a_login_name_with_letters_that_show_nothing_is_refused(name: str) -> None:
    add_person(ACTOR, username="leila", name="Leila Mansour", password=PASSWORD)
    invitation = invite(ACTOR, name="Nora", email="nora@post.example", roles=[Holding("reporter", "es")])
    with pytest.raises(ValidationError) as added:
        add_person(ACTOR, username=name, name="Nora", password=PASSWORD)
    with pytest.raises(ValidationError) as joined:
        accept_invitation(invitation, username=name, password=PASSWORD)
    for refused in (added, joined):
        assert "Enter a valid username." in refused.value.message_dict["username"][0]


def test_what_people_become_is_in_the_daybook_by_name_only() -> None:
    user = add_person(ACTOR, username="leila", name="Leila Mansour", password=PASSWORD, email="leila@secret.example")
    give_role(ACTOR, user, "reporter", "es")
    give_role(ACTOR, user, "reporter", "es")
    set_password(ACTOR, user, "another-rotary-press")
    take_role(ACTOR, user, "reporter", "es")
    take_role(ACTOR, user, "reporter", "es")
    facts = [fact for fact in after(0) if not fact.verb.startswith("edition.")]
    assert [fact.verb for fact in facts] == ["user.added", "user.role_given", "user.password_set", "user.role_taken"]
    assert {fact.things for fact in facts} == {(thing("user", user.pk),)}
    assert "secret" not in str(facts)
    assert "rotary" not in str(facts)


def test_a_role_given_counts_at_once() -> None:
    user = make_person("leila")
    assert not user.may("article.publish", "es")
    give_role(ACTOR, user, "desk_editor", "es")
    assert user.may("article.publish", "es")
    take_role(ACTOR, user, "desk_editor", "es")
    assert not user.may("article.publish", "es")


def test_only_an_editor_in_chief_changes_staff() -> None:
    editor = make_person("samir", "desk_editor")
    with pytest.raises(Refused):
        add_person(editor, username="new", name="New", password=PASSWORD)
    with pytest.raises(Refused):
        give_role(editor, editor, "editor_in_chief")
    with pytest.raises(Refused):
        set_password(editor, make_person("huda"), PASSWORD)
    set_password(editor, editor, "my-own-rotary-press")
    assert editor.check_password("my-own-rotary-press")


def test_the_last_editor_in_chief_stays() -> None:
    first = make_person("first", "editor_in_chief")
    with pytest.raises(ValidationError, match="last editor-in-chief"):
        take_role(ACTOR, first, "editor_in_chief")
    assert Role.objects.filter(user=first).exists()
    make_person("second", "editor_in_chief")
    take_role(ACTOR, first, "editor_in_chief")


@pytest.mark.parametrize(("role", "edition"), [("pope", ""), ("reporter", "fr"), ("technician", "es")])
def test_a_role_that_cannot_be_held_is_refused(role: str, edition: str) -> None:
    user = make_person("leila")
    with pytest.raises(ValidationError):
        give_role(ACTOR, user, role, edition)
    assert not Role.objects.exists()


@pytest.mark.parametrize("password", ["short", "password123", "leila-mansour"])
def test_a_password_that_can_be_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as caught:
        add_person(ACTOR, username="leila", name="Leila Mansour", password=password)
    assert list(caught.value.message_dict) == ["password"]
    assert not User.objects.exists()


def _type(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_the_command_adds_people_and_gives_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    _type(monkeypatch, PASSWORD + "\n")
    first = ("--name", "Leila Mansour", "--role", "reporter", "--edition", "es")
    call_command("staff", "add", "leila", *first, stdout=said)
    call_command("staff", "role", "leila", "desk_editor", "--edition", "ar", stdout=said)
    call_command("staff", "role", "leila", "reporter", "--edition", "es", "--take", stdout=said)
    call_command("staff", "list", stdout=said)
    assert "Leila Mansour" in said.getvalue()
    leila = User.objects.get(username="leila")
    assert leila.check_password(PASSWORD)
    assert [(role.role, role.edition_id) for role in leila.roles.all()] == [("desk_editor", "ar")]
    _type(monkeypatch, "another-rotary-press\n")
    call_command("staff", "password", "leila", stdout=said)
    leila.refresh_from_db()
    assert leila.check_password("another-rotary-press")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add", "leila"], "password: This password is too short"),
        (["password", "nobody"], "Nobody logs in as “nobody”"),
        (["role", "leila", "reporter", "--edition", "fr"], "edition: There is no edition “fr”"),
        (["role", "leila", "technician", "--edition", "es"], "A technician is one for all editions"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if arguments[0] == "role":
        make_person("leila")
    _type(monkeypatch, "short\n")
    with pytest.raises(CommandError, match=says):
        call_command("staff", *arguments)


def test_two_people_cannot_log_in_by_one_name() -> None:
    make_person("leila")
    with pytest.raises(ValidationError) as caught:
        make_person("leila")
    assert list(caught.value.message_dict) == ["username"]


@pytest.mark.parametrize(("taken", "name"), [("leila", "Leila"), ("ÉMILE", "émile")])
def test_nobody_takes_a_login_name_in_other_capitals(taken: str, name: str) -> None:
    make_person(taken)
    invitation = invite(ACTOR, name="Nora", email="nora@post.example", roles=[Holding("reporter", "es")])
    with pytest.raises(ValidationError) as joined:
        accept_invitation(invitation, username=name, password=PASSWORD)
    with pytest.raises(ValidationError) as added:
        make_person(name)
    told = [refused.value.message_dict for refused in (joined, added)]
    assert told == [{"username": ["A user with that username already exists."]}] * 2
    assert [user.username for user in User.objects.all()] == [taken]


def test_who_has_left_gets_no_role() -> None:
    leila = make_person("leila")
    close_account(ACTOR, User.objects.get(pk=leila.pk))
    with pytest.raises(ValidationError, match="is closed"):
        give_role(ACTOR, leila, "reporter")
    assert not Role.objects.exists()


def test_the_database_itself_refuses_a_technician_of_one_edition() -> None:
    user = make_person("leila")
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=user, role="technician", edition_id="es")
