"""Two at the same front, or the same plain page, at the same moment: what one was judged by holds until it is done."""

from collections.abc import Callable
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotativa.fronts.actions import delete_page as deleting, publish_page as publishing, take_back_front as taking_back
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.change_page_kind import change_page_kind
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.gates import without_held
from rotativa.fronts.models import PlainPage
from rotativa.fronts.queries import front_now
from rotativa.fronts.tests.makers import Writer, write_page
from rotativa.fronts.texts import freeze
from rotativa.kit.actor import Refused, require
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.stories.tests.at_once import at_once
from rotativa.stories.tests.makers import ACTOR, make_draft, make_newsroom, make_picture

pytestmark = pytest.mark.usefixtures("separate_database")


def slow(act: Callable[..., Any], done: Event) -> Callable[..., Any]:
    """The same act, and time for somebody else before the transaction goes on."""

    def do(*given: Any) -> Any:
        found = act(*given)
        done.set()
        sleep(0.5)
        return found

    return do


def test_a_credit_that_is_taken_away_while_a_front_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    story, picture = str(make_draft(make_newsroom()).story_id), make_picture()
    before = Composition(zones=(Zone("lead", (Place(story, picture=str(picture.pk)),)),))
    for composition in (before, Composition()):
        save_composition(ACTOR, "en", composition)
        publish_front(ACTOR, "en")
    judged = Event()
    monkeypatch.setattr(taking_back, "without_held", slow(without_held, judged))

    def empty() -> None:
        judged.wait(10)
        change_picture(ACTOR, picture, credit="")

    raised = at_once(lambda: taking_back.take_back_front(ACTOR, "en"), empty)
    assert [type(error) for error in raised] == [type(None), ValidationError], "readers see it by then"
    published = front_now("en").published
    assert published is not None
    assert published.composition == before


def test_a_page_that_goes_out_while_it_is_said_to_be_about_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    make_newsroom()
    page = add_page(ACTOR, "other")
    write_page(page, "en", "How we correct")
    frozen = Event()
    monkeypatch.setattr(publishing, "freeze", slow(freeze, frozen))

    def say() -> None:
        frozen.wait(10)
        change_page_kind(Writer(), page, "corrections")

    raised = at_once(lambda: publishing.publish_page(ACTOR, page, "en"), say)
    assert [type(error) for error in raised] == [type(None), Refused]
    assert PlainPage.objects.get(pk=page.pk).kind == "other"


def test_a_page_that_is_written_in_another_edition_while_it_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    make_newsroom()
    page = add_page(ACTOR, "other")
    write_page(page, "en", "How we correct")
    looked, named = Event(), Event()

    def slowly(*asked: Any) -> None:
        require(*asked)
        if asked[2:]:  # of the text in an edition
            looked.set()
            named.wait(1)  # not for ever: who names it may be the one who waits

    def name() -> None:
        looked.wait(10)
        name_page(ACTOR, page, "es", name="Cómo corregimos")
        named.set()

    monkeypatch.setattr(deleting, "require", slowly)
    _deleted, lost = at_once(lambda: deleting.delete_page(ACTOR, page), name)
    assert PlainPage.objects.filter(pk=page.pk).exists() == (lost is None), "nobody loses what they wrote unawares"
