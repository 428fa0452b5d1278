"""Composing a front at the desk: each step is small and saved, and nobody's work is overwritten."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rotativa.desk.queries import fronts
from rotativa.desk.templatetags.desk_tags import when
from rotativa.desk.tests.conftest import Desk
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.models import Front
from rotativa.fronts.moves import where
from rotativa.fronts.queries import front_now
from rotativa.fronts.scheduling import publish_due_fronts
from rotativa.fronts.zones import ZoneName
from rotativa.kit.actor import Machine
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.undo_publication import undo_publication
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.tests.makers import make_picture
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section

FRONT = reverse("desk:front", args=("en",))
MACHINE = Machine("test")
MOST_QUERIES = 25
"""To show the screen, besides one for the list of each section that may fill a strip by itself."""


def out(desk: Desk, headline: str, edition: str = "en") -> ArticlePage:
    """A public article."""
    return publish(desk.people["admin"], desk.article(headline, edition))


def do(browser: Client, words: str, **fields: Any) -> str:
    """Posts a step, as a button does without JavaScript; what the screen says and shows then."""
    fields.setdefault("version", front_now("en").version)
    answer = browser.post(FRONT, {"do": words, **fields}, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def placed(story: object) -> tuple[str, int] | None:
    """The zone of a story in the draft, and its place."""
    found = where(front_now("en").draft, str(story))
    return (found[0].name, found[1] + 1) if found is not None else None


def test_by_buttons_alone(desk: Desk) -> None:
    one, two = out(desk, "The tide is late").story_id, out(desk, "The tide is early").story_id
    browser = desk.browser("editor")
    assert "“The tide is late” stands in “Beside the lead” now, place 1." in do(browser, f"put {one}", zone="secondary")
    do(browser, f"put {two}", zone="secondary", place=1)
    assert (placed(two), placed(one)) == (("secondary", 1), ("secondary", 2))
    do(browser, f"down {two}")
    assert (placed(one), placed(two)) == (("secondary", 1), ("secondary", 2))
    said = do(browser, f"put {one}", zone="lead", place=1)
    assert "“The tide is late” moved to “Lead”, place 1. No story stands twice." in said
    assert "“The tide is late” fell out of “Lead”, which is full." in do(browser, f"put {two}", zone="lead", place=1)
    assert (placed(one), placed(two)) == (None, ("lead", 1))
    undone = do(browser, "undo")
    assert "Undone: “The tide is early” moved to “Lead”, place 1." in undone
    assert "Do it again" in undone
    assert (placed(one), placed(two)) == (("lead", 1), ("secondary", 1))
    assert "“The tide is late” is taken out." in do(browser, f"out {one}")
    assert placed(one) is None


def test_what_is_out_is_called_as_readers_have_it_and_what_is_not_as_its_draft(desk: Desk) -> None:
    browser, editor = desk.browser("editor"), desk.people["editor"]
    article = out(desk, "A minute slow")
    save_draft(editor, article, headline="Two minutes slow")
    publish(editor, article)
    undo_publication(editor, article)
    assert "“A minute slow” stands in “Lead” now, place 1." in do(browser, f"put {article.story_id}", zone="lead")
    content = browser.get(FRONT).content.decode()
    assert content.count('data-headline="A minute slow"') == 2, "beside the front, and in its place"
    places = [reverse(f"desk:front_{name}", args=("en", article.story_id)) for name in ("place", "face")]
    for shown in (content, *(browser.get(place).content.decode() for place in places)):
        assert "A minute slow" in shown
        assert "Two minutes slow" not in shown
    withdraw(editor, article, reason="Wrong clock")
    withdrawn = browser.get(FRONT).content.decode()
    assert 'data-headline="Two minutes slow"' in withdrawn
    planned = desk.article("Planned")
    schedule(editor, planned, timezone.now() + timedelta(hours=2))
    assert "“Planned” stands in" in do(browser, f"put {planned.story_id}", zone="secondary")


def test_what_is_out_in_another_edition_is_called_as_readers_have_it_there(desk: Desk) -> None:
    article = out(desk, "Un minuto tarde", "es")
    save_draft(desk.people["admin"], article, headline="Dos minutos tarde")
    known = fronts.in_edition("en", [str(article.story_id)])[str(article.story_id)]
    assert (known.headline, known.read_as, known.stands) == ("Un minuto tarde", "", "none")


def test_only_places_that_exist_are_offered(desk: Desk) -> None:
    one, two = out(desk, "The tide is late").story_id, out(desk, "The tide is early").story_id
    browser = desk.browser("editor")
    do(browser, f"put {one}", spot="lead 1")
    assert placed(one) == ("lead", 1)
    content = browser.get(FRONT).content.decode()
    menu = re.search(rf'<li class="r-front-place" id="r-{one}".*?</li>', content, re.DOTALL)
    assert menu is not None
    spots = re.findall(r'<option value="([a-z]+ \d)"', menu[0])
    assert [spot for spot in spots if spot.startswith("lead")] == ["lead 1"]
    assert [spot for spot in spots if spot.startswith("secondary")] == ["secondary 1"], "an empty zone begins"
    assert '<option value="lead 1" selected>Lead, place 1</option>' in menu[0]
    do(browser, f"put {two}", spot="secondary 1")
    spots = re.findall(
        rf'<li class="r-front-place" id="r-{one}".*?</li>', browser.get(FRONT).content.decode(), re.DOTALL
    )
    assert "Beside the lead, place 2" in spots[0]
    assert "Beside the lead, place 3" not in spots[0]


def test_the_stories_beside_it_have_the_times_by_which_they_are_ordered(desk: Desk) -> None:
    now = timezone.now()
    for minutes, headline in ((10, "The tide is late"), (20, "The tide is early")):
        rows = ArticleRow.objects.filter(article=out(desk, headline).pk)
        rows.update(story_changed=now - timedelta(minutes=minutes), since=now - timedelta(minutes=30 - minutes))
    content = desk.browser("editor").get(FRONT).content.decode()
    times = re.findall(r'<span class="r-time">([^<]+)</span>', content)
    shown = [when(now - timedelta(minutes=minutes)) for minutes in (10, 20)]
    assert times == shown


def test_the_screen_asks_at_once_for_all_that_stands_on_it(desk: Desk) -> None:
    kinds, sections = [], []
    for name in ("Analysis", "Interview", "Opinion"):
        kinds.append(add_kind(MACHINE, name.lower()))
        name_kind(MACHINE, kinds[-1], "en", name=name)
        sections.append(add_section(MACHINE))
        name_section(MACHINE, sections[-1], "en", name=name)
    for number, (kind, section) in enumerate(zip(kinds, sections, strict=True)):
        publish(desk.people["admin"], desk.article(f"Tide {number}", kind=kind.pk, section=section.pk))
    do(desk.browser("editor"), f"put {ArticlePage.objects.earliest('pk').story_id}", zone="lead")
    browser = desk.browser("editor")
    browser.get(FRONT)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(FRONT).content.decode().count("Tide ") > 3
    most = MOST_QUERIES + len((desk.section, *sections))
    assert len(queries) <= most, "\n".join(one["sql"][one["sql"].find("FROM") :][:140] for one in queries)


def test_who_composed_on_an_older_draft_does_the_step_again(desk: Desk) -> None:
    one, two = out(desk, "The tide is late").story_id, out(desk, "The tide is early").story_id
    seen = front_now("en").version
    do(desk.browser("admin"), f"put {one}", zone="lead")
    browser = desk.browser("editor")
    answer = browser.post(FRONT, {"do": f"put {two}", "zone": "secondary", "place": "1", "version": seen})
    content = answer.content.decode()
    assert "This front was changed meanwhile, by Admin Prado." in content
    assert (placed(one), placed(two)) == (("lead", 1), None)
    again = re.search(r"<form[^>]*data-again.*?</form>", content, re.DOTALL)
    assert again is not None
    browser.post(FRONT, dict(re.findall(r'name="(\w+)" value="([^"]*)"', again[0])))
    assert (placed(one), placed(two)) == (("lead", 1), ("secondary", 1))
    assert "There is nothing of yours to undo" in do(desk.browser("admin"), "undo")


def test_what_readers_do_not_see_is_told(desk: Desk) -> None:
    """A draft, a story of another edition, one that was withdrawn, and one that has ended."""
    draft, other = desk.article("Still being written"), out(desk, "Sólo en español", "es")
    gone, ended = out(desk, "Taken from readers"), out(desk, "Had its day")
    withdraw(desk.people["admin"], gone, reason="Wrong.")
    past = datetime(2020, 1, 1, tzinfo=UTC)
    places = (Place(str(draft.story_id)), Place(str(other.story_id)), Place(str(gone.story_id)))
    zones = (Zone("four", places), Zone("secondary", (Place(str(ended.story_id), past),)))
    save_composition(desk.people["admin"], "en", Composition(zones=zones))
    said = do(desk.browser("editor"), "fill four")
    for told in (
        "Still being written not published yet: until then the next one moves up",
        "Sólo en español no article in English: readers see the next one",
        "Taken from readers withdrawn: readers see the next one",
        "readers see the next one",
    ):
        assert told in said
    assert re.search(r"Had its day ended 1 Jan 2020: readers see the next one", said)


def test_what_moves_up_to_lead_is_not_told_as_unseen(desk: Desk) -> None:
    ended, next_one = out(desk, "Had its day"), out(desk, "Leads from now on")
    past = datetime(2020, 1, 1, tzinfo=UTC)
    lead = Zone("lead", (Place(str(ended.story_id), past),), fills=False)
    zones = (lead, Zone("secondary", (Place(str(next_one.story_id)),), fills=False))
    save_composition(desk.people["admin"], "en", Composition(zones=zones))
    board = fronts.board(
        front_now("en"), fronts.in_edition("en", map(str, (ended.story_id, next_one.story_id))), timezone.now()
    )
    shown = {one.known.headline: one.is_shown for zone in board.zones for one in zone.places}
    assert shown == {"Had its day": False, "Leads from now on": True}


def test_a_zone_that_fills_itself_says_with_what(desk: Desk) -> None:
    one, two = out(desk, "The tide is late"), out(desk, "The tide is early")
    browser = desk.browser("editor")
    assert "filled: The tide is late" in do(browser, f"put {two.story_id}", zone="secondary")
    said = do(browser, "leave lead")
    assert "“Lead” shows what was chosen, and nothing else." in said
    assert not front_now("en").draft.zone("lead").fills
    assert placed(one.story_id) is None


def test_what_is_no_step_changes_nothing(desk: Desk) -> None:
    story = out(desk, "The tide is late").story_id
    browser = desk.browser("editor")
    for words, fields in (
        ("", {}),
        ("sing", {}),
        ("put", {"zone": "lead"}),
        ("put nothing", {"zone": "lead"}),
        (f"put {story}", {"zone": "ceiling"}),
        (f"put {story}", {"zone": "latest"}),
        (f"up {story}", {}),
        ("strip", {"section": "x"}),
        ("strip", {"section": "99999"}),
        ("arrange", {"arrangement": "loud"}),
        ("use 77", {}),
        ("fill strip-3", {}),
    ):
        do(browser, words, **fields)
        assert front_now("en").version == 0, words


def test_publishing_names_what_changes(desk: Desk) -> None:
    one, two = out(desk, "The tide is late"), out(desk, "The tide is early")
    browser = desk.browser("editor")
    do(browser, f"put {one.story_id}", zone="breaking")
    do(browser, "leave secondary")
    address = reverse("desk:front_publish", args=("en",))
    screen = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", browser.get(address).content.decode()))
    assert "The tide is late from Beside the lead, place 1 (by itself) to Breaking, place 1" in screen
    assert "/en/" in screen
    seen = front_now("en").version
    do(browser, f"put {two.story_id}", zone="more")
    browser.post(address, {"version": seen})
    assert front_now("en").published is None
    answer = browser.post(address, {"version": seen + 1}, follow=True)
    assert "Front 1 is published." in answer.content.decode()
    published = front_now("en").published
    assert published is not None
    assert published.by == "Editor Prado"


def test_a_headline_and_a_picture_for_one_place(desk: Desk) -> None:
    article, browser = out(desk, "The tide is late, and nobody in the harbour knows why"), desk.browser("editor")
    story, picture = article.story_id, make_picture(credit="")
    do(browser, f"put {story}", zone="lead")
    publish_front(desk.people["editor"], "en")
    screen = reverse("desk:front_face", args=("en", story))
    assert screen in browser.get(FRONT).content.decode()
    asked = {"version": front_now("en").version, "headline": "  Late  tide ", "picture": picture.pk}
    asked["replaces"] = article.title
    said = browser.post(screen, asked, follow=True).content.decode()
    assert "Readers see it once the front is published." in said
    assert front_now("en").draft.zone("lead").places == (
        Place(str(story), None, "Late tide", str(picture.pk), "The tide is late, and nobody in the harbour knows why"),
    )
    board = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(FRONT).content.decode()))
    assert "here: Late tide" in board
    assert "with another picture here" in board
    assert " changed " in board
    publish_screen = reverse("desk:front_publish", args=("en",))
    shown = browser.get(publish_screen).content.decode()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", shown))
    told = "Lead, place 1 · reads “Late tide” there · with another picture"
    assert f"Gets another headline or picture in its place 1 {article.title} {told}" in words
    assert "Lead, place 1 to" not in words, "it has not moved"
    assert "chosen for a place on this front, has no credit." in shown
    assert f"{FRONT}#r-{story}" in shown
    browser.post(publish_screen, {"version": front_now("en").version})
    assert front_now("en").is_changed
    old = browser.post(screen, {**asked, "headline": "Another"}, follow=True)
    assert "Nothing was" in old.content.decode() or "meanwhile" in old.content.decode()
    assert front_now("en").draft.zone("lead").places[0].headline == "Late tide"
    do(browser, f"put {story}", zone="breaking")
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", browser.get(publish_screen).content.decode()))
    assert "Breaking, place 1 · reads “Late tide” there" in words, "what moves may look different, too"
    do(browser, f"put {story}", zone="lead")
    browser.post(screen, {"version": front_now("en").version, "headline": "", "picture": ""})
    assert not front_now("en").is_changed, "what is empty is the article's own"


def test_what_comes_onto_the_front_says_how_it_reads_there(desk: Desk) -> None:
    article, actor = out(desk, "The tide is late"), desk.people["editor"]
    empty = tuple(Zone(name, fills=False) for name in ZoneName.values if name != ZoneName.STRIP)
    save_composition(actor, "en", Composition(zones=empty, strips_fill=False))
    publish_front(actor, "en")
    place = Place(str(article.story_id), headline="Late tide", replaces=article.title, picture=str(make_picture().pk))
    save_composition(
        actor,
        "en",
        Composition(
            zones=(Zone("lead", (place,)), *(zone for zone in empty if zone.name != "lead")), strips_fill=False
        ),
    )
    shown = desk.browser("editor").get(reverse("desk:front_publish", args=("en",))).content.decode()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", shown))
    told = "Lead, place 1 · reads “Late tide” there · with another picture"
    assert f"Comes onto the front 1 The tide is late {told}" in words


def test_what_a_colleague_changed_since_one_looked_is_told_before_the_button(desk: Desk) -> None:
    one, two = out(desk, "The tide is late").story_id, out(desk, "The tide is early").story_id
    browser = desk.browser("editor")
    do(browser, f"put {one}", zone="lead")
    board = browser.get(FRONT).content.decode()
    links = [link for link in re.findall(r'href="([^"]+)"', board) if "/publish/" in link or "/schedule/" in link]
    assert len(links) == 2
    for link in links:
        screen = browser.get(link).content.decode()
        assert "changed the draft since" not in screen
        assert ", by \u2068Editor Prado\u2069." in screen
    do(desk.browser("admin"), f"put {two}", zone="secondary")
    for link in links:
        screen = browser.get(link).content.decode()
        assert screen.index("\u2068Admin Prado\u2069 changed the draft since you looked at it, at ") < screen.index(
            "csrf"
        )


def test_an_overdue_schedule_is_told_of_and_what_went_out_names_who_scheduled_it(desk: Desk) -> None:
    browser = desk.browser("editor")
    do(browser, f"put {out(desk, 'The tide is late').story_id}", zone="lead")
    schedule_front(desk.people["editor"], "en", timezone.now() + timedelta(hours=1))
    screens = [reverse(f"desk:front_{act}", args=("en",)) for act in ("publish", "take_back")]
    assert "A front stays scheduled for " in browser.get(screens[0]).content.decode()
    assert publish_due_fronts(timezone.now() + timedelta(hours=2)).out == ("en",)
    assert "by \u2068Editor Prado\u2069." in browser.get(FRONT).content.decode()
    daybook = re.sub(r"<[^>]+>", "", browser.get(reverse("desk:daybook")).content.decode())
    assert "The front that Editor Prado had scheduled went out in English." in daybook
    do(browser, "leave secondary")
    schedule_front(desk.people["editor"], "en", timezone.now() + timedelta(hours=1))
    Front.objects.update(scheduled_at=timezone.now() - timedelta(minutes=20))
    for screen in map(str, screens):
        said = browser.get(screen).content.decode()
        assert "A front stays scheduled for " not in said
        assert "has not gone out. After this it will not go out." in said


def test_the_undone_is_done_again_and_what_is_out_is_not_undone(desk: Desk) -> None:
    story = out(desk, "The tide is late").story_id
    browser = desk.browser("editor")
    do(browser, f"put {story}", zone="lead")
    do(browser, "undo")
    said = do(browser, "undo")
    assert "Done again: “The tide is late” stands in “Lead” now, place 1." in said
    assert 'value="undo"' in browser.get(FRONT).content.decode()
    publish_front(desk.people["editor"], "en")
    assert 'value="undo"' not in browser.get(FRONT).content.decode()
    assert "There is nothing of yours to undo" in do(browser, "undo")
    assert placed(story) == ("lead", 1)


def test_a_time_that_the_clock_shows_twice_is_asked_about(desk: Desk) -> None:
    """On the clock of the edition, in the night in which it goes back."""
    browser, address = desk.browser("editor"), reverse("desk:front_schedule", args=("en",))
    version = front_now("en").version
    answer = browser.post(address, {"version": version, "when": "2040-10-28T01:30"})
    assert "The clock shows this time twice that night" in answer.content.decode()
    assert front_now("en").scheduled is None
    browser.post(address, {"version": version, "when": "2040-10-28T01:30", "meant": "2040-10-28T01:30:00+00:00"})
    scheduled = front_now("en").scheduled
    assert scheduled is not None
    assert scheduled.at == datetime(2040, 10, 28, 1, 30, tzinfo=UTC)
    assert "28 Oct 2040" in browser.get(FRONT).content.decode()
    assert "Front in English" in browser.get("/desk/").content.decode()
    answer = browser.post(address, {"second": "2040-10-28T00:30:00+00:00"}, follow=True)
    assert "The schedule was changed meanwhile." in answer.content.decode()
    browser.post(address, {"second": scheduled.at.isoformat()})
    assert front_now("en").scheduled is None


def test_what_is_scheduled_is_taken_into_hand_and_nobodys_is_overwritten_unseen(desk: Desk) -> None:
    story = out(desk, "The tide is late").story_id
    browser, address = desk.browser("editor"), reverse("desk:front_schedule", args=("en",))
    assert "No front is scheduled in this edition." in do(browser, "use scheduled")
    do(browser, f"put {story}", zone="lead")
    asked = {"version": 1, "when": "2040-01-01T06:00", "over": ""}
    schedule_front(desk.people["admin"], "en", datetime(2040, 1, 2, 6, tzinfo=UTC))
    said = browser.post(address, asked, follow=True).content.decode()
    assert "Admin Prado scheduled another front meanwhile." in said
    scheduled = front_now("en").scheduled
    assert scheduled is not None
    assert scheduled.by == "Admin Prado"
    assert f'name="over" value="{scheduled.at.isoformat()}"' in said
    do(browser, f"out {story}")
    assert 'name="do" value="use scheduled"' in browser.get(FRONT).content.decode()
    assert "The draft is the scheduled front now." in do(browser, "use scheduled")
    assert placed(story) == ("lead", 1)
    browser.post(address, {**asked, "version": 3, "over": scheduled.at.isoformat()})
    scheduled = front_now("en").scheduled
    assert scheduled is not None
    assert scheduled.by == "Editor Prado"


def test_what_readers_will_not_see_is_told_for_the_moment_at_which_it_goes_out(desk: Desk) -> None:
    now = timezone.now()
    tonight, gone, ends = desk.article("Out tonight"), out(desk, "Taken from readers"), out(desk, "Had its day")
    withdraw(desk.people["admin"], gone, reason="Wrong.")
    schedule(desk.people["admin"], tonight, now + timedelta(hours=3))
    places = (
        Place(str(tonight.story_id)),
        Place(str(gone.story_id)),
        Place(str(ends.story_id), now + timedelta(days=1)),
    )
    save_composition(desk.people["admin"], "en", Composition(zones=(Zone("four", places),)))
    browser = desk.browser("editor")
    publishing, scheduling = (reverse(f"desk:front_{act}", args=("en",)) for act in ("publish", "schedule"))

    def unseen(address: str) -> list[str]:
        found = browser.get(address).content.decode().partition("Chosen, and not seen by readers")[2]
        return re.findall(r"<li><bdi[^>]*>([^<]+)</bdi>", found)

    assert unseen(publishing) == ["Out tonight", "Taken from readers"]
    asked = {"version": 1, "when": f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}", "over": ""}
    said = html.unescape(browser.post(scheduling, asked, follow=True).content.decode())
    assert "not seen by readers then: Taken from readers; Had its day." in said
    assert unseen(scheduling) == ["Taken from readers", "Had its day"]
    assert "withdrawn: readers see the next one" in browser.get(scheduling).content.decode()


def test_taken_back_and_composed_on_again(desk: Desk) -> None:
    story = str(out(desk, "The tide is late").story_id)
    save_composition(desk.people["admin"], "en", Composition(zones=(Zone("lead", (Place(story),)),)))
    publish_front(desk.people["admin"], "en")
    browser, address = desk.browser("editor"), reverse("desk:front_take_back", args=("en",))
    assert "get the front that fills itself." in browser.get(address).content.decode()
    browser.post(address, {"number": 1})
    days = browser.get(reverse("desk:daybook")).context["days"]
    assert [row["fact"].verb for day in days for row in day["rows"] if row["tone"] == "red"] == ["front.taken-back"]
    history = browser.get(reverse("desk:front_history", args=("en",))).content.decode()
    assert history.index("Front 2") < history.index("Front 1")
    assert "taken back to the front that fills itself" in history
    assert browser.get(address).status_code == 302
    for screen in (FRONT, reverse("desk:front_publish", args=("en",))):
        shown = browser.get(screen).content.decode()
        assert "The draft is older than what readers have" in shown
        assert 'name="do" value="use 0"' in shown
    said = do(browser, "use 0")
    assert "The draft is older than what readers have" not in said
    assert placed(story) is None
    do(browser, "use 1")
    assert placed(story) == ("lead", 1)


def test_what_a_picture_holds_back_and_what_stays_out_of_the_front_of_before(desk: Desk) -> None:
    story, picture = str(out(desk, "The tide is late").story_id), make_picture()
    here = Composition(zones=(Zone("lead", (Place(story, picture=str(picture.pk)),)),))
    editor, browser = desk.people["editor"], desk.browser("editor")
    save_composition(editor, "en", here)
    schedule_front(editor, "en", timezone.now() + timedelta(hours=1))
    scheduling = reverse("desk:front_schedule", args=("en",))
    held = "What holds back the front that is scheduled"
    assert held not in browser.get(scheduling).content.decode()
    publish_front(editor, "en")
    save_composition(editor, "en", Composition())
    publish_front(editor, "en")
    change_picture(editor, picture, credit="")
    why = "The picture “Port”, chosen for a place on this front, has no credit."
    for passed in (False, True):
        said = browser.get(scheduling).content.decode()
        assert said.index(held) < said.index(why)
        assert "Put the picture right within an hour of its time, and the front goes out by itself." in said
        assert ("It cannot go out yet" in said) is False, "the draft is in order"
        if not passed:
            Front.objects.update(scheduled_at=timezone.now() - timedelta(minutes=20))
    taking_back = browser.get(reverse("desk:front_take_back", args=("en",))).content.decode()
    assert f"Some stay out, and the articles&#x27; own stand in their places: {why}" in taking_back
    assert "with another picture" not in taking_back


def test_who_may_not_compose_looks(desk: Desk) -> None:
    story = out(desk, "The tide is late").story_id
    for name in ("reporter", "irene"):
        screen = desk.browser(name).get(FRONT).content.decode()
        assert "You may look at this front." in screen
        assert "draggable" not in screen
        assert 'name="do" value="out' not in screen
        do(desk.browser(name), f"put {story}", zone="lead")
        assert front_now("en").version == 0


@pytest.mark.parametrize("of", ["", "1"])
def test_the_preview_is_the_page_as_it_would_be_printed(desk: Desk, of: str) -> None:
    one, two = out(desk, "The tide is late"), out(desk, "The tide is early")
    for article in (one, two):
        zones = (Zone("lead", (Place(str(article.story_id)),)),)
        save_composition(desk.people["admin"], "en", Composition(zones=zones))
        if article is one:
            publish_front(desk.people["admin"], "en")
    page = desk.browser("reporter").get(reverse("desk:front_preview", args=("en",)), {"of": of}).content.decode()
    first, second = page.index("The tide is late"), page.index("The tide is early")
    assert (first < second) is (of == "1")
    assert desk.browser("reporter").get(reverse("desk:front_preview", args=("en",)), {"of": "77"}).status_code == 404
    nothing = desk.browser("reporter").get(
        reverse("desk:front_preview", args=("en",)), {"of": "scheduled"}, follow=True
    )
    assert "No front is scheduled in this edition." in nothing.content.decode()
