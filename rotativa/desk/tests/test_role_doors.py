"""Every role at every door: screens, bulk acts, choosers, previews, direct addresses; own and another edition.

``staff.tests.test_permissions`` asks what may be; here each door is asked whether it obeys. Who is refused gets no
screen, and what they post leaves no fact and no version behind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from wagtail.models import Revision

from rotativa.daybook.models import FactRow
from rotativa.desk.middleware import WITHOUT_READING
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.kit.actor import Machine
from rotativa.pictures.models import Picture
from rotativa.press.models import Mark
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.staff.permissions import IN_ALL_EDITIONS, RoleName
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import make_picture

ANYWHERE, THERE = "", "there"
READ = ("article.read",)


@dataclass(frozen=True)
class Door:
    """An address, the verbs of which one opens it, and where they are asked; no verb: everybody at the desk."""

    name: str
    verbs: tuple[str, ...] = ()
    where: str = ANYWHERE
    query: str = ""


def there(name: str, *verbs: str, query: str = "") -> Door:
    """A door to an article, where the verb is asked in its edition."""
    return Door(name, verbs, THERE, query)


OF_THE_HOUSE = (
    *(Door(name) for name in ("wagtailadmin_home", "wagtailadmin_account", "desk:press", "desk:here", "desk:sessions")),
    *(Door(name, READ) for name in ("desk:stories", "desk:daybook", "wagtailadmin_api:pages:listing")),
    *(Door(f"wagtailadmin_choose_page{name}", READ) for name in ("", "_search", "_external_link", "_email_link")),
    *(Door(f"wagtailadmin_choose_page_{name}_link", READ) for name in ("phone", "anchor")),
    *(Door(f"wagtailadmin_pages:{name}", ("article.write",), query="?q=a") for name in ("search", "search_results")),
    Door("desk:write", ("story.start",)),
    *(Door(f"desk:{name}", ("staff.change",)) for name in ("staff", "person_add", "invite")),
    Door("desk:editions", ("edition.change",)),
    *(Door(f"desk:{name}", ("passage.write", "passage.publish")) for name in ("passages", "passage_add")),
    *(Door(f"desk:{name}", (f"{name.removesuffix('s').removesuffix('_add')}.change",)) for name in (
        *("sections", "section_add", "kinds", "kind_add", "topics", "topic_add", "authors", "author_add"),
    )),
    *(Door(f"wagtailimages:{name}", ("picture.add", "picture.change")) for name in ("index", "index_results")),
    *(Door(f"wagtailimages:{name}", ("picture.add",)) for name in ("add", "add_multiple")),
    *(Door(f"wagtailimages_chooser:{name}", ("picture.add", "article.write")) for name in ("choose", "choose_results")),
    Door("wagtailimages_chooser:create", ("picture.add",)),
)  # fmt: skip
OF_A_PICTURE = (
    *(Door(f"wagtailimages:{name}", ("picture.change",)) for name in ("edit", "delete", "image_usage")),
    Door("wagtailadmin_api:images:detail", READ),
)
OF_AN_ARTICLE = (
    Door("desk:read", READ),
    Door("desk:printed", READ),
    there("wagtailadmin_api:pages:detail", "article.write"),
    *(
        there(f"wagtailadmin_pages:{name}", "article.write")
        for name in ("edit", "view_draft", "history", "history_results", "workflow_history", "usage", "preview_on_edit")
    ),
    *(there(f"wagtailadmin_pages:{name}", "article.write") for name in ("revisions_view", "revisions_revert")),
    there("desk:ask", "article.submit"),
    there("desk:versions", "article.write"),
    there("desk:send_out", "article.publish"),
    there("desk:undo", "article.publish"),
    there("desk:share", "article.share"),
    there("desk:schedule", "article.schedule"),
    there("desk:address", "article.move"),
)
POSTED: dict[str, tuple[str, dict[str, str]]] = {
    # what is posted past the screens, and the verb without which nothing of it is done
    "desk:ask": ("article.submit", {}),
    "desk:send_out": ("article.publish", {}),
    "desk:share": ("article.share", {"seen": "x", "what": "newest", "lasting": "1"}),
    "desk:undo": ("article.publish", {"stands": "in 0", "reason": "x"}),
    "desk:schedule": ("article.schedule", {"day": "2040-01-01", "time": "06:00"}),
    "desk:address": ("article.move", {"slug": "elsewhere"}),
    "wagtailadmin_pages:edit": ("article.write", {"title": "Taken over", "action-publish": "1"}),
    "wagtailadmin_pages:revisions_revert": ("article.write", {"title": "Taken over"}),
    "wagtailadmin_pages:delete": ("article.delete", {}),
    "wagtailadmin_pages:lock": ("article.publish", {}),
    "wagtailadmin_pages:unlock": ("article.publish", {}),
}
POSTED_TO_THE_HOUSE: dict[str, tuple[str, dict[str, str]]] = {
    "desk:write": ("story.start", {"edition": "en"}),
    "desk:person_add": ("staff.change", {"name": "X", "username": "x", "password": PASSWORD, "role": "technician"}),
    "desk:invite": ("staff.change", {"name": "X", "email": "x@post.example", "role": "technician"}),
    "desk:press": ("press.print", {"act": "pause"}),
    "desk:passage_add": ("passage.write", {"name": "Rivers"}),
    "desk:section_add": ("section.change", {"own-key": "x"}),
    "desk:kind_add": ("kind.change", {"own-key": "x"}),
    "desk:topic_add": ("topic.change", {"own-type": "place"}),
    "desk:author_add": ("author.change", {}),
    "wagtailimages:add": ("picture.add", {"title": "x"}),
    "wagtailimages_chooser:create": ("picture.add", {"title": "x"}),
}


@dataclass(frozen=True)
class House:
    """What the doors lead to: an article of a colleague in each of two editions, and a picture."""

    here: Any
    elsewhere: Any
    picture: Picture

    def address(self, name: str, of: Any = None) -> str:
        """The address behind a name, for an article, the picture, or neither."""
        if of is None:
            return reverse(name)
        screen = name.partition(":")[2]
        if screen == "printed":
            return reverse(name, args=(of.story_id,))
        more: dict[str, tuple[Any, ...]] = {}
        if screen in ("revisions_view", "revisions_revert"):
            more[screen] = (of.latest_revision_id,)
        return reverse(name, args=(of.pk, *more.get(screen, ())))


@pytest.fixture
def house(desk: Desk) -> House:
    """Drafts that are not out yet."""
    return House(desk.article("The wells of Port Selwan"), desk.article("Los pozos", "es"), make_picture())


@pytest.fixture(params=RoleName.values)
def somebody(request: pytest.FixtureRequest, desk: Desk) -> tuple[User, Client]:
    """A person with one role, in English where it can be limited, and their browser."""
    role = str(request.param)
    user = add_person(Machine("test"), username="somebody", name="Somebody Else", password=PASSWORD)
    give_role(Machine("test"), user, role, "" if role in IN_ALL_EDITIONS else "en")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user, client


def _state() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (FactRow, Revision, Picture, User))


def _screens(house: House) -> Iterator[tuple[Door, str, str]]:
    yield from ((door, "", house.address(door.name)) for door in OF_THE_HOUSE)
    yield from ((door, "", house.address(door.name, house.picture)) for door in OF_A_PICTURE)
    for edition, article in (("en", house.here), ("es", house.elsewhere)):
        yield from ((door, edition, house.address(door.name, article)) for door in OF_AN_ARTICLE)


def test_every_role_at_every_screen(house: House, somebody: tuple[User, Client]) -> None:
    user, client = somebody
    wrong, shown = [], []
    screens = list(_screens(house))
    for door, edition, address in screens:
        may = not door.verbs or any(user.may(verb, edition if door.where == THERE else "") for verb in door.verbs)
        answer = client.get(address + door.query)
        if (answer.status_code == 200) is not may:
            wrong.append((door.name, edition, answer.status_code))
        if not user.may("article.read") and "Port Selwan" in answer.content.decode():
            shown.append(door.name)
    print(f"\n{user.roles.get().role}: {len(screens)} screens")  # noqa: T201 how much was asked is part of the answer
    assert wrong == []
    assert shown == []


def _posted(house: House) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """What is posted: its verb, where, to which address, with which words."""
    for name, (verb, words) in POSTED_TO_THE_HOUSE.items():
        yield verb, "", house.address(name), words
    yield "staff.change", "", reverse("desk:person", args=(1,)), {"act": "give", "role": "technician"}
    for edition, article in (("en", house.here), ("es", house.elsewhere)):
        for name, (verb, words) in POSTED.items():
            yield verb, edition, house.address(name, article), words
        for other in {"en", "es", "ar"} - {edition}:
            yield "edition.start", other, reverse("desk:start", args=(article.story_id, other)), {}
    for act in ("add_to_collection", "add_tags", "delete"):
        yield "picture.change", "", f"/desk/bulk/image/picture/{act}/?id={house.picture.pk}", {}
    yield "nobody", "", f"/desk/bulk/wagtailcore/page/publish/?id={house.here.pk}", {}
    yield "nobody", "", f"/desk/api/main/pages/{house.here.pk}/action/publish/", {}


def test_what_is_posted_past_the_screens(house: House, somebody: tuple[User, Client]) -> None:
    """The drafts are a colleague's: deleting is for who may delete those."""
    user, client = somebody
    before, done, asked = _state(), [], 0
    for verb, edition, address, words in _posted(house):
        if verb == "nobody" or not user.may(verb, edition):
            client.post(address, words)
            asked += 1
            if _state() != before:
                done.append(address)
                before = _state()
    print(f"\n{user.roles.get().role}: {asked} posts that must do nothing")  # noqa: T201 how much was asked is part of the answer
    assert done == []
    assert ArticlePage.objects.get(pk=house.here.pk).locked is False


def test_what_is_out_is_withdrawn_by_who_may(desk: Desk, house: House, somebody: tuple[User, Client]) -> None:
    user, client = somebody
    for edition, article in (("en", house.here), ("es", house.elsewhere)):
        publish(desk.people["admin"], article)
        address, may = house.address("desk:withdraw", article), user.may("article.withdraw", edition)
        assert (client.get(address).status_code == 200) is may
        client.post(address, {"stands": "out 1", "reason": "x"})
        article.refresh_from_db()
        assert article.live is not may


def test_ones_own_draft_is_ones_own_to_delete(house: House, somebody: tuple[User, Client]) -> None:
    user, client = somebody
    if not user.may("story.start"):
        return
    own = start_story(user, "en", headline="Mine")
    assert client.get(reverse("desk:share", args=(own.pk,))).status_code == 200
    client.post(reverse("wagtailadmin_pages:delete", args=(own.pk,)))
    assert not ArticlePage.objects.filter(pk=own.pk).exists()
    if not user.may("article.delete", "en"):
        client.post(reverse("wagtailadmin_pages:delete", args=(house.here.pk,)))
        assert ArticlePage.objects.filter(pk=house.here.pk).exists()


FILLED = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000", "slug": "stories", "str": "en", "path": "x"}
CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")


def _addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str]]:
    """Every address that anything at the desk answers, with something in the place of each number and name."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, route)
        elif not re.search(r"[\\(*$]", route):
            filled = CONVERTER.sub(lambda found: FILLED[found[1] or "str"], route.replace("^", ""))
            yield filled, resolve(filled).view_name


@pytest.mark.parametrize("role", ["technician", "moderator"])
def test_who_may_not_read_is_let_in_nowhere_else(house: House, role: str) -> None:
    """All addresses of the desk, whoever brought them: each is closed to them unless it is known to show nothing."""
    user = add_person(Machine("test"), username="closed", name="Closed Out", password=PASSWORD)
    give_role(Machine("test"), user, role, "" if role in IN_ALL_EDITIONS else "en")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    addresses = dict(_addresses(get_resolver()))
    before = _state()
    opened = [
        address
        for address, name in addresses.items()
        if name not in WITHOUT_READING and 200 in (client.get(address).status_code, client.post(address).status_code)
    ]
    print(f"\n{role}: {len(addresses)} addresses")  # noqa: T201 how much was asked is part of the answer
    assert len(addresses) > 100
    assert opened == []
    assert _state() == before


def test_the_press_names_no_draft_to_a_technician(desk: Desk, house: House) -> None:
    """The cause of a print is a fact; a fact is told with the name that its thing has now, which may be a draft's."""
    publish(desk.people["admin"], house.here)
    save_draft(desk.people["admin"], house.here, headline="The secret wells")
    cause = f"fact {FactRow.objects.get(verb='article.published').pk}"
    Mark.objects.create(path="/en/", cause=cause, marked_at=timezone.now())
    technician = add_person(Machine("test"), username="tech", name="Tec Nico", password=PASSWORD)
    give_role(Machine("test"), technician, "technician")
    client = Client()
    client.force_login(technician, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("desk:press")).content.decode()
    assert "because of an act of the newsroom, number" in page
    assert "wells" not in page
