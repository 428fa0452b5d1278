"""What a story says and shows in one place of a front, and what keeps such a front from going out."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rotativa.daybook.queries import after
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.actions.take_back_front import take_back_front
from rotativa.fronts.composition import Composition, Place, Zone, from_json, to_json
from rotativa.fronts.gates import gates_of
from rotativa.fronts.models import Front, PictureUse
from rotativa.fronts.moves import end, face, put
from rotativa.fronts.picture_uses import fronts_with
from rotativa.fronts.problems import problems
from rotativa.fronts.queries import front_now
from rotativa.fronts.scheduling import publish_due_fronts
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.models import Picture
from rotativa.pictures.uses import InUse
from rotativa.stories.errors import NotReady
from rotativa.stories.tests.makers import ACTOR, make_draft, make_newsroom, make_picture

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def story() -> str:
    return str(make_draft(make_newsroom()).story_id)


def with_picture(story: str, picture: Picture | int) -> Composition:
    """A front with that picture in the place of the story."""
    number = picture if isinstance(picture, int) else picture.pk
    place = Place(story, headline="Late tide", picture=str(number), replaces="The tide is late")
    return Composition(zones=(Zone("lead", (place,)),))


def read(story: str, **told: str) -> Place:
    """A place as it is read back."""
    return from_json({"zones": [{"name": "lead", "places": [{"story": story, **told}]}]}).places[0]


def shown() -> Composition | None:
    found = front_now("en").published
    return found.composition if found is not None else None


def test_it_is_kept_and_goes_along_when_the_story_moves(story: str) -> None:
    composition = with_picture(story, 7)
    assert from_json(to_json(composition)) == composition
    moved, _fallen = put(composition, story, "secondary", 0)
    assert moved.zone("secondary").places == composition.zone("lead").places
    assert face(moved, story, headline="", picture="").zone("secondary").places == (Place(story),)
    for wrong in ({"headline": "x" * 256}, {"headline": "x", "replaces": "x" * 256}, {"picture": "../x"}):
        with pytest.raises(ValidationError):
            read(story, **wrong)


def test_a_headline_has_a_name_and_turns_nothing_beside_it(story: str) -> None:
    for nothing in ("\u200b\u2060", "\u202e", " \u2067\u2069 ", "– “”"):
        assert read(story, headline=nothing, replaces="The tide is late") == Place(story)
    assert read(story, headline="\u202eLate\u200b  \u2066tide\u2069").headline == "Late tide"
    persian = "نمی\u200cدانیم"
    assert read(story, headline=persian).headline == persian, "the joint is how it is written"


def test_an_old_composition_has_headlines_that_fit_no_article(story: str) -> None:
    old = read(story, headline="Late tide")
    assert (old.headline, old.fits("The tide is late"), old.fits("")) == ("Late tide", False, False)


@pytest.mark.parametrize(
    ("lacking", "gate"), [({"credit": ""}, "picture.credit"), ({"alts": {"es": "Un puerto"}}, "picture.alt")]
)
def test_a_picture_that_no_page_may_show_keeps_a_front_in(story: str, lacking: dict[str, str], gate: str) -> None:
    picture = make_picture(**lacking)  # type: ignore[arg-type]
    save_composition(ACTOR, "en", with_picture(story, picture))
    assert [one.name for one in gates_of(front_now("en").draft, "en")] == [gate]
    with pytest.raises(NotReady, match="Port"):
        publish_front(ACTOR, "en")
    with pytest.raises(NotReady, match="Port"):
        schedule_front(ACTOR, "en", timezone.now() + timedelta(hours=1))
    assert (shown(), front_now("en").scheduled) == (None, None)
    change_picture(ACTOR, picture, credit="Rui Azevedo", alts={"en": "A port"})
    publish_front(ACTOR, "en")
    assert shown() == with_picture(story, picture)


def test_what_was_right_when_it_was_scheduled_is_asked_again_when_it_is_due(
    story: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(now: datetime) -> str:
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: now)
            return " ".join(problem.sentence for problem in problems(ACTOR))

    picture = make_picture()
    save_composition(ACTOR, "en", with_picture(story, picture))
    soon = timezone.now() + timedelta(minutes=5)
    schedule_front(ACTOR, "en", soon)
    assert told(soon - timedelta(minutes=1)) == ""
    change_picture(ACTOR, picture, credit="")
    assert "will not go out at" in told(soon - timedelta(minutes=1)), "before it is due"
    assert publish_due_fronts(soon).held == ("en",)
    assert caplog.text == "", "nothing is broken"
    said = told(soon + timedelta(seconds=1))
    assert "did not go out at its time: The picture “Port”, chosen for a place on this front, has no credit." in said
    assert "log" not in said
    assert shown() is None
    change_picture(ACTOR, picture, credit="Rui Azevedo")
    assert publish_due_fronts(soon).out == ("en",)


def test_a_front_that_is_freed_long_after_its_time_waits_for_somebodys_word(story: str) -> None:
    picture = make_picture()
    save_composition(ACTOR, "en", with_picture(story, picture))
    soon = timezone.now() + timedelta(minutes=5)
    schedule_front(ACTOR, "en", soon)
    change_picture(ACTOR, picture, credit="")
    assert publish_due_fronts(soon).held == publish_due_fronts(soon + timedelta(minutes=1)).held == ("en",)
    change_picture(ACTOR, picture, credit="Rui Azevedo")
    nights = soon + timedelta(days=3)
    assert publish_due_fronts(nights).held == ("en",)
    held = [fact for fact in after(0) if fact.verb == "front.held"]
    assert [fact.details["gates"] for fact in held] == [["picture.credit"]], "once"
    Front.objects.update(scheduled_at=timezone.now() - timedelta(hours=2))
    said = " ".join(problem.sentence for problem in problems(ACTOR))
    assert "Nothing else holds it any more" in said
    assert "It goes out once" not in said
    schedule_front(ACTOR, "en", soon)
    assert publish_due_fronts(nights).out == ("en",), "it was late, and held by nothing"


def test_a_picture_that_is_not_there_is_not_chosen(story: str) -> None:
    with pytest.raises(ValidationError, match="not there any more"):
        save_composition(ACTOR, "en", with_picture(story, 999))


def test_what_readers_see_on_a_front_is_not_taken_away_and_never_deleted(story: str) -> None:
    picture = make_picture()
    save_composition(ACTOR, "en", with_picture(story, picture))
    with pytest.raises(InUse, match="the front in English"):
        remove_picture(ACTOR, picture)  # a draft holds it
    publish_front(ACTOR, "en")
    with pytest.raises(ValidationError, match="the front in English"):
        change_picture(ACTOR, picture, credit="")
    save_composition(ACTOR, "en", Composition())
    publish_front(ACTOR, "en")
    change_picture(ACTOR, picture, credit="")
    with pytest.raises(InUse, match="the front in English"):
        remove_picture(ACTOR, picture)  # readers have had it


def test_what_readers_have_ever_had_is_asked_of_an_index_also_of_what_was_published_before_it(story: str) -> None:
    picture = make_picture()
    for composition in (with_picture(story, picture), Composition(), with_picture(story, picture), Composition()):
        save_composition(ACTOR, "en", composition)
        publish_front(ACTOR, "en")
    assert PictureUse.objects.count() == 1
    PictureUse.objects.all().delete()
    import_module("rotativa.fronts.migrations.0003_pictures_of_published_fronts").fill(apps, None)
    with CaptureQueriesContext(connection) as queries:
        assert fronts_with(str(picture.pk)) == ("the front in English",)
    assert not any("fronts_publishedfront" in query["sql"] for query in queries), "every front ever published is read"


def test_taken_back_a_front_leaves_out_what_may_not_be_shown_any_more(story: str) -> None:
    picture = make_picture()
    for composition in (with_picture(story, picture), Composition()):
        save_composition(ACTOR, "en", composition)
        publish_front(ACTOR, "en")
    change_picture(ACTOR, picture, credit="")
    take_back_front(ACTOR, "en")
    told = {"headline": "Late tide", "replaces": "The tide is late"}
    assert shown() == face(with_picture(story, picture), story, **told, picture="")


def test_a_place_that_has_ended_by_then_keeps_no_front_in(story: str) -> None:
    """Its picture is not seen any more: the gate asks of the moment at which the front goes out."""
    composition, now = with_picture(story, make_picture(credit="")), timezone.now()
    save_composition(ACTOR, "en", end(composition, story, now + timedelta(hours=1)))
    with pytest.raises(NotReady, match="Port"):
        publish_front(ACTOR, "en")
    schedule_front(ACTOR, "en", now + timedelta(hours=2))
    assert not [*problems(ACTOR)], "nothing holds what is scheduled"
    save_composition(ACTOR, "en", end(composition, story, now - timedelta(days=1)))
    publish_front(ACTOR, "en")
    assert shown() is not None
