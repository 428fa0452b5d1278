"""The desk's first screen: problems worst first, a schedule that will be held, and parts that fail alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rotativa.desk.queries import home
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.desk.tests.test_press import followed, mark, said
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.kit import problems
from rotativa.kit.actor import Machine
from rotativa.press.models import REPRINT, Cursor, Pulse
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.undo_publication import undo_publication
from rotativa.stories.models import ArticlePage, ArticleRow, Beat

WELLS = "The wells of Port Selwan"


def look(desk: Desk, who: str) -> str:
    cache.clear()
    return without_marks(said(desk.browser(who).get("/desk/").content.decode()))


def without_marks(words: str) -> str:
    """Words without the invisible marks that keep a headline in its own direction."""
    return words.translate({0x2068: None, 0x2069: None})


def held_ahead(desk: Desk) -> Any:
    """An article that is scheduled for tonight, and whose section lost its name since."""
    article = desk.article(WELLS)
    schedule(desk.people["editor"], article, timezone.now() + timedelta(hours=6))
    desk.section.names.filter(edition__code="en").delete()
    return article


def test_the_languages_of_a_person_are_named_in_the_words_of_the_desk(desk: Desk) -> None:
    """As every other sentence names them: not ``Español`` between English words."""
    assert "You write in Spanish ." in look(desk, "irene")


def test_what_was_just_begun_is_known_by_its_original(desk: Desk) -> None:
    """Whoever brings out three stories tonight has three drafts without a headline."""
    followed()
    article = desk.article(WELLS)
    start_edition(desk.people["irene"], article.story_id, "es")
    assert f"Untitled story {WELLS} draft" in look(desk, "irene")
    mine = ArticleRow.objects.get(story=article.story_id, edition_id="es")
    save_draft(desk.people["irene"], ArticlePage.objects.get(pk=mine.article_id), headline="Los pozos")
    followed()
    shown = look(desk, "irene")
    assert "Los pozos draft" in shown
    assert WELLS not in shown


def test_what_is_scheduled_says_beforehand_that_a_gate_will_hold_it(desk: Desk) -> None:
    followed()
    article = desk.article("Planned")
    schedule(desk.people["editor"], article, timezone.now() + timedelta(hours=5))
    assert "Planned en can go out" in look(desk, "editor")
    assert "will not go out" not in look(desk, "editor")
    held = held_ahead(desk)
    shown = look(desk, "editor")
    assert f"“{WELLS}” will not go out at " in shown
    assert f"{WELLS} en held: " in shown
    page = without_marks(desk.browser("editor").get("/desk/").content.decode())
    problem = page[page.index(f"“{WELLS}” will not") :].partition("</a>")[0]
    assert f'href="/desk/pages/{held.pk}/edit/"' in problem
    elsewhere = without_marks(desk.browser("irene").get("/desk/").content.decode())
    problem = elsewhere[elsewhere.index(f"“{WELLS}” will not") :].partition('<div class="r-problem"')[0].split("<h2")[0]
    assert "<a class" not in problem, "who may not act sees it without the button"


def test_what_was_written_after_the_schedule_is_said_to_stay_behind(desk: Desk) -> None:
    article, editor = desk.article("Planned"), desk.people["editor"]
    schedule(editor, article, timezone.now() + timedelta(hours=5))
    save_draft(editor, article, headline="Planned")
    assert "does not go out" not in look(desk, "editor"), "the save changed nothing"
    save_draft(editor, article, standfirst="They are shallower.")
    assert "Planned en can go out · changed here since; that does not go out" in look(desk, "editor")
    schedule(editor, article, timezone.now() + timedelta(hours=6))
    assert "does not go out" not in look(desk, "editor")


def test_what_is_scheduled_is_called_as_it_goes_out(desk: Desk) -> None:
    article, editor = desk.article("Planned"), desk.people["editor"]
    schedule(editor, article, timezone.now() + timedelta(hours=5))
    save_draft(editor, article, headline="Planned otherwise")
    assert "Planned en can go out · changed here since" in look(desk, "editor").partition("Going out next")[2]
    stories = without_marks(desk.browser("editor").get("/desk/stories/").content.decode())
    assert ">Planned</bdi>" in stories
    assert "Planned otherwise</bdi>" not in stories
    schedule(editor, article, timezone.now() + timedelta(hours=6))
    assert "Planned otherwise en can go out" in look(desk, "editor").partition("Going out next")[2]


def test_stories_and_fronts_go_out_in_the_order_of_the_clock(desk: Desk) -> None:
    now = timezone.now()
    for hours, headline in ((2, "Planned first"), (6, "Planned last")):
        schedule(desk.people["editor"], desk.article(headline), now + timedelta(hours=hours))
    for hours, edition in ((4, "en"), (5, "es")):
        schedule_front(desk.people["admin"], edition, now + timedelta(hours=hours))
    shown = look(desk, "reporter").partition("Going out next")[2]
    places = [shown.index(words) for words in ("Planned first", "Front in English", "Front in Spanish", "Planned last")]
    assert places == sorted(places)


def test_problems_stand_in_the_order_of_their_harm_to_readers(desk: Desk) -> None:
    followed()
    held_ahead(desk)
    followed()
    Beat.objects.create(name="scheduler", at=timezone.now() - timedelta(minutes=5))
    mark("/en/gone/", tries=1, error="x", marked_at=timezone.now())
    mark("/en/late/", marked_at=timezone.now() - timedelta(minutes=4))
    mark("/en/old/", priority=REPRINT, cause="a new build")
    Pulse.objects.create(worker="one", begun_at=timezone.now(), at=timezone.now())
    Cursor.objects.update(held_at=timezone.now() - timedelta(hours=13), held_by="Admin Prado")
    keys = [
        one.key.partition(":")[0] + ":" + one.key.partition(":")[2][:6]
        for one in problems.problems(desk.people["admin"])
    ]
    assert [key for key in keys if not key.startswith("stories.ahead")] == [
        "press:behind", "press:missin", "stories.scheduler:", "press:paused",
    ]  # fmt: skip
    assert keys[2].startswith("stories.ahead")
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=9))
    keys = [one.key for one in problems.problems(desk.people["admin"])]
    assert keys.index("press:missing") < keys.index("press:silent") < keys.index("press:paused")


def test_a_pause_is_forgotten_after_a_night_and_only_while_pages_wait(desk: Desk) -> None:
    followed()
    Cursor.objects.update(held_at=timezone.now() - timedelta(hours=11), held_by="Admin Prado")
    mark("/en/old/", priority=REPRINT, cause="a new build")
    assert "paused the reprint" not in look(desk, "editor")
    Cursor.objects.update(held_at=timezone.now() - timedelta(hours=13))
    assert "Admin Prado paused the reprint " in look(desk, "editor")


@pytest.mark.parametrize("part", ["to_read", "my_open", "going_out", "out_today"])
def test_a_part_that_fails_says_so_and_empties_no_other(desk: Desk, monkeypatch: Any, part: str) -> None:
    def broken(*_arguments: Any) -> None:
        raise RuntimeError

    followed()
    asked, planned, sent = desk.article("Asked"), desk.article("Planned"), desk.article("Sent")
    submit(desk.people["admin"], asked)
    schedule(desk.people["admin"], planned, timezone.now() + timedelta(days=2))
    publish(desk.people["admin"], sent)
    monkeypatch.setattr(home, part, broken)
    shown = look(desk, "admin")
    assert shown.count("This part could not be read.") == 1
    parts = {
        "to_read": "Admin Prado asks you to read it", "my_open": "to be read, since", "going_out": "can go out",
        "out_today": "English 1",
    }  # fmt: skip
    assert [name for name, words in parts.items() if words not in shown] == [part]


def test_a_technician_sees_machines_and_no_story(desk: Desk) -> None:
    held_ahead(desk)
    desk.people["tess"] = add_person(Machine("test"), username="tess", name="Tess Wire", password=PASSWORD)
    give_role(Machine("test"), desk.people["tess"], "technician")
    mark("/en/gone/", tries=1, error="x")
    shown = look(desk, "tess")
    assert "1 page could not be printed" in shown
    assert WELLS not in shown
    assert "Going out next" not in shown


def test_what_went_out_says_whether_it_is_new_and_when_last(desk: Desk) -> None:
    followed()
    article = desk.article("Sent")
    publish(desk.people["editor"], article)
    assert "Sent new" in look(desk, "editor")
    save_draft(desk.people["admin"], article, headline="Sent again")
    publish(desk.people["editor"], article)
    assert "Sent again update" in look(desk, "editor"), "that it was new was hours before the time beside it"
    ArticleRow.objects.update(first_published=timezone.now() - timedelta(days=3))
    assert "Sent again update" in look(desk, "editor")


def test_what_went_out_is_called_as_readers_have_it(desk: Desk) -> None:
    followed()
    article = desk.article("A minute slow")
    publish(desk.people["editor"], article)
    save_draft(desk.people["editor"], article, headline="Two minutes slow")
    assert "A minute slow new" in look(desk, "editor").partition("Out today")[2]
    publish(desk.people["editor"], article)
    undo_publication(desk.people["editor"], article)
    shown = look(desk, "editor").partition("Out today")[2]
    assert "A minute slow update" in shown
    assert "Two minutes slow" not in shown


def test_new_is_said_of_an_article_in_other_words_than_of_a_part_that_was_added(desk: Desk) -> None:
    followed()
    publish(desk.people["editor"], desk.article("Sent"))
    User.objects.filter(pk=desk.people["editor"].pk).update(language="es")
    assert "Sent nuevo" in look(desk, "editor")


def test_what_goes_out_for_the_first_time_is_new_whatever_day_it_is_given(desk: Desk) -> None:
    followed()
    publish(desk.people["editor"], desk.article("From the archive"), first_out=timezone.now() - timedelta(days=900))
    assert "From the archive new" in look(desk, "editor")


def test_the_gates_ahead_are_asked_for_once_in_some_seconds(desk: Desk) -> None:
    followed()
    browser = desk.browser("editor")
    for number in range(8):
        schedule(desk.people["editor"], desk.article(f"Planned {number}"), timezone.now() + timedelta(hours=2))
    cache.clear()
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/desk/")
    assert len(queries) <= 25, [one["sql"][:120] for one in queries]


def leads_to(desk: Desk, who: str) -> list[str]:
    """Where the buttons of the problems about articles lead."""
    about = ("stories.ahead", "stories.held")
    return [one.link for one in problems.problems(desk.people[who]) if one.key.startswith(about)]


def test_a_schedule_that_nobody_answers_for_is_mended_where_it_is_made(desk: Desk) -> None:
    followed()
    article = desk.article("Planned")
    schedule(desk.people["editor"], article, timezone.now() + timedelta(hours=5))
    editor, schedules = f"/desk/pages/{article.pk}/edit/", f"/desk/articles/{article.pk}/schedule/"
    desk.section.names.filter(edition__code="en").delete()
    assert (leads_to(desk, "admin"), leads_to(desk, "reporter")) == ([editor], [editor])
    User.objects.filter(pk=desk.people["editor"].pk).update(is_active=False)
    cache.clear()
    assert leads_to(desk, "admin") == [schedules]
    assert leads_to(desk, "reporter") == [""], "who may write there cannot mend it"
    assert desk.browser("admin").get(schedules).status_code == 200
    for held in ("schedule.nobody", "schedule.late"):
        ArticleRow.objects.filter(article=article.pk).update(
            held=[held], scheduled_at=timezone.now() - timedelta(hours=2)
        )
        assert leads_to(desk, "admin") == [schedules]
