"""Every role at every door of the desk: screens, bulk acts, choosers, previews, files, links for outsiders, addresses.

``door_table`` says what is expected; ``staff.tests.test_permissions`` asks what may be, here each door is asked
whether it obeys. Who is refused gets no screen, and what they post leaves no fact and no version behind; who is let in
gets the screen, and what they post is done.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.transaction import savepoint, savepoint_rollback
from django.forms import BaseForm
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from rotativa.daybook.models import FactRow
from rotativa.desk.forms.editions import EditionForm
from rotativa.desk.middleware import WITHOUT_READING
from rotativa.desk.newsroom import LISTS, SECTIONS
from rotativa.desk.tests import door_table
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.desk.tests.doors import Door, Things, addresses, is_closed, rows, together
from rotativa.desk.tests.furnished import ALL_OVER, PLACES, Crew, House
from rotativa.documents.models import ReaderDocument
from rotativa.fronts.models import PageSnapshot
from rotativa.fronts.queries import front_now
from rotativa.kit.actor import Machine
from rotativa.pictures.models import Picture
from rotativa.press.models import Mark
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.staff.permissions import IN_ALL_EDITIONS, VERBS, Holding, RoleName, permits
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.hand import draft_of, standing_of, version_of
from rotativa.stories.models import ArticlePage, PassageSnapshot, PassageText, Share
from rotativa.stories.tests.makers import make_picture

SCREENS, POSTS = rows(door_table.SCREENS), rows(door_table.POSTS)
PARTS = 3
"""Into so many tests the screens are cut: several processes share them, and none takes long."""


def test_every_address_stands_in_the_table() -> None:
    """Whoever mounts a new screen says in ``door_table`` who gets through it."""
    opening = {door.name for door in (*SCREENS, *POSTS)}
    led = door_table.LEAD_ON | door_table.OF_ONES_OWN
    unknown = [name for name in addresses() if name not in opening | led and not is_closed(name)]
    assert unknown == [], "write their rows in door_table.py: screens, posts, or what leads on"
    gone = (opening | led) - addresses().keys()
    assert not gone, "they stand in door_table.py, and are nowhere"
    asked = [sum(1 for door in table for _each in _asked(door) for _role in _tried(door)) for table in (SCREENS, POSTS)]
    print(f"\ndoor table: {len(SCREENS)} screens, {len(POSTS)} posts, {len(door_table.ROLES)} roles: {asked} questions")  # noqa: T201 how much was asked is part of the answer


def test_the_table_says_what_the_permissions_say() -> None:
    """The cells are written by hand, for people; that they follow from the verbs of the row is asked here."""
    assert set(door_table.ROLES) == set(RoleName.values)
    rows_of_verbs = [door for door in (*SCREENS, *POSTS) if door.verbs]
    wrong = [
        (door.name, role, door.cell(role))
        for door in rows_of_verbs
        for role in door_table.ROLES
        if (door.cell(role) != "no") is not any(_holds(role, verb, door.cell(role) == "own") for verb in door.verbs)
    ]
    assert wrong == []
    asked = {verb for door in rows_of_verbs for verb in door.verbs}
    assert VERBS - asked == NO_DOOR_OF_THEIR_OWN


NO_DOOR_OF_THEIR_OWN = {"picture.change-public", "document.change-public"}
"""Verbs that one of the doors asks besides, about what readers see."""


def _holds(role: str, verb: str, own: bool) -> bool:
    return permits([Holding(role, PLACES[0])], verb, PLACES[0], own)


def _opens(door: Door, role: str, place: str, own: bool) -> bool:
    cell = door.cell(role)
    if cell == "all":
        return role in (*IN_ALL_EDITIONS, ALL_OVER)
    return cell == "yes" or (place == PLACES[0] and (cell == "here" or (cell == "own" and own)))


def _asked(door: Door) -> Iterator[tuple[str, bool]]:
    """Where a door is tried, and whether on one's own: as often as the answer can differ."""
    for place in PLACES if door.by_edition else PLACES[:1]:
        yield from ((place, own) for own in ((False, True) if "own" in door.cells else (False,)))


def _tried(door: Door) -> tuple[str, ...]:
    return (*door_table.ROLES, ALL_OVER) if "all" in door.cells else door_table.ROLES


@pytest.mark.parametrize("part", range(PARTS))
def test_every_role_at_every_screen(house: House, crew: Crew, part: int) -> None:
    wrong, shown, asked = [], [], 0
    for door in SCREENS[part::PARTS]:
        for place, own in _asked(door):
            things = house[place][_standing_for(door)]
            address = things.address(door.name, door.query)
            for role in _tried(door):
                user, client = crew[role]
                things.give(user if own else None)
                answer, asked = client.get(address), asked + 1
                if (answer.status_code == 200) is not _opens(door, role, place, own):
                    wrong.append((door.name, role, place, own, answer.status_code))
                content = b"".join(answer)
                if not user.may("article.read") and b"Port Selwan" in content:
                    shown.append((door.name, role))
    print(f"\n{asked} requests for screens")  # noqa: T201 how much was asked is part of the answer
    assert wrong == [], "\n".join(map(str, wrong))
    assert shown == []


OF_WHAT_IS_OUT = ("desk:ask", "wagtailadmin_pages:lock", "desk:withdraw", "desk:undo", "desk:address")
"""Doors to an article that is out, and that nobody was asked to read."""


def _standing_for(door: Door) -> str:
    """How the article stands to which a door leads."""
    return "withdrawn" if door.name == "desk:told" else "out" if door.name in OF_WHAT_IS_OUT else "asked"


def test_what_everybody_is_refused(house: House, crew: Crew) -> None:
    """Asked of who may most: closed doors say that there is nothing, others lead to one of the table."""
    things, (_user, client) = house["en"]["asked"], crew["editor_in_chief"]
    closed = [name for name in addresses() if is_closed(name)]
    opened = [name for name in closed if client.get(things.address(name)).status_code != 404]
    assert opened == []
    stayed = [name for name in door_table.LEAD_ON if client.get(things.address(name)).status_code != 302]
    assert stayed == []


def _standing(things: Things) -> dict[str, Any]:
    article = things.article
    return {
        "stands": standing_of(article),
        "revision": article.latest_revision_id,
        "seen": version_of(draft_of(article)),
    }


DESCRIBED = {"alt_en": "A port (en)"}
"""The words of a picture that stay as they are."""
NO_BODY = {"body-count": "0"}
NEW_TEXT = nested_form_data({"body": streamfield([("text", rich_text("<p>Rivers.</p>"))])})


def _typed(form: BaseForm, **words: str) -> dict[str, Any]:
    return {field.html_name: field.value() for field in form} | words


def _renamed(things: Things) -> dict[str, Any]:
    return {f"{things.article.edition_id}-name": "Another name"}


def _merged(kind: str) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {"into": things.others[f"desk:{kind}_into"]}


def _turned_round() -> dict[str, Any]:
    sections = [str(section.pk) for section in SECTIONS.living]
    return {"order": sections[::-1], "seen": ",".join(sections)}


def _front(things: Things, **words: Any) -> dict[str, Any]:
    return {"version": front_now(things.article.edition_id).version, **words}


def _scheduled(things: Things) -> dict[str, Any]:
    scheduled = front_now(things.article.edition_id).scheduled
    return {"second": scheduled.at.isoformat() if scheduled is not None else ""}


DONE: dict[str, Callable[[Things], dict[str, Any]]] = {
    # what is posted so that it is done, if one may
    "desk:write": lambda things: {"edition": things.article.edition_id},
    "desk:start": lambda _things: {},
    "desk:ask": _standing,
    "wagtailadmin_pages:delete": lambda _things: {},
    "desk:share": lambda things: {**_standing(things), "what": "newest", "lasting": "1"},
    "desk:share?take_back": lambda things: {"take_back": things.share.pk},
    "desk:send_out": _standing,
    "desk:undo": lambda things: {**_standing(things), "reason": "x"},
    "desk:schedule": lambda things: {**_standing(things), "when": "2040-01-01T06:00"},
    "desk:withdraw": lambda things: {**_standing(things), "reason": "x"},
    "desk:address": lambda _things: {"slug": "elsewhere"},
    "wagtailadmin_pages:lock": lambda _things: {},
    "wagtailadmin_pages:workflow_action": lambda _things: {},
    "desk:front": lambda things: _front(things, do="arrange", arrangement="quiet"),
    "desk:front_face": lambda things: _front(things, headline="Wells"),
    "desk:front_place": lambda things: _front(things, when="2040-01-01T06:00"),
    "desk:front_publish": _front,
    "desk:front_take_back": lambda _things: {"number": 1},
    "desk:front_schedule": lambda things: _front(things, when="2040-01-01T06:00", over=_scheduled(things)["second"]),
    "desk:front_schedule?unschedule": _scheduled,
    "desk:together?hand": lambda things: together("hand", things.article, heir=str(things.others["desk:person"])),
    "desk:together?send-out": lambda things: together("send-out", things.article),
    "desk:together?schedule": lambda things: together("schedule", things.article, when="2040-01-01T06:00"),
    "desk:passage_add": lambda _things: {"name": "Rivers"},
    "desk:passage_in": lambda _things: {"title": "Rivers", **NO_BODY},
    "desk:told": lambda things: {"stands": things.article.withdrawal.stands, "tells": "on", "reason": "x"},
    "desk:passage_name": lambda _things: {"name": "Rivers"},
    "desk:passage_delete": lambda _things: {},
    "desk:passage_delete?draft": lambda _things: {},
    "desk:passage_versions": lambda _things: {"number": "1"},
    "desk:passage_versions?publish": lambda _things: {"number": "1", "publish": "1"},
    "desk:edition": lambda things: _typed(EditionForm(None, edition=things.article.edition), name="Another name"),
    "desk:edition_add": lambda _things: {"code": "fr"},
    **{f"desk:{listed.kind}": _renamed for listed in LISTS},
    **{f"desk:{listed.kind}_merge": _merged(listed.kind) for listed in LISTS if listed.merge},
    **{f"desk:{listed.kind}_remove": lambda _things: {} for listed in LISTS if listed.merge},
    "desk:page_add": lambda _things: {"edition": "en", "name": "Rivers", "kind": "other"},
    "desk:page_in": lambda _things: NEW_TEXT,
    "desk:page_in?publish": lambda _things: {**NEW_TEXT, "publish": "1"},
    "desk:page_name": lambda _things: {"name": "Rivers", "slug": ""},
    "desk:page_kind": lambda _things: {"kind": "corrections"},
    "desk:page_withdraw": lambda _things: {"reason": "x", "stands": "out 1"},
    "desk:page_delete": lambda _things: {},
    "desk:navigation_in": lambda _things: {
        **nested_form_data({"bar": streamfield([("sections", "")]), "foot": streamfield([])}),
        "seen": "0",
    },
    "wagtailimages:delete": lambda _things: {},
    "wagtail_bulk_action?id": lambda _things: {},
    "wagtailimages:edit": lambda things: {"title": "Another port", **DESCRIBED},
    "wagtailimages:edit_multiple": lambda things: {
        f"image-{things.picture.pk}-{name}": value for name, value in {"title": "Another port", **DESCRIBED}.items()
    },
    "wagtaildocs:edit": lambda things: {"title": "Another report", "collection": things.document.collection_id},
    "wagtaildocs:delete": lambda _things: {},
    "desk:invite": lambda _things: {"name": "X", "email": "x@post.example", "role": "technician", "editions": ["*"]},
    "desk:person_add": lambda _things: {
        "name": "X",
        "username": "x",
        "password": PASSWORD,
        "role": "technician",
        "edition": "*",
        "language": "en",
    },
    "desk:sections_order": lambda _things: _turned_round(),
    "desk:press": lambda _things: {"act": "pause"},
}
TRIED: dict[str, Callable[[Things], dict[str, Any]]] = {
    # what is posted to see it refused; that who may get it done is walked through elsewhere, with all it needs
    "wagtailadmin_pages:edit": lambda _things: {"title": "Taken over", "action-publish": "1"},
    "wagtailadmin_pages:revisions_revert": lambda _things: {"title": "Taken over"},
    "desk:together?ask": lambda things: together("ask", things.article),
    "desk:together?unschedule": lambda things: together("unschedule", things.article),
    "desk:together?withdraw": lambda things: together("withdraw", things.article, reason="x"),
    "desk:passage_in?publish": lambda _things: {"title": "Rivers", "publish": "1", "body-count": "0"},
    "desk:person": lambda _things: {"act": "give", "role": "technician", "edition": "*"},
}


def _state(query: str = "") -> tuple[Any, ...]:
    if query == "publish":
        return PassageSnapshot.objects.count(), PageSnapshot.objects.count()  # what is written before is saved
    models = (FactRow, Revision, Picture, ReaderDocument, User, Share, PassageText, TaskState)
    counts = tuple(model.objects.count() for model in models)
    return (*counts, ArticlePage.objects.filter(locked=True).count())


def test_what_every_role_posts(house: House, crew: Crew) -> None:
    """Past the screens, too: what one may not is not done; what one may is."""
    wrong, asked = [], 0
    for door in POSTS:
        name = f"{door.name}?{door.query}".rstrip("?")
        words, tried = DONE.get(name), TRIED.get(name, lambda _things: {"title": "x", **NO_BODY})
        for place, own in _asked(door):
            things = house[place][_standing_for(door)]
            address = things.address(door.name, door.query)
            for role in _tried(door):
                user, client = crew[role]
                may, before = _opens(door, role, place, own), savepoint()
                if may and words is None:
                    continue
                things.give(user if own else None)
                posted = words(things) if words else tried(things)
                stood, asked = _state(door.query), asked + 1
                answer = client.post(address, posted)
                if (_state(door.query) != stood) is not may:
                    wrong.append((door.name, door.query, role, place, own, answer.status_code))
                savepoint_rollback(before)
    print(f"\n{asked} posts")  # noqa: T201 how much was asked is part of the answer
    assert wrong == [], "\n".join(map(str, wrong))


FILLED = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000", "slug": "stories", "str": "en", "path": "x"}
CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")


def _all_addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str]]:
    """Every address that anything at the desk answers, with something in the place of each number and name."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _all_addresses(pattern, route)
        elif not re.search(r"[\\(*$]", route):
            filled = CONVERTER.sub(lambda found: FILLED[found[1] or "str"], route.replace("^", ""))
            yield filled, resolve(filled).view_name


@pytest.mark.parametrize("role", ["technician", "moderator"])
def test_who_may_not_read_is_let_in_nowhere_else(desk: Desk, role: str) -> None:
    """All addresses of the desk, whoever brought them: each is closed to them unless it is known to show nothing."""
    user = add_person(Machine("test"), username="closed", name="Closed Out", password=PASSWORD)
    give_role(Machine("test"), user, role, "" if role in IN_ALL_EDITIONS else "en")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    desk.article()
    make_picture()
    known = dict(_all_addresses(get_resolver()))
    before = _state()
    opened = [
        address
        for address, name in known.items()
        if name not in WITHOUT_READING and 200 in (client.get(address).status_code, client.post(address).status_code)
    ]
    print(f"\n{role}: {len(known)} addresses")  # noqa: T201 how much was asked is part of the answer
    assert len(known) > 100
    assert opened == []
    assert _state() == before


def test_the_press_names_no_draft_to_a_technician(desk: Desk) -> None:
    """The cause of a print is a fact; a fact is told with the name that its thing has now, which may be a draft's."""
    article = publish(desk.people["admin"], desk.article())
    save_draft(desk.people["admin"], article, headline="The secret wells")
    cause = f"fact {FactRow.objects.get(verb='article.published').pk}"
    Mark.objects.create(path="/en/", cause=cause, marked_at=timezone.now())
    technician = add_person(Machine("test"), username="tech", name="Tec Nico", password=PASSWORD)
    give_role(Machine("test"), technician, "technician")
    client = Client()
    client.force_login(technician, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("desk:press")).content.decode()
    assert "because of an act of the newsroom, number" in page
    assert "wells" not in page
