"""The place of one story on a front, at the desk: what it says there, until when, and nothing typed is lost."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotativa.desk.tests.conftest import Desk
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.moves import take_out
from rotativa.fronts.queries import front_now
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import make_picture

FRONT = reverse("desk:front", args=("en",))


def on_front(desk: Desk, headline: str) -> ArticlePage:
    """A public article that leads the draft of the front."""
    article = publish(desk.people["admin"], desk.article(headline))
    place = Place(str(article.story_id))
    save_composition(desk.people["admin"], "en", Composition(zones=(Zone("lead", (place,)),)))
    return article


def meanwhile(desk: Desk, *, out: str = "") -> None:
    """A colleague does a step on the front; perhaps takes a story out."""
    now = front_now("en").draft
    changed = take_out(now, out) if out else Composition("big" if now.arrangement == "lead" else "lead", now.zones)
    save_composition(desk.people["admin"], "en", changed)


def place() -> Place:
    return front_now("en").draft.zone("lead").places[0]


def words(answer: Any) -> str:
    """What the screen says."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


def typed(answer: Any) -> dict[str, str]:
    """What its form would post."""
    found = re.findall(r"<input[^>]+>", answer.content.decode())
    pairs = [(re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)) for one in found]
    return {name[1]: html.unescape(value[1]) if value else "" for name, value in pairs if name}


def give(browser: Client, screen: str, **told: Any) -> Any:
    """Opens the screen, changes what is told, and saves."""
    kept = typed(browser.get(screen))
    names = ("version", "headline", "picture", "replaces", "when")
    return browser.post(screen, {**{name: kept[name] for name in names if name in kept}, **told}, follow=True)


def test_a_headline_of_a_place_goes_where_that_of_the_article_is_corrected(desk: Desk) -> None:
    article, browser = on_front(desk, "The mayor took the money"), desk.browser("editor")
    screen = reverse("desk:front_face", args=("en", article.story_id))
    give(browser, screen, headline="Mayor took it")
    assert place() == Place(str(article.story_id), headline="Mayor took it", replaces="The mayor took the money")
    publish_front(desk.people["admin"], "en")
    assert "here: Mayor took it" in words(browser.get(FRONT))
    save_draft(desk.people["admin"], article, headline="The mayor returned the money")
    assert "another headline now" not in words(browser.get(FRONT)), "readers have the old headline still"
    publish(desk.people["admin"], article)
    told = "The article has another headline now: The mayor returned the money. Until you choose again, "
    board, asked = browser.get(FRONT), browser.get(screen)
    assert told in words(board)
    assert "here: Mayor took it" not in words(board)
    assert told in words(asked)
    assert typed(asked)["headline"] == "", "a picture that is saved alone does not bring it back"
    give(browser, screen, headline="Mayor took it")
    assert "another headline now" not in words(browser.get(FRONT))
    assert front_now("en").is_changed, "chosen again, it is something to publish"


def test_what_was_typed_waits_where_a_colleague_was_quicker(desk: Desk) -> None:
    article, browser = on_front(desk, "The tide is late"), desk.browser("editor")
    screen = reverse("desk:front_face", args=("en", article.story_id))
    seen = typed(browser.get(screen))
    give(desk.browser("admin"), screen, headline="Late tide")
    answer = browser.post(screen, {"version": seen["version"], "headline": "Tide late", "replaces": "The tide is late"})
    assert "changed meanwhile, by Admin Prado" in words(answer)
    assert "In this place stands now: “Late tide”." in words(answer)
    assert place().headline == "Late tide"
    again = typed(answer)
    browser.post(screen, {name: again[name] for name in ("version", "headline", "picture", "replaces")})
    assert place() == Place(str(article.story_id), headline="Tide late", replaces="The tide is late")


def test_the_end_that_was_typed_waits_too(desk: Desk) -> None:
    article, browser = on_front(desk, "The tide is late"), desk.browser("editor")
    screen = reverse("desk:front_place", args=("en", article.story_id))
    seen = typed(browser.get(screen))
    meanwhile(desk)
    again = typed(browser.post(screen, {"version": seen["version"], "when": "2040-01-01T06:00"}))
    assert again["when"] == "2040-01-01T06:00"
    browser.post(screen, {"version": again["version"], "when": again["when"]})
    assert place().until is not None
    seen = typed(browser.get(screen))
    meanwhile(desk)
    refused = browser.post(screen, {"version": seen["version"], "second": "1"})
    assert "It stands there until" in words(refused)
    browser.post(screen, {"version": typed(refused)["version"], "second": "1"})
    assert place().until is None


def test_what_has_ended_by_then_holds_no_schedule(desk: Desk) -> None:
    article, now = on_front(desk, "The tide is late"), timezone.now()
    picture = str(make_picture(credit="").pk)
    ends = Place(str(article.story_id), now + timedelta(hours=1), picture=picture)
    save_composition(desk.people["admin"], "en", Composition(zones=(Zone("lead", (ends,)),)))
    schedule_front(desk.people["admin"], "en", now + timedelta(hours=2))
    browser = desk.browser("editor")
    assert "has no credit" in words(browser.get(reverse("desk:front_publish", args=("en",))))
    assert "has no credit" not in words(browser.get(reverse("desk:front_schedule", args=("en",))))


@pytest.mark.parametrize("name", ["face", "place"])
def test_a_story_that_a_colleague_took_out_is_told_and_leads_back(desk: Desk, name: str) -> None:
    article, browser = on_front(desk, "The tide is late"), desk.browser("editor")
    screen = reverse(f"desk:front_{name}", args=("en", article.story_id))
    seen = typed(browser.get(screen))
    meanwhile(desk, out=str(article.story_id))
    for button in ({}, {"second": "1"}):
        told = {"version": seen["version"], "headline": "Late", "when": "2040-01-01T06:00", **button}
        answer = browser.post(screen, told, follow=True)
        assert answer.redirect_chain == [(FRONT, 302)]
        assert "“The tide is late” is not on this front any more." in words(answer)
