"""Roles given at the desk: in the editions that somebody chose, in all where that was chosen, else nowhere."""

from typing import Any

import pytest
from django.urls import reverse

from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.kit.actor import EVERYWHERE, Machine
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import Invitation, User
from rotativa.staff.permissions import IN_ALL_EDITIONS, RoleName

NOWHERE = "Choose where the role counts. As long as nothing is chosen, nothing is given."
OF_ONE = "A technician is one for all editions: there is one server."
NEW = {"name": "Rui Azevedo", "username": "rui", "email": "rui@post.example", "password": PASSWORD}


def held(login: str) -> list[tuple[str, str | None]]:
    return [(one.role, one.edition_id) for one in User.objects.get(username=login).roles.order_by("edition_id")]


def posted(desk: Desk, screen: str, who: str = "admin", **words: Any) -> str:
    address = reverse(screen, args=(desk.people["reporter"].pk,) if screen == "desk:person" else ())
    act = {"act": "give"} if screen == "desk:person" else {}
    return desk.browser(who).post(address, {**NEW, **act, **words}, follow=True).content.decode()


@pytest.mark.parametrize("role", RoleName.values)
def test_where_nothing_is_chosen_nothing_is_given(desk: Desk, role: str) -> None:
    before = held("reporter")
    for screen in ("desk:person", "desk:person_add", "desk:invite"):
        assert NOWHERE in posted(desk, screen, role=role), screen
        assert NOWHERE in posted(desk, screen, role=role, edition="", editions=[]), screen
    assert held("reporter") == before
    assert not User.objects.filter(username="rui").exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", RoleName.values)
def test_in_all_editions_is_a_choice_of_its_own(desk: Desk, role: str) -> None:
    posted(desk, "desk:person_add", role=role, edition=EVERYWHERE)
    assert held("rui") == [(role, None)]
    posted(desk, "desk:invite", role=role, editions=[EVERYWHERE], email="vera@post.example")
    accept_invitation(Invitation.objects.get(), username="vera", password=PASSWORD)
    assert held("vera") == [(role, None)]
    before = held("reporter")
    posted(desk, "desk:person", role=role, edition=EVERYWHERE)
    assert (role, None) in held("reporter")
    assert set(before) <= set(held("reporter"))


@pytest.mark.parametrize("role", sorted(set(RoleName.values) - IN_ALL_EDITIONS))
def test_a_role_in_some_editions_counts_there_alone(desk: Desk, role: str) -> None:
    posted(desk, "desk:person_add", role=role, edition="ar")
    assert held("rui") == [(role, "ar")]
    posted(desk, "desk:invite", role=role, editions=["ar", "es"], email="vera@post.example")
    accept_invitation(Invitation.objects.get(), username="vera", password=PASSWORD)
    assert held("vera") == [(role, "ar"), (role, "es")]


def test_a_technician_of_one_edition_is_refused_before_anybody_gets_a_mail(desk: Desk) -> None:
    """The invitation went out, and whoever opened its link found an error."""
    for screen in ("desk:person", "desk:person_add", "desk:invite"):
        assert OF_ONE in posted(desk, screen, role="technician", edition="ar", editions=["ar"]), screen
    assert not Invitation.objects.exists()
    assert not User.objects.filter(username="rui").exists()


def test_all_and_some_at_once_is_asked_about(desk: Desk) -> None:
    shown = posted(desk, "desk:invite", role="reporter", editions=[EVERYWHERE, "ar"])
    assert "Mark either “In all editions” or some of them, not both." in shown
    assert not Invitation.objects.exists()


def test_who_decides_for_one_edition_is_offered_that_one_alone(desk: Desk) -> None:
    give_role(Machine("test"), desk.people["irene"], "editor_in_chief", "es")
    browser = desk.browser("irene")
    for screen, field in (("desk:invite", "editions"), ("desk:person", "edition")):
        page = browser.get(reverse(screen, args=(desk.people["reporter"].pk,) if screen == "desk:person" else ()))
        form = page.context["form" if screen == "desk:invite" else "role_form"]
        assert [code for code, _label in form.fields[field].choices] == ["es"]
    before = held("reporter")
    for place in (EVERYWHERE, "ar"):
        posted(desk, "desk:person", "irene", role="reporter", edition=place)
        posted(desk, "desk:invite", "irene", role="reporter", editions=[place])
    assert held("reporter") == before
    assert not Invitation.objects.exists()
    posted(desk, "desk:invite", "irene", role="reporter", editions=["es"])
    assert [list(pair) for pair in Invitation.objects.get().roles] == [["reporter", "es"]]


def test_what_is_wrong_with_a_person_and_with_their_role_is_said_at_once(desk: Desk) -> None:
    shown = posted(desk, "desk:person_add", role="reporter", username="")
    assert NOWHERE in shown
    assert shown.count('class="r-error"') == 2


def test_each_way_in_says_what_the_other_is(desk: Desk) -> None:
    browser = desk.browser("admin")
    assert "“Invite somebody” sends a link" in browser.get(reverse("desk:person_add")).content.decode()
    assert "“Add a person” makes the account at once" in browser.get(reverse("desk:invite")).content.decode()
    posted(desk, "desk:invite", role="reporter", editions=["es"])
    assert "works until" in browser.get(reverse("desk:staff")).content.decode()


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_a_new_address_is_not_said_to_have_an_old_one(desk: Desk, kind: str) -> None:
    browser = desk.browser("admin")
    assert "redirects" not in browser.get(reverse(f"desk:{kind}_add")).content.decode()
    assert "redirects" in browser.get(reverse("desk:section", args=(desk.section.pk,))).content.decode()
