"""Names per edition on one screen, and the people of the newsroom."""

import re
from typing import Any

import pytest
from django.urls import reverse

from rotativa.daybook.queries import latest
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.staff.models import AddressChange, User
from rotativa.topics.models import Topic, TopicName


def names(topic: Topic, **changes: str) -> dict[str, Any]:
    """What the screen of a topic posts, with changes such as ``es_name``."""
    posted: dict[str, Any] = {}
    for row in topic.names.all():
        posted |= {
            f"{row.edition_id}-name": row.name,
            f"{row.edition_id}-slug": row.slug,
            f"{row.edition_id}-description": row.description,
        }
    return posted | {name.replace("_", "-"): value for name, value in changes.items()}


def test_renaming_says_how_many_pages_show_it(desk: Desk) -> None:
    screen = reverse("desk:topic", args=(desk.topic.pk,))
    browser = desk.browser("irene")
    assert browser.get(screen).status_code == 200
    browser.post(screen, names(desk.topic, es_name="Siria"))
    assert TopicName.objects.get(topic=desk.topic, edition_id="es").name == "Siria"
    assert (latest()[0].verb, latest()[0].edition) == ("topic.renamed", "es")


def test_other_editions_are_there_to_read(desk: Desk) -> None:
    """What is not theirs is shown without the act, and a posted value for it is not looked at."""
    screen = reverse("desk:topic", args=(desk.topic.pk,))
    browser = desk.browser("irene")
    assert "to read only" in browser.get(screen).content.decode()
    browser.post(screen, names(desk.topic, es_name="Siria", en_name="Hijacked"))
    assert TopicName.objects.get(topic=desk.topic, edition_id="en").name == "Syria"


def test_a_slug_that_is_taken_says_so_in_its_field_and_nothing_is_half_saved(desk: Desk) -> None:
    browser = desk.browser("admin")
    add = reverse("desk:topic_add")
    browser.post(add, {"own-type": "place", "en-name": "Palestine", "en-slug": "palestine"})
    response = browser.post(
        reverse("desk:topic", args=(desk.topic.pk,)), names(desk.topic, ar_name="سوريا", en_slug="palestine")
    )
    assert "/en/topics/palestine/" in response.content.decode()
    assert TopicName.objects.get(topic=desk.topic, edition_id="ar").name == "Syria"


def test_adding_needs_a_name_somewhere(desk: Desk) -> None:
    browser, add = desk.browser("admin"), reverse("desk:topic_add")
    response = browser.post(add, {"own-type": "place"})
    assert "It needs a name in one edition at least." in response.content.decode()
    assert Topic.objects.count() == 1
    browser.post(add, {"own-type": "person", "ar-name": "خليل"})
    assert Topic.objects.latest("pk").names.get().name == "خليل"


def test_every_list_shows_its_names(desk: Desk) -> None:
    browser = desk.browser("admin")
    for kind, name in (("sections", "Politics"), ("kinds", "News"), ("topics", "Syria")):
        assert name in browser.get(reverse(f"desk:{kind}")).content.decode()
    assert "Nobody signs stories yet." in browser.get(reverse("desk:authors")).content.decode()


def columns_of(desk: Desk, name: str, language: str) -> list[str]:
    page = desk.browser(name).get(reverse("desk:topics"), headers={"Accept-Language": language}).content.decode()
    return re.findall(r'<th scope="col"><bdi lang="(\w+)"', page)


def test_a_list_begins_with_the_edition_of_whoever_looks(desk: Desk) -> None:
    usual = columns_of(desk, "admin", "en")
    assert columns_of(desk, "irene", "en") == ["es", *(code for code in usual if code != "es")]
    assert columns_of(desk, "admin", "ar") == ["ar", *(code for code in usual if code != "ar")]


def test_what_has_no_name_of_ones_own_is_called_in_its_language(desk: Desk) -> None:
    TopicName.objects.filter(topic=desk.topic).exclude(edition_id="en").delete()
    page = desk.browser("irene").get(reverse("desk:topics")).content.decode()
    first = page.partition("<tbody>")[2].partition("</td>")[0]
    assert '<bdi class="r-quiet" lang="en" dir="ltr">Syria</bdi>' in first


def test_a_name_may_not_vanish(desk: Desk) -> None:
    response = desk.browser("admin").post(reverse("desk:topic", args=(desk.topic.pk,)), names(desk.topic, en_name=""))
    assert "It needs a name in this edition." in response.content.decode()
    assert TopicName.objects.get(topic=desk.topic, edition_id="en").name == "Syria"


def test_adding_a_person_with_a_first_role(desk: Desk) -> None:
    posted = {"name": "Rui Azevedo", "username": "rui", "password": PASSWORD, "role": "reporter", "edition": "ar"}
    desk.browser("admin").post(reverse("desk:person_add"), posted)
    added = User.objects.get(username="rui")
    assert added.may("article.write", "ar")
    assert not added.may("article.write", "en")


def test_a_weak_password_is_refused_in_its_field_and_nobody_is_added(desk: Desk) -> None:
    posted = {"name": "Rui", "username": "rui", "password": "12345", "role": "reporter", "edition": "*"}
    response = desk.browser("admin").post(reverse("desk:person_add"), posted)
    assert response.context["person_form"].errors["password"]
    assert not User.objects.filter(username="rui").exists()


def test_giving_and_taking_a_role(desk: Desk) -> None:
    browser, person = desk.browser("admin"), desk.people["reporter"]
    screen = reverse("desk:person", args=(person.pk,))
    browser.post(screen, {"act": "give", "role": "desk_editor", "edition": "ar"})
    assert User.objects.get(pk=person.pk).may("article.publish", "ar")
    browser.post(screen, {"act": "take", "role": "desk_editor", "edition": "ar"})
    assert not User.objects.get(pk=person.pk).may("article.publish", "ar")
    admin = desk.people["admin"]
    response = browser.post(
        reverse("desk:person", args=(admin.pk,)), {"act": "take", "role": "editor_in_chief", "edition": ""}
    )
    assert "This is the last editor-in-chief." in response.content.decode()


def test_setting_a_password(desk: Desk) -> None:
    person = desk.people["reporter"]
    desk.browser("admin").post(
        reverse("desk:person", args=(person.pk,)), {"act": "password", "password": "another quiet room"}
    )
    assert User.objects.get(pk=person.pk).check_password("another quiet room")


@pytest.mark.parametrize(("act", "elsewhere"), [("password", "account_change_password"), ("address", "mail_address")])
def test_ones_own_password_and_address_are_changed_where_the_password_is_asked(
    desk: Desk, act: str, elsewhere: str
) -> None:
    """A session that somebody took would else be enough to keep the account."""
    admin, screen = desk.people["admin"], reverse("desk:person", args=(desk.people["admin"].pk,))
    browser = desk.browser("admin")
    assert f'value="{act}"' not in browser.get(screen).content.decode()
    posted = {"act": act, "password": "another quiet room", "email": "thief@post.example"}
    assert browser.post(screen, posted).headers["Location"] == reverse(elsewhere)
    assert User.objects.get(pk=admin.pk).check_password(PASSWORD)
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize("screen", ["desk:topics", "desk:passages"])
def test_an_address_that_somebody_made_up_begins_at_the_start(desk: Desk, screen: str) -> None:
    assert desk.browser("admin").get(reverse(screen), {"after": "9" * 30}).status_code == 200
