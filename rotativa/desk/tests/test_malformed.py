"""What no link of the desk asks for and no form of it sends: answered that there is nothing, or refused in words."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from rotativa.desk.tests.conftest import Desk
from rotativa.desk.tests.doors import addresses, is_closed
from rotativa.desk.tests.furnished import Crew, House
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, sent
from rotativa.kit.actor import Machine
from rotativa.stories.hand import draft_of
from rotativa.stories.tests.makers import make_picture

NOTHING, REFUSED, STOPPED = 404, 400, 500
MANY = 300
"""Words are read by all screens together, or listening to them has failed."""
LONG = "9" * 30
CHOOSERS = ("wagtailadmin_choose_page", "passage_chooser:", "wagtailimages_chooser:", "wagtaildocs_chooser:")
LINKS = tuple(f"wagtailadmin_choose_page_{kind}_link" for kind in ("external", "email", "phone", "anchor"))
MALFORMED = {
    **{f"{name}{'' if name.endswith(':') else '_'}chosen_multiple": "id" for name in CHOOSERS},
    **dict.fromkeys(LINKS, "parent_page_id"),
    "wagtailadmin_choose_page": "target_pages[]",
    "wagtailadmin_explore_root": "owner",
    "wagtailadmin_api:images:listing": "offset",
    "wagtailimages:index": "usage_count_min",
}
"""Screens that believe a number."""


@pytest.fixture
def chief(desk: Desk) -> Client:
    """Who may open everything."""
    return desk.browser("admin")


@pytest.mark.parametrize("text", ["abc", "'", "1e30", "٣", "0x1", LONG])
def test_what_is_no_number_has_no_screen(chief: Client, text: str) -> None:
    for screen, word in MALFORMED.items():
        assert chief.get(reverse(screen), {word: text}).status_code == NOTHING, screen
        assert chief.get(reverse(screen), {word: ["1", text]}).status_code == NOTHING, screen


def test_a_number_has_a_screen(desk: Desk, chief: Client) -> None:
    page = desk.article()
    for screen, word in MALFORMED.items():
        assert chief.get(reverse(screen), {word: str(page.pk)}).status_code == 200, screen
    root = str(page.get_ancestors().first().pk)
    assert chief.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": root}).status_code == NOTHING


def test_a_search_in_the_tree_is_narrowed_to_a_kind_of_page_by_its_name(desk: Desk, chief: Client) -> None:
    desk.article()
    for screen in ("search", "search_results"):
        search = reverse(f"wagtailadmin_pages:{screen}")
        assert chief.get(search, {"q": "", "content_type": "stories.articlepage"}).status_code == 200
        assert chief.get(search, {"content_type": "stories.nothing"}).status_code == NOTHING


def test_what_is_no_address_leads_nowhere(desk: Desk) -> None:
    document = add_document(Machine("test"), receive(sent(PDF)), title="Report")
    chief, edit = desk.browser("admin"), reverse("wagtaildocs:edit", args=(document.pk,))
    posted = {"title": "Another", "collection": document.collection_id}
    assert [chief.post(edit, {**posted, "next": text}).status_code for text in ("abc", "http://[")] == [NOTHING] * 2
    assert chief.get(edit, {"next": "abc"}).status_code == NOTHING
    assert chief.post(edit, {**posted, "next": "/desk/"}).headers["Location"] == "/desk/"
    assert chief.get(reverse("wagtailadmin_choose_page_email_link"), {"link_url": "http://["}).status_code == NOTHING
    assert Client().get("/desk/login/", {"next": "http://["}).status_code == 200
    assert chief.get("/desk/login/", {"next": "http://["}).headers["Location"] == "/desk/"


def test_a_search_is_narrowed_by_what_wagtails_filters_offer(desk: Desk) -> None:
    picture = make_picture()
    picture.tags.add("port")
    picture.save()
    chief = desk.browser("admin")
    found = chief.get(reverse("wagtailimages_chooser:choose_results"), {"q": picture.title, "tag": "port"})
    assert picture.title in found.content.decode()
    none = chief.get(reverse("wagtailimages_chooser:choose_results"), {"q": picture.title, "tag": "ports"})
    assert picture.title not in none.content.decode().replace(f"<em>{picture.title}</em>", "")
    for screen in ("wagtailimages:index", "wagtaildocs:index"):
        narrowed = {"q": picture.title, "usage_count_min": "1", "ordering": "-usage_count"}
        assert chief.get(reverse(screen), narrowed).status_code == 200


@pytest.mark.parametrize(
    "body",
    ["", "x", "5", "[]", '[["a", true]]', '{"a": []}', '{"a": null}', '{"": true}', '{"\\u0000": true}', "[" * 100_000],
)
def test_what_is_put_out_of_sight_has_a_name(desk: Desk, body: str) -> None:
    browser, address = desk.browser("reporter"), reverse("wagtailadmin_dismissibles")
    hint = json.dumps({"whats-new": True, "help": "8.0"})
    assert browser.patch(address, hint, "application/json").json() == {"whats-new": True, "help": "8.0"}
    assert browser.patch(address, body, "application/json").status_code == REFUSED
    assert browser.patch(address, json.dumps({f"n{n}": True for n in range(99)})).status_code == REFUSED, "too many"
    assert (
        UserProfile.objects.get(user=desk.people["reporter"]).dismissibles
        == json.loads(hint)
        == browser.get(address).json()
    )


def test_no_preview_of_a_form_that_arrives_in_part(desk: Desk, form_of: Callable[..., dict[str, Any]]) -> None:
    page, browser = desk.article("The bridge"), desk.browser("editor")
    address, whole = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,)), form_of(browser, page)
    assert browser.post(address, whole).json() == {"is_valid": True, "is_available": True}
    for part in ("title", "body-count", "topics-0-id", "topics-TOTAL_FORMS", "bylines-INITIAL_FORMS"):
        answer = browser.post(address, {name: value for name, value in whole.items() if name != part})
        assert answer.status_code in (200, REFUSED), part
    told = browser.post(address, {"title": "Only this"})
    assert (told.status_code, told.json()) == (REFUSED, {"is_valid": False, "is_available": False})
    assert browser.get(address).status_code == 200
    assert draft_of(page).title == "The bridge"


def test_a_picture_that_is_none_is_told_and_asked_for_again(
    desk: Desk, house: House, crew: Crew, form_of: Callable[..., dict[str, Any]]
) -> None:
    """Wagtail's field for a picture takes for granted that what it is to show again is a number."""
    things, (_user, client) = house["en"]["asked"], crew["editor_in_chief of all editions"]
    article, browser = desk.article("The bridge"), desk.browser("editor")
    whole = form_of(browser, article) | {"picture": "abc"}
    told = "That choice is not one of the available choices."
    assert told in browser.post(reverse("wagtailadmin_pages:edit", args=(article.pk,)), whole).content.decode()
    screens = {"desk:author": "own-portrait", "desk:front_face": "picture", "wagtailimages:edit": "phone"}
    for screen, field in screens.items():
        answer = client.post(things.address(screen), {field: "abc", "version": "1"})
        assert answer.status_code == 200, screen
        assert told in answer.content.decode(), screen


class Asked:
    """Which words of a question each screen reads: learnt by listening, so that a new one is tried by itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.of: defaultdict[str, set[str]] = defaultdict(set)
        self.screen = ""
        for way in ("get", "getlist", "__getitem__", "__contains__"):
            monkeypatch.setattr(QueryDict, way, self._heard(getattr(QueryDict, way)))

    def _heard(self, read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(query: QueryDict, word: str, *default: Any) -> Any:
            self.of[self.screen].add(word)
            return read(query, word, *default)

        return reading


APART = frozenset({"id", "next", "link_url", "parent_page_id", "target_pages[]", "owner", "site", "content_type"})
APART |= {"edited_by", "offset", "search_operator", "p", "usage_count_min", "usage_count_max"}
"""Words at which a question ends where they make no sense: they are tried above, and would hide the others here."""


def _ended(answer: Any) -> Any:
    """The answer, read to its end: it may be a file."""
    b"".join(answer)
    return answer


def test_no_screen_stops_at_what_it_is_asked(house: House, crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word that a screen reads, all at once, with and without a search."""
    things, (_user, client) = house["en"]["asked"], crew["editor_in_chief of all editions"]
    asked, stopped = Asked(monkeypatch), []
    client.raise_request_exception = False
    for name in (name for name in addresses() if not is_closed(name)):
        asked.screen, address = name, things.address(name)
        _ended(client.get(address))
        words = sorted(asked.of[name] - APART)
        for question in (dict.fromkeys(words, "abc'"), {word: ["", LONG] for word in words} | {"q": "a"}):
            if not set(words) - {"q"}:
                continue
            if _ended(client.get(address, question)).status_code >= STOPPED:
                stopped.append((name, question))
    assert stopped == []
    assert sum(map(len, asked.of.values())) > MANY
