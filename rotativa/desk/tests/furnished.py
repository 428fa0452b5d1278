"""What the doors of the desk lead to, in two editions, and somebody of each role who tries them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import timezone

from rotativa.desk.newsroom import LISTS
from rotativa.desk.tests import door_table
from rotativa.desk.tests.doors import Things
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, sent
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.tests.makers import make_page, write_page
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.staff.permissions import IN_ALL_EDITIONS
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.share import share
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import make_passage, make_picture, paragraphs

if TYPE_CHECKING:
    from rotativa.desk.tests.conftest import Desk

MACHINE = Machine("test")
House = dict[str, dict[str, Things]]
Crew = dict[str, tuple[User, Client]]
ALL_OVER = "editor_in_chief of all editions"
MERGED = ("desk:section", "desk:topic", "desk:author")
PLACES = ("en", "es")
"""Where the role is held, and another edition."""


def furnish(desk: Desk) -> House:
    """What the doors lead to in each of the two places: articles that are asked to be read, out, and withdrawn."""
    admin, picture = desk.people["admin"], make_picture()
    document = add_document(MACHINE, receive(sent(PDF)), title="Report")
    everywhere = {"desk:person": desk.people["reporter"].pk}
    everywhere |= {f"{screen}:chosen": thing.pk for screen, thing in _choosers(picture, document).items()}
    everywhere |= {"wagtailadmin_api:images:detail": picture.pk, "wagtailadmin_api:documents:detail": document.pk}
    others = {place: everywhere | _named_in(place) | _written_in(place) | _plain_in(place) for place in PLACES}
    asked = {place: submit(admin, desk.article("The wells of Port Selwan", place)) for place in PLACES}
    out = {place: _out_twice(desk, place) for place in PLACES}
    gone = {place: withdraw(MACHINE, publish(MACHINE, desk.article("The old well", place))) for place in PLACES}
    for place in PLACES:
        _compose(place, asked[place], out[place])
    links = {place: share(admin, asked[place], lasting=timedelta(days=1), newest=True) for place in PLACES}
    return {
        place: {
            state: Things(articles[place], articles[other], picture, document, links[place], others[place])
            for state, articles in (("asked", asked), ("out", out), ("withdrawn", gone))
        }
        for place, other in (PLACES, PLACES[::-1])
    }


def _named_in(place: str) -> dict[str, int]:
    """One of each kind that no other edition has named; those that can be merged with one to merge them into."""
    found = {}
    for listed in LISTS:
        own = {"type": "place", "code": f"news-{place}", "portrait": None}
        for number, screen in enumerate(("", "_into") if listed.merge else ("",)):
            thing = listed.add(MACHINE, own)
            listed.name(MACHINE, thing, place, name=f"Number {number}")
            found[f"desk:{listed.kind}{screen}"] = thing.pk
    return found | {f"{one}_{act}": found[one] for one in MERGED for act in ("merge", "remove")}


def _written_in(place: str) -> dict[str, int]:
    """A passage that readers had in two versions, in this edition alone, and one that is a draft."""
    passage, draft = make_passage(place), add_passage(MACHINE, "The ferry")
    for written in (passage, draft):
        save_passage(MACHINE, written, place, body=[paragraphs("The bridge was closed again.")])
    publish_passage(MACHINE, passage, place)
    screens = ("desk:passage", "desk:passage_in", "passage_chooser:chosen")
    acts = (f"desk:passage_{act}" for act in ("name", "delete", "versions"))
    return {**dict.fromkeys((*screens, *acts), passage.pk), "desk:passage_delete?draft": draft.pk}


def _plain_in(place: str) -> dict[str, int]:
    """A plain page that readers have, in this edition alone, and one that is a draft."""
    page, draft = make_page(edition=place), add_page(MACHINE)
    write_page(draft, place, "Rules")
    acts = {f"desk:page{act}": page.pk for act in ("", "_in", "_kind", "_name", "_preview", "_withdraw")}
    return {**acts, "desk:page_delete": draft.pk}


def _choosers(picture: Any, document: Any) -> dict[str, Any]:
    return {"wagtailimages_chooser": picture, "wagtaildocs_chooser": document}


def _compose(place: str, first: ArticlePage, second: ArticlePage) -> None:
    """A front that readers have, one that is to come, and a draft that differs from both."""
    for chosen in ((second,), (first, second)):
        zone = Zone("secondary", tuple(Place(str(article.story_id)) for article in chosen))
        save_composition(MACHINE, place, Composition(zones=(zone,)))
        if len(chosen) == 1:
            publish_front(MACHINE, place)
            schedule_front(MACHINE, place, timezone.now() + timedelta(days=300))


def _out_twice(desk: Desk, place: str) -> ArticlePage:
    article = publish(MACHINE, desk.article("The harbour of Port Selwan", place))
    save_draft(MACHINE, article, headline="The new harbour of Port Selwan")
    return publish(MACHINE, article)


def staff(password: str) -> Crew:
    """A person for each role, in English where it can be limited, and their browser."""
    return {role: _somebody(role, password) for role in (*door_table.ROLES, ALL_OVER)}


def _somebody(held: str, password: str) -> tuple[User, Client]:
    role, _of, everywhere = held.partition(" of ")
    user = add_person(MACHINE, username=f"the-{role}-{len(held)}", name="Somebody Else", password=password)
    give_role(MACHINE, user, role, "" if everywhere or role in IN_ALL_EDITIONS else PLACES[0])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user, client
