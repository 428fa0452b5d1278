"""Composing a front, publishing it, scheduling it and taking it back."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from rotativa.daybook.queries import latest
from rotativa.fronts import facets, news, scheduling
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.actions.take_back_front import take_back_front
from rotativa.fronts.actions.unschedule_front import unschedule_front
from rotativa.fronts.arranging import arranged
from rotativa.fronts.composition import Composition, Place, Zone, from_json, to_json
from rotativa.fronts.errors import Overtaken
from rotativa.fronts.models import Front
from rotativa.fronts.problems import problems
from rotativa.fronts.queries import front_now, published_fronts
from rotativa.kit import trace
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.leaving import planned_by
from rotativa.staff.mails import events
from rotativa.staff.mails.events import Line
from rotativa.staff.models import User
from rotativa.staff.tests.makers import make_person
from rotativa.stories.actions.publish import publish
from rotativa.stories.errors import Impossible
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft

pytestmark = pytest.mark.usefixtures("db")

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def newsroom(newsroom_world: Newsroom, db: None) -> Newsroom:
    return newsroom_world


def led_by(*stories: str, until: datetime | None = None) -> Composition:
    """A composition with these stories beside the lead."""
    return Composition(zones=(Zone("secondary", tuple(Place(story, until) for story in stories)),))


def _story(newsroom: Newsroom) -> str:
    return str(make_draft(newsroom).story_id)


def _publish(composition: Composition) -> int:
    save_composition(ACTOR, "en", composition)
    return publish_front(ACTOR, "en").number


def _shown(now: datetime = NOW) -> Composition | None:
    with trace.tracing(now):
        return facets.composition("en")


def test_a_draft_is_seen_by_nobody_until_it_is_published(newsroom: Newsroom) -> None:
    composition = led_by(_story(newsroom))
    assert save_composition(ACTOR, "en", composition).version == 1
    assert _shown() is None
    assert publish_front(ACTOR, "en", version=1).number == 1
    assert _shown() == composition
    assert not front_now("en").is_behind
    save_composition(ACTOR, "en", Composition())
    assert front_now("en").is_changed
    assert not front_now("en").is_behind
    assert [fact.verb for fact in latest(most=3)[1:]] == ["front.published", "front.saved"]
    assert latest(most=1)[0].things == ("front:en",)


def test_what_changes_nothing_is_no_act(newsroom: Newsroom) -> None:
    _publish(led_by(_story(newsroom)))
    before = latest(most=1)[0].number
    draft = front_now("en").draft
    # The same, said otherwise.
    save_composition(ACTOR, "en", Composition(zones=(Zone("four"), *draft.zones)))
    assert publish_front(ACTOR, "en").number == 1
    assert latest(most=1)[0].number == before


def test_who_composed_on_an_older_draft_overwrites_nothing(newsroom: Newsroom) -> None:
    one, another = _story(newsroom), _story(newsroom)
    save_composition(ACTOR, "en", led_by(one), version=0)
    with pytest.raises(Overtaken, match="by test"):
        save_composition(ACTOR, "en", led_by(another), version=0)
    with pytest.raises(Overtaken):
        publish_front(ACTOR, "en", version=0)
    assert front_now("en").draft == led_by(one)


def test_what_cannot_be_composed_is_refused_with_every_reason(newsroom: Newsroom) -> None:
    story, gone = _story(newsroom), str(uuid4())
    wrong = Composition(
        zones=(
            Zone("lead", (Place(story), Place(gone))),
            Zone("secondary", (Place(story),)),
            Zone("strip", section=999),
        )
    )
    with pytest.raises(ValidationError) as refused:
        save_composition(ACTOR, "en", wrong)
    assert [message.partition(".")[0] for message in refused.value.messages] == [
        "Too many stories for “Lead”: 2 are chosen, at most 1 in this arrangement",
        "A story stands in two places",
        "One of the stories is not there any more",
        "One of the sections is not there any more",
    ]
    with pytest.raises(ValidationError, match="no edition"):
        save_composition(ACTOR, "xx", Composition())
    assert front_now("en").version == 0


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"arrangement": "loud"},
        {"zones": [{"name": "ceiling"}]},
        {"zones": [{"name": "lead", "places": [{"story": "7"}]}]},
        {"zones": [{"name": "lead", "places": [{"story": str(uuid4()), "until": "2026-03-04T12:00"}]}]},
        {"zones": [{"name": "lead", "fills": "no"}]},
        {"zones": 3},
    ],
)
def test_what_is_no_composition_is_refused(data: object) -> None:
    with pytest.raises(ValidationError, match="not a composition"):
        from_json(data)


def test_a_composition_is_kept_as_it_was() -> None:
    composition = Composition(
        "quiet",
        (Zone("lead", (Place(str(uuid4()), NOW),), fills=False), Zone("strip", section=3)),
        strips_fill=False,
    )
    assert from_json(to_json(composition)) == composition


def test_taken_back_it_goes_back_step_by_step(newsroom: Newsroom) -> None:
    first, second = led_by(_story(newsroom)), led_by(_story(newsroom))
    assert [_publish(first), _publish(second)] == [1, 2]
    with pytest.raises(Overtaken):
        take_back_front(ACTOR, "en", number=1)
    assert take_back_front(ACTOR, "en", number=2).restores == 1
    assert _shown() == first
    assert front_now("en").draft == second
    assert take_back_front(ACTOR, "en").restores == 0
    assert _shown() == Composition()
    with pytest.raises(Impossible, match="none before it"):
        take_back_front(ACTOR, "en")
    # One that was published after some were taken back goes back to what readers had before it.
    assert _publish(led_by(_story(newsroom))) == 5
    assert take_back_front(ACTOR, "en").restores == 0
    assert [(each.number, each.restores) for each in published_fronts("en", 3)] == [(6, 0), (5, None), (4, 0)]


def test_a_published_front_is_never_changed(newsroom: Newsroom) -> None:
    given = publish_front(ACTOR, "en")
    rows = type(given).objects.filter(pk=given.pk)
    with pytest.raises(TypeError, match="never changed"):
        rows.update(number=7)
    with pytest.raises(TypeError, match="never deleted"):
        rows.delete()


def test_a_place_ends_at_its_instant(newsroom: Newsroom) -> None:
    """And a front waits for no end of what it does not show."""
    shown, unpublished = publish(ACTOR, make_draft(newsroom)), _story(newsroom)
    end = NOW + timedelta(hours=1)
    places = (Place(unpublished, end), Place(str(shown.story_id), end + timedelta(hours=1)))
    _publish(Composition(zones=(Zone("secondary", places, fills=False),)))

    def front(now: datetime) -> tuple[datetime | None, tuple[str, ...]]:
        with trace.tracing(now) as page:
            found = arranged("en", facets.composition("en") or Composition())
        return page.until, tuple(found.places)

    assert front(NOW) == (end + timedelta(hours=1), (str(shown.pk),))
    assert front(end + timedelta(hours=1)) == (None, ())


def test_a_scheduled_front_goes_out_as_it_was_then(newsroom: Newsroom) -> None:
    then, later = led_by(_story(newsroom)), led_by(_story(newsroom))
    save_composition(ACTOR, "en", then)
    at = datetime.now(UTC) + timedelta(hours=1)
    schedule_front(ACTOR, "en", at, version=1)
    save_composition(ACTOR, "en", later)
    assert scheduling.publish_due_fronts(at - timedelta(seconds=1)) == scheduling.Round()
    assert scheduling.publish_due_fronts(at).out == ("en",)
    assert _shown() == then
    assert front_now("en").scheduled is None
    assert front_now("en").is_behind
    assert published_fronts("en")[0].by == "test", "whoever scheduled it"
    assert (latest(most=1)[0].actor_id, latest(most=1)[0].details["by"]) == ("machine:scheduler", "test")


def test_a_schedule_is_taken_back(newsroom: Newsroom) -> None:
    at = datetime.now(UTC) + timedelta(hours=1)
    with pytest.raises(Impossible, match="has passed"):
        schedule_front(ACTOR, "en", at - timedelta(hours=2))
    with pytest.raises(Impossible, match="No front is scheduled"):
        unschedule_front(ACTOR, "en")
    schedule_front(ACTOR, "en", at)
    with pytest.raises(Overtaken):
        unschedule_front(ACTOR, "en", at=at + timedelta(minutes=1))
    unschedule_front(ACTOR, "en", at=at)
    assert scheduling.publish_due_fronts(at).out == ()


def _overdue(by: timedelta = timedelta(minutes=20)) -> None:
    """The scheduler stood still when the front was due."""
    Front.objects.filter(edition_id="en").update(scheduled_at=datetime.now(UTC) - by)


@pytest.mark.parametrize("act", ["publish", "take back"])
def test_what_is_overdue_goes_out_no_more_once_readers_got_something_by_hand(newsroom: Newsroom, act: str) -> None:
    _publish(led_by(_story(newsroom)))
    save_composition(ACTOR, "en", led_by(_story(newsroom)))
    schedule_front(ACTOR, "en", datetime.now(UTC) + timedelta(hours=1))
    _overdue()
    if act == "publish":
        _publish(led_by(_story(newsroom)))
    else:
        take_back_front(ACTOR, "en")
    assert front_now("en").scheduled is None
    assert latest(most=2)[1].verb == "front.lapsed"
    assert latest(most=2)[1].details["by"] == "test"


def test_what_was_published_since_its_moment_is_not_overwritten(newsroom: Newsroom) -> None:
    save_composition(ACTOR, "en", led_by(_story(newsroom)))
    schedule_front(ACTOR, "en", datetime.now(UTC) + timedelta(hours=1))
    newer = led_by(_story(newsroom))
    _publish(newer)
    _overdue()
    assert scheduling.publish_due_fronts() == scheduling.Round(lapsed=("en",))
    assert _shown() == newer
    assert (front_now("en").scheduled, latest(most=1)[0].verb) == (None, "front.lapsed")


def test_what_readers_have_already_is_not_given_once_more(newsroom: Newsroom) -> None:
    _publish(led_by(_story(newsroom)))
    at = datetime.now(UTC) + timedelta(hours=1)
    schedule_front(ACTOR, "en", at)
    assert scheduling.publish_due_fronts(at) == scheduling.Round(lapsed=("en",))
    assert (front_now("en").scheduled, len(published_fronts("en"))) == (None, 1)


def test_a_due_front_that_fails_stops_no_other(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    at = datetime.now(UTC) + timedelta(hours=1)
    for edition in ("ar", "en", "es"):
        schedule_front(ACTOR, edition, at)
    Front.objects.filter(edition_id="en").update(scheduled={"arrangement": "broken"})
    assert scheduling.publish_due_fronts(at) == scheduling.Round(out=("ar", "es"), failed=("en",))
    assert "scheduled front of en did not go out" in caplog.text
    assert front_now("ar").published is not None
    assert Front.objects.get(edition_id="en").public is None


def test_a_front_of_somebody_who_may_not_publish_there_any_more_is_held(newsroom: Newsroom) -> None:
    leila, chief = make_person("leila", "desk_editor"), make_person("chief", "editor_in_chief")
    at = datetime.now(UTC) + timedelta(hours=1)
    for edition, who in (("en", leila), ("es", chief), ("ar", leila)):
        save_composition(ACTOR, edition, led_by(_story(newsroom)))
        schedule_front(who, edition, at)
    take_role(ACTOR, leila, "desk_editor")
    give_role(ACTOR, leila, "desk_editor", "ar")
    said = "who scheduled it, may not publish in English any more."
    assert any("will not go out" in one.sentence and said in one.sentence for one in problems(ACTOR))
    assert scheduling.publish_due_fronts(at) == scheduling.Round(out=("ar", "es"), held=("en",))
    Front.objects.filter(edition_id="en").update(scheduled_at=datetime.now(UTC) - timedelta(minutes=1))
    assert any("did not go out at its time" in one.sentence and said in one.sentence for one in problems(ACTOR))
    assert "Held: the front in English" in {line.subject for line in _told(chief)}
    assert _told(leila) == []
    schedule_front(chief, "en", at)
    assert scheduling.publish_due_fronts(at).out == ("en",)


def _told(user: User) -> list[Line]:
    """What the watchers of fronts would tell somebody now."""
    standing = list(news._standing())
    found = [events.say(user, one.event, one.about, {}) for one in standing if user in one.users()]
    return [line for line in found if line is not None]


def test_who_leaves_takes_scheduled_fronts_along_but_for_what_is_kept(newsroom: Newsroom) -> None:
    leila, chief = make_person("leila", "desk_editor"), make_person("chief", "editor_in_chief")
    at = datetime.now(UTC) + timedelta(hours=1)
    for edition, who in (("en", leila), ("es", leila), ("ar", chief)):
        save_composition(ACTOR, edition, led_by(_story(newsroom)))
        schedule_front(who, edition, at)
    planned = {one.edition: one.fact for one in planned_by(leila)}
    assert planned.keys() == {"en", "es"}
    close_account(chief, leila, keeps=[planned["en"]])
    assert scheduling.publish_due_fronts(at).out == ("ar", "en")
    assert published_fronts("en")[0].by == "Chief Mansour", "who answers for it now"
    assert front_now("es").published is None


def test_what_was_held_is_kept_and_does_not_go_out_three_nights_later(newsroom: Newsroom) -> None:
    """To answer for a schedule of somebody who leaves is no word that it go out now."""
    leila, chief = make_person("leila", "desk_editor"), make_person("chief", "editor_in_chief")
    at = datetime.now(UTC) + timedelta(hours=1)
    save_composition(ACTOR, "en", led_by(_story(newsroom)))
    schedule_front(leila, "en", at)
    take_role(ACTOR, leila, "desk_editor")
    assert scheduling.publish_due_fronts(at).held == ("en",)
    Front.objects.update(scheduled_at=datetime.now(UTC) - timedelta(days=3))
    close_account(chief, leila, keeps=[one.fact for one in planned_by(leila)])
    assert scheduling.publish_due_fronts().held == ("en",)
    schedule_front(chief, "en", at)
    assert scheduling.publish_due_fronts(at).out == ("en",)
