"""The list of stories and the home screen: what is shown to whom, and for how many queries."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from rotativa.desk.queries import stories
from rotativa.desk.tests.conftest import Desk
from rotativa.kit import problems
from rotativa.kit.problems import Problem, Severity
from rotativa.stories import ahead
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.withdraw import withdraw

LIST = "/desk/stories/"


def text(response: Any) -> str:
    """What a person reads: no markup, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_one_row_a_story_and_a_cell_an_edition(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    start_edition(desk.people["irene"], article.story, "es")
    browser = desk.browser("irene")
    rows = browser.get(LIST).context["rows"]
    assert len(rows) == 1
    assert [box["edition"].code for box in rows[0]["cells"]] == ["es", "en", "ar"]  # mine first
    assert [box["cell"] and box["cell"].state for box in rows[0]["cells"]] == ["draft", "out", None]
    shown = browser.get(LIST).content.decode()
    assert '<bdi lang="en" dir="ltr">The wells of Port Selwan</bdi>' in shown
    assert "Politics · News" in shown


def test_start_stands_in_the_cell_of_who_may(desk: Desk) -> None:
    article = desk.article()
    start = reverse("desk:start", args=(article.story_id, "es"))
    assert start in desk.browser("irene").get(LIST).content.decode()
    assert start not in desk.browser("editor").get(LIST).content.decode()


def test_tabs_lead_to_exactly_their_rows(desk: Desk) -> None:
    drafted, asked, planned, out = (desk.article(name) for name in ("Drafted", "Asked", "Planned", "Sent"))
    submit(desk.people["reporter"], asked)
    schedule(desk.people["editor"], planned, timezone.now() + timedelta(days=1))
    publish(desk.people["editor"], out)
    mine = desk.article("Mío", edition="es")
    browser = desk.browser("irene")

    def headlines(tab: str) -> set[str]:
        return {row["line"].cell.headline for row in browser.get(LIST, {"tab": tab}).context["rows"]}

    assert headlines("drafts") == {drafted.title, mine.title}
    assert headlines("waiting") == {"Asked"}
    assert headlines("scheduled") == {"Planned"}
    assert headlines("out") == {"Sent"}
    assert headlines("withdrawn") == set()
    assert headlines("mine") == {"Mío"}
    assert headlines("all") == headlines("nonsense") == {"Drafted", "Asked", "Planned", "Sent", "Mío"}
    numbers = {str(tab["label"]): tab["number"] for tab in browser.get(LIST).context["tabs"] if tab["number"]}
    assert numbers == {"Drafts": 2, "To be read": 1, "Scheduled": 1, "Mine": 1}


def test_a_list_says_of_which_withdrawn_article_readers_are_told(desk: Desk) -> None:
    kept, told = desk.article("Kept to ourselves"), desk.article("Told to readers")
    for article, tells in ((kept, False), (told, True)):
        publish(desk.people["editor"], article)
        withdraw(desk.people["editor"], article, tells=tells)
    browser = desk.browser("irene")

    def headlines(state: str) -> set[str]:
        return {row["line"].cell.headline for row in browser.get(LIST, {"state": state}).context["rows"]}

    assert headlines("withdrawn") == {"Kept to ourselves", "Told to readers"}
    assert headlines("told") == {"Told to readers"}
    assert text(browser.get(LIST, {"tab": "withdrawn"})).count("readers are told which") == 2, "a state and a cell"
    schedule(desk.people["editor"], told, timezone.now() + timedelta(days=1))
    assert text(browser.get(LIST, {"tab": "scheduled"})).count("readers are told which") == 2


def test_an_empty_list_says_why(desk: Desk) -> None:
    browser = desk.browser("editor")
    assert "There are no stories yet." in text(browser.get(LIST))
    assert "Nothing is scheduled." in text(browser.get(LIST, {"tab": "scheduled"}))
    assert "No story has these words, in any edition: kraken" in text(browser.get(LIST, {"q": "kraken"}))


def test_search_by_words_of_any_edition(desk: Desk) -> None:
    article = desk.article()
    started = start_edition(desk.people["irene"], article.story, "es")
    save_draft(desk.people["irene"], started, headline="Los pozos de Puerto Selwan")
    desk.article("Another matter")
    for words in ("wells", "pozos", "selwan PORT"):
        rows = desk.browser("editor").get(LIST, {"q": words}).context["rows"]
        assert [row["line"].cell.headline for row in rows] == ["The wells of Port Selwan"], words


def test_older_goes_on_where_the_page_ended(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr(stories, "PAGE", 2)
    for number in range(5):
        desk.article(f"Story {number}")
    browser, address, seen = desk.browser("editor"), LIST, []
    while address:
        context = browser.get(address).context
        seen.append([row["line"].cell.headline for row in context["rows"]])
        address = context["older"]
    assert seen == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]
    assert browser.get(LIST, {"older": "rubbish"}).status_code == 200


def test_queries_do_not_grow_with_the_list(desk: Desk, django_assert_num_queries: Any) -> None:
    def count() -> int:
        browser.get(LIST)
        with django_assert_num_queries(24, exact=False) as counted:
            browser.get(LIST)
        return len(counted)

    browser = desk.browser("editor")
    desk.article()
    few = count()
    for number in range(6):
        desk.article(f"Story {number}")
    assert count() == few


def test_home_says_what_there_is(desk: Desk) -> None:
    browser = desk.browser("editor")
    empty = text(browser.get("/desk/"))
    for words in ("Nothing waits for you.", "You have nothing open.", "Nothing is scheduled.", "nothing yet"):
        assert words in empty
    planned = desk.article("Planned")
    schedule(desk.people["editor"], planned, timezone.now() + timedelta(days=1))
    publish(desk.people["editor"], desk.article("Sent"))
    home = browser.get("/desk/")
    full = text(home)
    assert home.content.decode().count(f'href="{reverse("desk:write")}"') == 1, "one way to write, seen by everybody"
    assert "Planned" in full
    assert "can go out" in full
    assert "English 1" in full


def test_home_leads_to_the_rest_of_what_went_out(desk: Desk) -> None:
    for number in range(6):
        publish(desk.people["editor"], desk.article(f"Story {number}"))
    shown = desk.browser("editor").get("/desk/")
    assert "English 6" in text(shown)
    assert "and 2 more" in text(shown)
    rest = desk.browser("editor").get(LIST, {"tab": "out", "edition": "en"})
    assert '?tab=out&amp;edition=en"' in shown.content.decode()
    assert len(rest.context["rows"]) == 6
    assert "Edition: English" in text(rest)


def test_home_shows_problems_worst_first_and_loses_none_to_a_broken_part(desk: Desk, monkeypatch: Any) -> None:
    def broken(actor: object) -> list[Problem]:
        raise OSError

    late = Problem("late", Severity.LATE, "The press is late.")
    wrong = Problem(
        "wrong", Severity.READERS_ARE_WRONG, "Readers see a retracted story.", link="/desk/stories/", act="Look"
    )
    monkeypatch.setattr(
        problems, "_finders", {"late": lambda actor: [late], "broken": broken, "wrong": lambda actor: [wrong]}
    )
    shown = text(desk.browser("editor").get("/desk/"))
    assert shown.index("Readers see a retracted story.") < shown.index(
        "The list of problems of “broken” could not be read"
    )
    assert "The press is late." in shown


def test_home_is_cheap(desk: Desk, django_assert_max_num_queries: Any) -> None:
    publish(desk.people["editor"], desk.article())
    browser = desk.browser("editor")
    browser.get("/desk/")
    with django_assert_max_num_queries(25):
        browser.get("/desk/")


def test_a_scheduled_time_is_that_of_its_edition_and_says_whose_where_clocks_differ(desk: Desk) -> None:
    """Where it was scheduled, the edition's clock counts: the list showed that of whoever looked."""
    moment = datetime(2040, 1, 1, 5, tzinfo=UTC)
    schedule(desk.people["irene"], desk.article("Los pozos", "es"), moment)
    public = publish(desk.people["irene"], desk.article("El puerto", "es"))
    schedule(desk.people["irene"], public, moment)
    zones = UserProfile.objects.get(user=desk.people["irene"])
    zones.current_time_zone = "UTC"
    zones.save()
    shown = text(desk.browser("irene").get(LIST))
    assert "1 Jan 2040, 06:00, Madrid" in shown
    assert "new version 1 Jan 2040, 06:00, Madrid" in shown
    zones.current_time_zone = "Europe/Paris"
    zones.save()
    shown = text(desk.browser("irene").get(LIST))
    assert "1 Jan 2040, 06:00" in shown
    assert "Madrid" not in shown, "the same time on both"


def test_a_list_says_of_what_is_scheduled_that_a_gate_will_hold_it(desk: Desk) -> None:
    public = publish(desk.people["admin"], desk.article("Sent"))
    for article in (public, desk.article("Planned")):
        schedule(desk.people["editor"], article, timezone.now() + timedelta(hours=6))
    cache.clear()
    assert "a gate will hold it" not in text(desk.browser("irene").get(LIST))
    desk.section.names.filter(edition__code="en").delete()
    cache.clear()
    page = desk.browser("irene").get(LIST)
    assert text(page).count("a gate will hold it") == 2
    assert page.content.decode().count('data-state="held"') == 2, "the legend and a cell; the other one is out"
    assert text(desk.browser("irene").get(LIST, {"tab": "held"})).count("a gate will hold it") == 0, "not due yet"


def test_what_cannot_be_looked_at_ahead_takes_no_list_away(desk: Desk, monkeypatch: Any) -> None:
    def broken() -> None:
        raise RuntimeError

    schedule(desk.people["editor"], desk.article("Planned"), timezone.now() + timedelta(hours=6))
    monkeypatch.setattr(ahead, "_look", broken)
    cache.clear()
    assert "Planned" in text(desk.browser("irene").get(LIST))


def test_to_look_ahead_costs_a_list_no_more_than_what_goes_out_next(desk: Desk, django_assert_num_queries: Any) -> None:
    def count() -> int:
        browser.get(LIST)
        cache.clear()
        with django_assert_num_queries(999, exact=False) as counted:
            browser.get(LIST)
        return len(counted)

    def plan(number: int) -> None:
        for name in range(number):
            schedule(desk.people["editor"], desk.article(f"Planned {name}"), timezone.now() + timedelta(hours=6))

    browser = desk.browser("editor")
    plan(ahead.MOST)
    few = count()
    plan(6)
    assert count() == few
