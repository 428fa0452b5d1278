"""The list of stories, narrowed: by filters, words and people; what is not to be read is not found."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.desk import narrowing
from rotativa.desk.queries import called
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.tests.test_stories import LIST, text
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticleRow, StoryRow
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import TopicName

MACHINE = Machine("test")


def headlines(browser: Client, **asked: Any) -> list[str]:
    """The stories of the list, as it is asked for."""
    return [row["line"].cell.headline for row in browser.get(LIST, asked).context["rows"]]


@pytest.fixture
def full(desk: Desk) -> Client:
    """A story in each state, in English and written first there, but for one; the browser of its editor."""
    editor, irene = desk.people["editor"], desk.people["irene"]
    made = {name: desk.article(name) for name in ("Drafted", "Asked", "Planned", "Sent", "Changed", "Gone")}
    submit(editor, made["Asked"])
    schedule(editor, made["Planned"], timezone.now() + timedelta(days=1))
    for name in ("Sent", "Changed", "Gone"):
        publish(editor, made[name])
    save_draft(editor, made["Changed"], standfirst="Another one.")
    withdraw(editor, made["Gone"])
    start_edition(irene, made["Sent"].story, "es")
    desk.article("Mío", edition="es")
    return desk.browser("editor")


FILTERED: tuple[tuple[dict[str, str], set[str]], ...] = (
    ({"state": "draft"}, {"Drafted", "Sent", "Mío"}),
    ({"state": "draft", "edition": "en"}, {"Drafted"}),
    ({"state": "waiting"}, {"Asked"}),
    ({"state": "scheduled"}, {"Planned"}),
    ({"state": "held"}, set()),
    ({"state": "out"}, {"Sent", "Changed"}),
    ({"state": "edited"}, {"Changed"}),
    ({"state": "withdrawn"}, {"Gone"}),
    ({"state": "none", "edition": "en"}, {"Mío"}),
    ({"state": "none", "edition": "es"}, {"Drafted", "Asked", "Planned", "Changed", "Gone"}),
    ({"state": "none"}, {"Drafted", "Asked", "Planned", "Sent", "Changed", "Gone", "Mío"}),
    ({"first": "es"}, {"Mío"}),
    ({"edition": "es"}, {"Sent", "Mío"}),
    ({"tab": "out", "edition": "es"}, set()),
    ({"since": "2100-01-01"}, set()),
    ({"until": "2000-01-01"}, set()),
    ({"since": "2000-01-01", "until": "2100-01-01", "q": "sent"}, {"Sent"}),
)


def test_each_filter_leaves_exactly_its_stories(full: Client) -> None:
    """One after the other in one newsroom, which takes longer to make than to ask."""
    assert [(asked, set(headlines(full, **asked))) for asked, _there in FILTERED] == list(FILTERED)


def test_section_kind_topic_and_gate(desk: Desk) -> None:
    section, kind = add_section(MACHINE), add_kind(MACHINE, "opinion")
    name_section(MACHINE, section, "en", name="Sea")
    name_kind(MACHINE, kind, "en", name="Opinion")
    desk.article("Land")
    sea = desk.article("Sea", section=section.pk, kind=kind.pk, topics=[])
    browser = desk.browser("editor")
    assert headlines(browser, section=section.pk) == headlines(browser, kind=kind.pk) == ["Sea"]
    assert headlines(browser, topic="syria") == headlines(browser, topic="Sýr") == ["Land"]
    schedule(desk.people["editor"], sea, timezone.now() + timedelta(days=1))
    ArticleRow.objects.filter(article=sea.pk).update(held=["picture.credit"])
    assert headlines(browser, state="held") == headlines(browser, tab="held") == ["Sea"]


def test_people_are_found_by_the_names_that_they_have_today(desk: Desk) -> None:
    author = add_author(MACHINE)
    name_author(MACHINE, author, "en", name="Lucía Ferrer")
    name_author(MACHINE, author, "ar", name="لُوسيّا فيرير")
    desk.article("Wells", authors=[author.pk])
    desk.article("Mío", edition="es")
    desk.article("About Ferrer")
    browser = desk.browser("editor")
    assert headlines(browser, who="lucia ferrer") == headlines(browser, who="لوسيا") == ["Wells"]
    assert headlines(browser, who="Irene Prado") == ["Mío"]  # who began it
    assert headlines(browser, q="lucia") == headlines(browser, q="wells ferr") == ["Wells"]
    assert headlines(browser, q="ferrer") == ["About Ferrer", "Wells"]
    name_author(MACHINE, author, "en", name="Lucía Serrano")
    assert headlines(browser, q="ferrer") == ["About Ferrer"]
    assert headlines(browser, q="serrano") == ["Wells"]


def test_what_may_not_be_read_is_not_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    article = publish(desk.people["admin"], desk.article("Wells"))
    started = start_edition(desk.people["irene"], article.story, "es")
    save_draft(desk.people["irene"], started, headline="Pozos")
    technician = add_person(MACHINE, username="tom", name="Tom", password="the quiet press room")
    give_role(MACHINE, technician, "technician", "")
    machines = Client()
    machines.force_login(technician, backend="django.contrib.auth.backends.ModelBackend")
    for address in (f"{LIST}?q=wells", "/desk/stories/news/?q=wells", "/desk/stories/together/"):
        assert machines.get(address).status_code == 302, address
    browser = desk.browser("editor")
    assert headlines(browser, q="pozos") == ["Wells"]
    monkeypatch.setattr(narrowing, "editions_to_read", lambda request: ("en", "ar"))
    assert headlines(browser, q="pozos") == headlines(browser, edition="es") == headlines(browser, tab="drafts") == []


def test_a_filter_is_in_the_address_and_taken_away_again(desk: Desk) -> None:
    desk.article("Wells")
    asked = {"q": "wells", "edition": "en", "state": "draft", "tab": "drafts", "who": "Prado"}
    context = desk.browser("editor").get(LIST, asked).context
    chips = {chip["label"]: chip["url"] for chip in context["chips"]}
    assert set(chips) == {"Words", "Edition", "Stands there", "Who"}
    assert chips["Stands there"] == f"{LIST}?tab=drafts&q=wells&edition=en&who=Prado"
    assert context["unfiltered"] == f"{LIST}?tab=drafts"
    shown = desk.browser("editor").get(LIST, asked).content.decode()
    assert '<option value="en" selected>English</option>' in shown
    assert '<input type="hidden" name="state" value="draft">' in shown  # a search keeps the filters


EMPTY: tuple[tuple[dict[str, str], str], ...] = (
    ({"q": "kraken"}, "No story has these words, in any edition: kraken"),
    ({"q": "…"}, "No story has these words, in any edition: …"),
    ({"edition": "ar"}, "No story has an article in العربية."),
    ({"state": "withdrawn"}, "No article of a story stands so: withdrawn."),
    ({"first": "ar"}, "No story was written first in العربية."),
    ({"topic": "kraken"}, "No topic is called “kraken”."),
    ({"who": "kraken"}, "Nobody here is called “kraken”."),
    ({"who": "Reporter"}, "No story is by Reporter."),
    ({"since": "2100-01-01"}, "No story has changed since 2100-01-01."),
    ({"state": "out", "edition": "en"}, "No story has all of this in one edition."),
)


def test_an_empty_list_says_what_is_not_there(desk: Desk) -> None:
    desk.article("Wells")
    browser = desk.browser("editor")
    for asked, said in EMPTY:
        shown = text(browser.get(LIST, asked))
        assert said in shown
        assert "Take all filters away" in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"edition": "xx"},
        {"state": "sold"},
        {"section": "99999999999999999999"},
        {"kind": "-1"},
        {"since": "yesterday"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"older": "rubbish~"},
    ],
)
def test_an_address_that_somebody_mistyped_filters_nothing(desk: Desk, asked: dict[str, str]) -> None:
    desk.article("Wells")
    assert headlines(desk.browser("editor"), **asked) == ["Wells"]


def test_news_are_said_and_nothing_moves(desk: Desk) -> None:
    desk.article("Wells")
    browser, address = desk.browser("editor"), ""
    address = browser.get(LIST, {"q": "wells"}).context["news"]
    assert browser.get(address).json() == {"number": 0, "said": ""}
    desk.article("Another matter")
    assert browser.get(address).json()["number"] == 0  # not in this list
    desk.article("More wells")
    assert browser.get(address).json() == {"number": 1, "said": "1 story has changed since."}
    for at in ("rubbish", "2026-03-01T12:00", "0001-01-01T00:00%2B10:00", "9999-12-31T23:59-10:00"):
        assert browser.get(f"/desk/stories/news/?at={at}").json()["number"] == 0, at


def test_a_story_stands_where_its_newest_change_puts_it(desk: Desk) -> None:
    first, second = desk.article("First"), desk.article("Second")
    browser = desk.browser("editor")
    assert headlines(browser, edition="en") == ["Second", "First"]
    start_edition(desk.people["irene"], first.story, "es")  # another edition of it
    assert headlines(browser, edition="en") == ["First", "Second"]
    assert StoryRow.objects.count() == len({first.story_id, second.story_id})


def test_of_very_many_names_only_some_are_loaded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is called by the very word is found, though many other names begin so; of these, as many as are shown."""
    monkeypatch.setattr(called, "MOST", 2)
    monkeypatch.setattr(called, "MOST_OFFERED", 3)
    for number in range(4):
        topic = add_topic(MACHINE, "place")
        name_topic(MACHINE, topic, "en", name=f"Anabel {number}")
    wanted = add_topic(MACHINE, "place")
    name_topic(MACHINE, wanted, "es", name="Río Ána")
    with CaptureQueriesContext(connection) as asked:
        marks = called.TOPICS.by_word("ana")["ana"]
    assert (marks[0], len(marks), len(asked)) == (f"t{wanted.pk}", called.MOST, 2)
    assert called.TOPICS.marks("rio ana") == (f"t{wanted.pk}",)
    assert len(called.TOPICS.offered()) == called.MOST_OFFERED
    TopicName.objects.update(folded="")  # as names were before they were folded
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", apps=apps)
    assert called.TOPICS.marks("rio ana") == (f"t{wanted.pk}",)
