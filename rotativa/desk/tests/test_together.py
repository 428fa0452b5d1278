"""One act on several articles: each through its own gates and permissions, and none takes another down."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from rotativa.daybook.models import FactRow
from rotativa.desk import together
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.tests.test_stories import text
from rotativa.desk.views import together as screen
from rotativa.kit.actor import Machine
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.take_role import take_role
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.merge_topic import merge_topic
from rotativa.topics.actions.name_topic import name_topic

TOGETHER = "/desk/stories/together/"


def ask(browser: Client, act: str, *articles: ArticlePage, **more: Any) -> Any:
    """The screen that says what will be done."""
    return browser.post(TOGETHER, {"act": act, "story": [str(one.story_id) for one in articles], **more})


def do(browser: Client, question: Any, **more: Any) -> Any:
    """Presses the button of that screen, with everything ticked that it offers."""
    context = question.context
    lines = [line for line, _ticked, _edition in context["goes"]]
    posted = {
        "act": context["act"].name,
        "story": [str(story) for story in context["stories"]],
        "article": [line.article for line in lines],
        "do": "1",
        **{f"seen-{line.article}": line.seen for line in lines},
        **more,
    }
    return browser.post(TOGETHER, posted)


def results(answer: Any) -> list[tuple[bool, str]]:
    """What became of each."""
    assert answer.status_code == 200
    return [(one["done"], one["said"]) for one, _edition in answer.context["results"]]


def states(*articles: ArticlePage) -> list[str]:
    """How they stand now."""
    return [str(ArticleRow.objects.get(article=article.pk).state) for article in articles]


def test_what_a_colleague_withdrew_meanwhile_is_said_once(desk: Desk) -> None:
    article, browser = desk.article("Wells"), desk.browser("editor")
    publish(desk.people["editor"], article)
    question = ask(browser, "withdraw", article)
    withdraw(desk.people["admin"], article, reason="A mistake")
    assert results(do(browser, question, reason="A mistake")) == [(False, "It is not out, so it cannot be withdrawn.")]


def test_it_says_what_it_will_do_to_readers_and_what_will_not_go(desk: Desk) -> None:
    good, bare, out = desk.article("Wells"), desk.article("Bare", section=None), desk.article("Out")
    publish(desk.people["editor"], out)
    start_edition(desk.people["irene"], good.story, "es")
    shown = text(ask(desk.browser("editor"), "send-out", good, bare, out))
    assert "Readers get it for the first time, at /en/" in shown
    assert "Publish 1 article" in shown
    assert "Readers have exactly this already." in shown
    assert "section" in shown.partition("Left as they are")[2]
    assert "You may not do this in Spanish." in shown
    assert states(good, bare, out) == ["draft", "draft", "out"]  # nothing is done by looking


def test_what_takes_long_is_done_bit_by_bit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer waits for a hundred articles: it says how far it is; who does not go on leaves the others alone."""
    monkeypatch.setattr(screen, "PATIENCE", 0.0)
    browser, articles = desk.browser("editor"), [desk.article(name) for name in ("One", "Two", "Three")]
    question = ask(browser, "withdraw", *(publish(desk.people["editor"], one) for one in articles[1:]), articles[0])
    answer = do(browser, question, reason="A mistake")
    assert sorted(states(*articles)) == ["draft", "out", "withdrawn"]
    assert '<progress max="2" value="1"' in answer.content.decode()
    again = {
        name: value
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
        if name not in ("csrfmiddlewaretoken", "story")
    }
    ended = browser.post(TOGETHER, {**again, "story": [str(one.story_id) for one in articles], "do": "1"})
    assert [done for done, _said in results(ended)] == [True, True], "what was done before is told, too"
    assert sorted(states(*articles)) == ["draft", "withdrawn", "withdrawn"]
    assert "<progress" not in ended.content.decode()
    assert {fact.details["reason"] for fact in FactRow.objects.filter(verb="article.withdrawn")} == {"A mistake"}
    forged = browser.post(
        TOGETHER, {**again, "story": [str(articles[0].story_id)], "do": "1", "told": "x" + again["told"]}
    )
    assert len(results(forged)) == 1


def again(answer: Any, *articles: ArticlePage) -> dict[str, Any]:
    """What goes on by itself from a screen that is not through yet."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    left = [article for article, _seen in answer.context["left"]]
    return {**dict(hidden), "article": left, "story": [str(one.story_id) for one in articles], "do": "1"}


def test_what_was_done_is_told_where_the_rest_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PATIENCE", 0.0)
    browser, articles = desk.browser("editor"), [desk.article(name) for name in ("One", "Two", "Three")]
    question, later = ask(browser, "schedule", *articles), timezone.localtime() + timedelta(hours=1)
    begun = again(do(browser, question, when=f"{later:%Y-%m-%dT%H:%M}"), *articles)
    passed = browser.post(TOGETHER, {**begun, "when": "2020-01-01T06:00"})
    assert [done for done, _said in results(passed)] == [True]
    assert "This time has passed." in text(passed)
    assert "2 articles are left as they were." in text(passed)
    assert sorted(cell.headline for cell, _edition in passed.context["waiting"]) == ["Three", "Two"]
    assert 'r-goes-on"' not in passed.content.decode(), "nothing goes on by itself that was refused"
    assert sorted(states(*articles)) == ["draft", "draft", "scheduled"]
    put_right = browser.post(TOGETHER, {**again(passed, *articles), "when": f"{later:%Y-%m-%dT%H:%M}"})
    assert [done for done, _said in results(put_right)] == [True, True]

    take_role(Machine("test"), desk.people["editor"], "desk_editor", "en")
    give_role(Machine("test"), desk.people["editor"], "reporter", "en")
    refused = browser.post(TOGETHER, {**begun, "when": f"{later:%Y-%m-%dT%H:%M}"})
    assert [done for done, _said in results(refused)] == [True]
    assert "You may not do this any more: 2 articles are left as they were." in text(refused)
    assert "Go on" not in text(refused)


def test_a_schedule_that_nobody_saw_is_not_taken_back(desk: Desk) -> None:
    article, browser = desk.article("Wells"), desk.browser("editor")
    schedule(desk.people["editor"], article, timezone.now() + timedelta(days=1))
    question = ask(browser, "unschedule", article)
    schedule(desk.people["admin"], article, timezone.now() + timedelta(days=2))
    [(done, said)] = results(do(browser, question))
    assert (done, "changed meanwhile" in said, states(article)) == (False, True, ["scheduled"])
    assert results(do(browser, ask(browser, "unschedule", article)))[0][0]


def test_what_was_merged_is_no_new_version(desk: Desk) -> None:
    former = add_topic(desk.people["admin"], "place")
    name_topic(desk.people["admin"], former, "en", name="Selwan")
    out = desk.article("Out", topics=[former.pk])
    publish(desk.people["editor"], out)
    heir = add_topic(desk.people["admin"], "place")
    name_topic(desk.people["admin"], heir, "en", name="Port Selwan")
    merge_topic(desk.people["admin"], former, heir)
    assert "Readers have exactly this already." in text(ask(desk.browser("editor"), "send-out", out))


def test_send_out_in_one_edition(desk: Desk) -> None:
    browser, both = desk.browser("admin"), [desk.article("One"), desk.article("Two")]
    other = start_edition(desk.people["irene"], both[0].story, "es")
    body = [{"type": "text", "value": "<p>Pozos.</p>"}]
    save_draft(desk.people["irene"], other, headline="Uno", body=body)
    question = ask(browser, "send-out", *both, edition="en")
    assert results(do(browser, question)) == [(True, "Out. The press prints it now.")] * 2
    assert states(*both, other) == ["out", "out", "draft"]
    assert FactRow.objects.filter(verb="article.published").count() == 2


@pytest.mark.parametrize("act", sorted(together.ACTS))
def test_stories_without_an_article_in_the_edition_are_named(desk: Desk, act: str) -> None:
    english, spanish = desk.article("Wells"), desk.article("Pozos", edition="es")
    question = ask(desk.browser("admin"), act, english, spanish, edition="en")
    shown = text(question)
    [(line, of)] = [(line, of) for line, of in question.context["stays"] if line.story == str(spanish.story_id)]
    assert (line.headline, line.obstacles, of.code) == ("Pozos", ("It has no article in English.",), "es")
    assert "It has no article in English." in shown.partition("Left as they are")[2]
    assert all(line.article == english.pk for line, *_rest in question.context["goes"])
    assert "It has no article" not in text(ask(desk.browser("admin"), act, english, spanish))
    assert "It has no article" not in text(ask(desk.browser("admin"), act, spanish, edition="xx"))


def test_what_stays_ticked_is_done(desk: Desk) -> None:
    browser, both = desk.browser("editor"), [desk.article("One"), desk.article("Two")]
    answer = do(browser, ask(browser, "send-out", *both), article=[both[1].pk])
    assert len(results(answer)) == 1
    assert states(*both) == ["draft", "out"]


def test_what_changed_meanwhile_is_not_done_and_stops_nothing(desk: Desk) -> None:
    browser = desk.browser("editor")
    names = ("Rewritten", "Sent by another", "Deleted", "Withdrawn again", "Alone")
    rewritten, sent, deleted, again, alone = made = [desk.article(name) for name in names]
    question = ask(browser, "send-out", *made)
    save_draft(desk.people["reporter"], rewritten, headline="Rewritten at the last moment", section=None)
    publish(desk.people["admin"], sent)
    delete_draft(desk.people["admin"], deleted)
    withdraw(desk.people["admin"], publish(desk.people["admin"], again))
    answer = results(do(browser, question))
    assert [done for done, _said in answer] == [False, False, False, False, True]
    assert "This article was changed meanwhile" in answer[0][1]
    assert answer[0][1].endswith("It belongs to no section."), "to try again is no use before that is mended"
    assert "A new version went out meanwhile." in answer[1][1]
    assert answer[1][1].endswith("Readers have exactly this already.")
    assert "There is no article" in answer[2][1]
    assert "It was withdrawn meanwhile" in answer[3][1]
    assert states(rewritten, sent, again, alone) == ["draft", "out", "withdrawn", "out"]


def test_one_that_fails_takes_no_other_down(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, both = desk.browser("editor"), [desk.article("One"), desk.article("Two")]
    question = ask(browser, "send-out", *both)

    def broken(actor: Any, article: int, **seen: Any) -> Any:
        if article == both[0].pk:
            raise OperationalError("database is locked")
        return publish(actor, article, **seen)

    monkeypatch.setattr(together, "publish", broken)
    assert [done for done, _said in results(do(browser, question))] == [False, True]
    assert states(*both) == ["draft", "out"]


def test_who_may_not_does_nothing_by_posting(desk: Desk) -> None:
    article = desk.article("Wells")
    theirs = ask(desk.browser("editor"), "send-out", article)
    assert do(desk.browser("reporter"), theirs).status_code == 302  # such acts are not theirs anywhere
    spanish = results(do(desk.browser("irene"), theirs))
    assert [done for done, _said in spanish] == [False]
    assert states(article) == ["draft"]


def test_only_what_was_on_the_screen_is_done(desk: Desk) -> None:
    browser, shown, hidden = desk.browser("editor"), desk.article("Shown"), desk.article("Hidden")
    question = ask(browser, "send-out", shown)
    answer = do(browser, question, article=[hidden.pk, "x", "9" * 30, "-1"])
    assert results(answer) == [(False, "It was not on the screen that asked. Mark it again.")]
    assert states(shown, hidden) == ["draft", "draft"]


def test_withdraw_asks_why(desk: Desk) -> None:
    browser, out = desk.browser("editor"), publish(desk.people["editor"], desk.article("Out"))
    question = ask(browser, "withdraw", out, desk.article("Draft"))
    assert "answers “withdrawn” (410); it leaves every list." in text(question)
    assert "It is not out, so it cannot be withdrawn." in text(question)
    assert "This field is required." in text(do(browser, question))
    assert states(out) == ["out"]
    assert [done for done, _said in results(do(browser, question, reason="A mistake"))] == [True]
    assert FactRow.objects.get(verb="article.withdrawn").details["reason"] == "A mistake"


def test_schedules_are_made_and_taken_back(desk: Desk) -> None:
    browser, both = desk.browser("editor"), [desk.article("One"), desk.article("Two")]
    tomorrow = timezone.localtime() + timedelta(days=1)
    question = ask(browser, "schedule", *both)
    assert "This time has passed." in text(do(browser, question, when="2020-01-01T06:00"))
    answer = results(do(browser, question, when=f"{tomorrow:%Y-%m-%dT%H:%M}"))
    assert [done for done, _said in answer] == [True, True]
    assert "London" in answer[0][1]
    assert states(*both) == ["scheduled", "scheduled"]
    back = ask(browser, "unschedule", *both, desk.article("Three"))
    assert "Take back 2 schedules" in text(back)
    assert "It is not scheduled." in text(back)
    assert [done for done, _said in results(do(browser, back))] == [True, True]
    assert states(*both) == ["draft", "draft"]


def test_ask_to_be_read_once(desk: Desk) -> None:
    browser, both = desk.browser("reporter"), [desk.article("One"), desk.article("Two")]
    assert [done for done, _said in results(do(browser, ask(browser, "ask", *both)))] == [True, True]
    assert "Somebody is asked to read it already." in text(ask(browser, "ask", *both))


def test_hand_over_what_one_began_or_answers_for(desk: Desk) -> None:
    own, other = start_story(desk.people["reporter"], "en", headline="Own"), desk.article("Other")
    question = ask(desk.browser("reporter"), "hand", own, other)
    assert [line.article for line, *_rest in question.context["goes"]] == [own.pk]
    editor = desk.people["editor"]
    assert results(do(desk.browser("reporter"), question, heir=editor.pk)) == [(True, "It is with Editor Prado now.")]
    theirs = ask(desk.browser("editor"), "hand", own, other)
    answer = results(do(desk.browser("editor"), theirs, heir=desk.people["irene"].pk))
    assert answer == [(False, "Irene Prado does not write in English.")] * 2
    assert "Select a valid choice." in text(do(desk.browser("editor"), theirs, heir=99999))
    assert ArticlePage.objects.get(pk=own.pk).owner == editor


def test_too_many_are_bounded_and_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST", 2)
    made = [desk.article(f"Story {number}") for number in range(5)]
    question = ask(desk.browser("editor"), "send-out", *made)
    assert "You marked more than 2 articles: 3 are left out below." in text(question)
    assert len(question.context["goes"]) == 2


@pytest.mark.parametrize(
    "posted", [{}, {"act": "sell"}, {"act": "send-out"}, {"act": "send-out", "story": ["x", "\ufffd"]}]
)
def test_nonsense_leads_back_to_the_list(desk: Desk, posted: dict[str, Sequence[str]]) -> None:
    browser = desk.browser("editor")
    assert browser.post(TOGETHER, posted).headers["Location"] == "/desk/stories/"
    assert browser.get(TOGETHER).headers["Location"] == "/desk/stories/"


def test_500_marks_of_stories_that_are_not_there(desk: Desk) -> None:
    browser = desk.browser("editor")
    posted = {"act": "send-out", "story": [str(uuid4()) for _ in range(500)]}
    assert "It can be done to none of the marked stories." in text(browser.post(TOGETHER, posted))
