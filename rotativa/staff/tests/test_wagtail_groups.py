"""Wagtail's own screens obey our table: asked through the names that Wagtail asks."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, PagePermissionTester
from wagtail.permissions import policy_registry

from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.models import Edition
from rotativa.staff.models import User
from rotativa.staff.permissions import IN_ALL_EDITIONS, RoleName
from rotativa.staff.tests.makers import ACTOR, make_person

pytestmark = pytest.mark.django_db

PLACES = [
    (role, edition)
    for role in RoleName.values
    for edition in ("es", "")
    if edition == "" or role not in IN_ALL_EDITIONS
]


@pytest.fixture(autouse=True)
def editions() -> None:
    """Two editions."""
    add_edition(ACTOR, "es", name="Atlas")
    add_edition(ACTOR, "ar")


def _fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def _may_on_page(user: User, edition: str) -> set[str]:
    """What Wagtail lets the user do below the container of an edition."""
    child = Page(depth=3, path=Edition.objects.get(code=edition).container.path + "0001")
    return set(PagePermissionTester(user, child).permissions)


def _expected(user: User, edition: str) -> set[str]:
    wanted = set()
    if user.may("article.write", edition):
        wanted |= {"add", "change"}
    if user.may("article.publish", edition):
        wanted |= {"publish", "lock", "unlock"}
    return wanted


@pytest.mark.parametrize(("role", "edition"), PLACES)
def test_pages_may_be_changed_where_the_role_is_held(role: str, edition: str) -> None:
    user = _fresh(make_person("leila", role, edition))
    assert user.has_perm("wagtailadmin.access_admin")
    for place in ("es", "ar"):
        assert _may_on_page(user, place) == _expected(user, place)


@pytest.mark.parametrize(("role", "edition"), PLACES)
def test_pictures_and_topics_follow_the_verbs(role: str, edition: str) -> None:
    user = _fresh(make_person("leila", role, edition))
    pictures = policy_registry.get_by_type(get_image_model())
    assert pictures.user_has_permission(user, "add") == user.may("picture.add")
    assert pictures.user_has_permission(user, "change") == user.may("picture.describe")
    assert pictures.user_has_permission(user, "choose") == (user.may("picture.add") or user.may("article.write"))
    assert user.has_perm("topics.change_topic") == user.may("topic.change")
    assert user.has_perm("topics.change_section") == user.may("section.change")
    assert user.has_perm("bylines.change_author") == user.may("author.change")
    assert not user.has_perm("auth.change_group")


def test_nobody_without_a_role_sees_the_desk() -> None:
    assert not _fresh(make_person("leila")).has_perm("wagtailadmin.access_admin")


def test_an_edition_added_later_has_its_groups_and_is_reached_from_all_editions() -> None:
    everywhere = make_person("samir", "desk_editor")
    add_edition(ACTOR, "pt")
    assert Group.objects.filter(name="Reporter: pt").exists()
    assert "publish" in _may_on_page(_fresh(everywhere), "pt")


def test_sync_makes_everything_again() -> None:
    leila = make_person("leila", "reporter", "es")
    before = _state()
    Group.objects.filter(name="Reporter: es").delete()
    stranger = Group.objects.create(name="Strangers")
    leila.groups.add(stranger)
    group = Group.objects.get(name="Reporter: ar")
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission_type="publish")
    call_command("staff", "sync", stdout=io.StringIO())
    stranger.delete()
    assert _state() == before


def _state() -> list[tuple[str, list[str], list[tuple[str, int]], list[str]]]:
    pages = GroupPagePermission.objects
    return [
        (
            group.name,
            sorted(group.permissions.values_list("codename", flat=True)),
            sorted(pages.filter(group=group).values_list("permission__codename", "page_id")),
            sorted(group.user_set.values_list("username", flat=True)),
        )
        for group in Group.objects.order_by("name")
    ]


def test_the_stock_groups_are_gone() -> None:
    assert not Group.objects.filter(name__in=("Editors", "Moderators")).exists()
