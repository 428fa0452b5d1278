"""Two at the same front, or the same plain page, at the same moment: what one was judged by holds until it is done."""

from collections.abc import Callable
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotativa.daybook import writing
from rotativa.fronts.actions import (
    delete_page as deleting,
    name_page as naming,
    publish_page as publishing,
    take_back_front as taking_back,
)
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.change_page_kind import change_page_kind
from rotativa.fronts.actions.delete_page import delete_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.gates import without_held
from rotativa.fronts.models import PageText, PlainPage
from rotativa.fronts.queries import front_now
from rotativa.fronts.tests.makers import Writer, write_page
from rotativa.fronts.texts import freeze, hold_page, seen_of_all
from rotativa.kit.actor import Machine, Refused
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.stories.errors import Impossible, TextOvertaken
from rotativa.stories.tests.at_once import at_once
from rotativa.stories.tests.makers import ACTOR, make_draft, make_newsroom, make_picture

pytestmark = pytest.mark.usefixtures("separate_database")


def slow(act: Callable[..., Any], done: Event) -> Callable[..., Any]:
    """The same act, and time for somebody else before the transaction goes on."""

    def do(*given: Any, **named: Any) -> Any:
        found = act(*given, **named)
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
        assert judged.wait(10)
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
        assert frozen.wait(10)
        change_page_kind(Writer(), page, "corrections")

    raised = at_once(lambda: publishing.publish_page(ACTOR, page, "en"), say)
    assert [type(error) for error in raised] == [type(None), Refused]
    assert PlainPage.objects.get(pk=page.pk).kind == "other"


def _begin(page: PlainPage) -> None:
    name_page(ACTOR, page, "es", name="Cómo corregimos")


def _rename(page: PlainPage) -> None:
    name_page(ACTOR, page, "en", name="Corrections")


def _say(page: PlainPage) -> None:
    change_page_kind(ACTOR, page, "corrections")


@pytest.mark.parametrize("act", [_begin, _rename, _say])
def test_a_page_that_is_written_while_it_is_deleted(
    act: Callable[[PlainPage], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_newsroom()
    page = add_page(ACTOR, "other")
    write_page(page, "en", "How we correct")
    held, theirs = Event(), PlainPage.objects.get()

    def write() -> None:
        assert held.wait(10)
        act(theirs)

    monkeypatch.setattr(deleting, "hold_page", slow(hold_page, held))
    deleted, lost = at_once(lambda: deleting.delete_page(ACTOR, page), write)
    assert deleted is None
    assert isinstance(lost, Impossible), "nobody loses what they wrote unawares"
    assert not PlainPage.objects.exists()


@pytest.mark.parametrize(("module", "moment"), [(naming, "note"), (writing, "_insert")])
def test_a_page_that_is_deleted_while_it_is_written_in_another_edition(
    module: Any, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the daybook's lock is taken, and behind it: whoever deletes waits, and is told who wrote since."""
    make_newsroom()
    page = add_page(ACTOR, "other")
    name_page(Writer(), page, "en", name="How we correct")
    seen, named = seen_of_all(PageText.objects.all()), Event()
    with monkeypatch.context() as patch:
        patch.setattr(module, moment, slow(getattr(module, moment), named))

        def delete() -> None:
            assert named.wait(10)
            delete_page(ACTOR, page, seen=seen)

        begun, refused = at_once(lambda: name_page(Machine("Ana"), page, "es", name="Cómo corregimos"), delete)
    assert begun is None
    assert isinstance(refused, TextOvertaken)
    assert "by Ana" in str(refused)
    assert {str(text.edition_id) for text in PageText.objects.all()} == {"en", "es"}
