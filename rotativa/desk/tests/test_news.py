"""What colleagues are told by mail, through a real mail server: who, when, in which language, and nothing too much."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.users.models import UserProfile

from rotativa.desk.tests.conftest import Desk
from rotativa.kit.actor import Machine
from rotativa.kit.problems import problems
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.mails import events, habits
from rotativa.staff.mails.following import follow
from rotativa.staff.mails.sending import send_due
from rotativa.staff.mails.telling import gather
from rotativa.staff.mails.watching import look
from rotativa.staff.models import ForDigest, Mail, Trouble, User
from rotativa.staff.tests.post_office import PostOffice, opened, parts
from rotativa.stories import scheduling
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.submit import submit
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.news import tell_of_note

WELLS = "The wells of Port Selwan"
SECRET = "They are deeper than they were."


@pytest.fixture
def office(settings: Any, desk: Desk) -> Iterator[PostOffice]:
    """A mail server, and a newsroom whose people have addresses and were told of everything so far."""
    for name, user in desk.people.items():
        user.email = f"{name}@post.example"
        user.save()
    follow()
    with opened(settings) as office:
        yield office


def posted(office: PostOffice) -> dict[str, str]:
    """What came in since it was asked last, after the scheduler's round: subjects by who got them."""
    follow()
    while send_due():
        pass
    found = {str(one["To"]).partition("@")[0]: str(one["Subject"]) for one in office.mails}
    office.mails.clear()
    return found


def by_reporter(desk: Desk, headline: str = WELLS) -> ArticlePage:
    body = [{"type": "text", "value": f"<p>{SECRET}</p>"}]
    words: dict[str, Any] = {"section": desk.section.pk, "kind": desk.kind.pk, "topics": [desk.topic.pk], "body": body}
    return start_story(desk.people["reporter"], "en", headline=headline, **words)


def finish(article: ArticlePage, who: User, how: str) -> None:
    """Answers as the editor's screen does."""
    from rotativa.daybook.writing import transaction  # noqa: PLC0415

    state = WorkflowState.objects.get(object_id=str(article.pk), status="in_progress")
    with transaction(who):
        getattr(state.current_task_state, how)(user=who)


def test_who_may_send_it_out_is_asked_to_read_each_as_is_usual_for_them(desk: Desk, office: PostOffice) -> None:
    desk.people["editor"].language = "ar"
    desk.people["editor"].save()
    desk.browser("reporter").post(f"/desk/articles/{by_reporter(desk).pk}/ask/", {})
    assert django_mail.outbox == []
    assert not Mail.objects.exists(), "nothing is sent, and nobody sought, while somebody waits"
    follow()
    assert send_due() == 1
    mail = office.mails[0]
    text, html = parts(mail)
    assert mail["To"] == "editor@post.example", "not the Spanish desk, nor other reporters; the chief is told daily"
    assert str(mail["Subject"]).endswith(WELLS)
    assert (mail["Auto-Submitted"], mail["List-Unsubscribe"].startswith("<http")) == ("auto-generated", True)
    assert mail["List-Unsubscribe"].endswith("/desk/account/#tab-mails>")
    assert 'lang="ar" dir="rtl"' in html
    for said in (text, html):
        assert "Reporter Prado" in said
        assert "/edit/" in said
        assert SECRET not in said
    assert "http" not in re.sub(r"https?://(localhost|127\.0\.0\.1)\S*", "", html), "nothing from elsewhere"
    assert ForDigest.objects.get().user == desk.people["admin"]


def test_the_writer_is_told_that_it_was_read_or_given_back(desk: Desk, office: PostOffice) -> None:
    article = by_reporter(desk)
    submit(desk.people["reporter"], article)
    posted(office)
    finish(article, desk.people["editor"], "reject")
    assert office.mails == [], "Wagtail sends none of its own"
    assert posted(office) == {"reporter": f"Given back: {WELLS}"}
    submit(desk.people["editor"], article)
    assert posted(office) == {}, "nobody asks themselves"
    finish(article, desk.people["editor"], "approve")
    assert posted(office) == {"reporter": f"Read: {WELLS}"}


def test_the_clock_tells_what_went_out_what_was_held_and_what_failed(
    desk: Desk, office: PostOffice, monkeypatch: Any
) -> None:
    out, held, failing = (by_reporter(desk, name) for name in ("Sent", "Kept back", "Broken"))
    soon = timezone.now() + timedelta(hours=1)
    for article in (out, held, failing):
        schedule(desk.people["admin"], article, soon)
    posted(office)
    send, later = scheduling._send_or_hold, soon + timedelta(minutes=1)

    def broken(actor: Any, revision: int, article: int, now: datetime) -> str:
        if article == failing.pk:
            raise RuntimeError
        if article == held.pk:
            desk.section.names.filter(edition__code="en").delete()
        return send(actor, revision, article, now)

    monkeypatch.setattr(scheduling, "_send_or_hold", broken)
    monkeypatch.setattr(timezone, "now", lambda: later)
    scheduling.send_due()
    follow()
    send_due()
    told = [(str(one["To"]).partition("@")[0], str(one["Subject"])) for one in office.mails]
    assert sorted(told) == [
        ("admin", "Held: Kept back"), ("admin", "Out: Sent"), ("editor", "Held: Kept back"),
        ("reporter", "Held: Kept back"), ("reporter", "Out: Sent"),
    ]  # fmt: skip
    office.mails.clear()
    look()
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1, seconds=30))
    scheduling.send_due()
    for _again in range(3):
        look()
    assert set(posted(office).items()) >= {("reporter", "Not out: Broken"), ("editor", "Not out: Broken")}
    assert Trouble.objects.filter(key__startswith="stories.failed").count() == 1
    look()
    assert not [subject for subject in posted(office).values() if "Broken" in subject], "told once"


def test_what_is_free_long_after_its_time_is_told_to_wait_for_a_word(desk: Desk) -> None:
    article = by_reporter(desk, "Kept back")
    schedule(desk.people["admin"], article, timezone.now() + timedelta(hours=1))
    said = []
    for gate in ("picture.alt", "schedule.late"):
        ArticleRow.objects.filter(article=article.pk).update(held=[gate])
        line = events.say(desk.people["editor"], "clock.held", str(article.pk), {})
        assert line is not None
        said.append("by itself it does not go out" in line.sentence)
    assert said == [False, True]


def test_a_note_is_told_to_the_writer_without_its_words(
    desk: Desk, office: PostOffice, form_of: Callable[..., dict[str, Any]]
) -> None:
    article = by_reporter(desk)
    browser = desk.browser("editor")
    form = {**form_of(browser, article), "comments-TOTAL_FORMS": "1"}
    note = {"text": "Ask the second source", "contentpath": "title", "position": "", "resolved": "", "deleted": ""}
    form |= {f"comments-0-{name}": value for name, value in note.items()}
    form |= {f"comments-0-replies-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    assert browser.post(f"/desk/pages/{article.pk}/edit/", form).status_code == 302
    assert django_mail.outbox == []
    assert send_due() == 0, "who writes one note often writes another"
    Mail.objects.update(due_at=timezone.now())
    assert send_due() == 1
    text, html = parts(office.mails[0])
    assert office.mails[0]["To"] == "reporter@post.example"
    assert "Editor Prado" in text
    assert WELLS in text
    assert "second source" not in text + html


def test_what_two_people_note_within_minutes_is_told_of_both_and_of_each_once(desk: Desk, office: PostOffice) -> None:
    article, writer = by_reporter(desk), desk.people["reporter"]
    for who in ("editor", "admin", "editor"):
        tell_of_note("note.added", article.pk, [writer], desk.people[who])
    told = [mail.words["with_words"]["who"] for mail in Mail.objects.order_by("pk")]
    assert told == [desk.people["editor"].actor_name, desk.people["admin"].actor_name]


def test_each_chooses_and_the_mail_of_the_day_gathers(desk: Desk, office: PostOffice, monkeypatch: Any) -> None:
    editor = desk.people["editor"]
    UserProfile.objects.update_or_create(user=editor, defaults={"current_time_zone": "Asia/Amman"})
    at = datetime(2026, 11, 28, 4, 30, tzinfo=UTC)  # half past seven in Amman
    monkeypatch.setattr(timezone, "now", lambda: at)
    chosen = {"mails-reading": "daily", "mails-answers": "never", "mails-hour": "8"}
    of_wagtail = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    form = {"locale-current_time_zone": "Asia/Amman", **of_wagtail, **chosen}
    answer = desk.browser("editor").post("/desk/account/", form)
    assert answer.status_code == 302
    assert habits.chosen(editor)[0]["clock"] == "at_once", "what was not chosen is as usual"
    first, second, third = (by_reporter(desk, name) for name in ("One", "Two", "Three"))
    for article in (first, second, third):
        submit(desk.people["reporter"], article)
    assert posted(office) == {}
    assert gather() == 0
    delete_draft(desk.people["admin"], third)
    ForDigest.objects.update(made_at=at)
    at += timedelta(minutes=31)
    assert gather() >= 1
    send_due()
    [mail] = [one for one in office.mails if one["To"] == "editor@post.example"]
    text, _html = parts(mail)
    assert mail["Subject"] == "What happened at Atlas"
    assert (text.count("asks you to read"), "Three" in text) == (2, False)
    assert "28 Nov 07:30 ·" in text, "on the reader's own clock"
    assert not ForDigest.objects.filter(user=editor).exists()
    submit(desk.people["reporter"], by_reporter(desk, "Four"))
    follow()
    assert ForDigest.objects.get(user=editor).due_at == datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
    habits.choose(editor, {"reading": "never"}, 8)
    assert not ForDigest.objects.filter(user=editor).exists()


def test_nobody_is_told_what_they_may_not_know_when_the_mail_goes(desk: Desk, office: PostOffice) -> None:
    article = by_reporter(desk)
    submit(desk.people["reporter"], article)
    follow()
    take_role(Machine("test"), desk.people["editor"], "desk_editor", "en")
    assert posted(office) == {}
    assert not Mail.objects.exists()
    submit(desk.people["reporter"], by_reporter(desk, "Over"))
    follow()
    ArticleRow.objects.update(asked=False)
    assert posted(office) == {}


def test_a_mail_server_that_is_down_loses_nothing_and_sends_nothing_twice(
    desk: Desk, office: PostOffice, settings: Any, monkeypatch: Any
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    for number in range(3):
        submit(desk.people["reporter"], by_reporter(desk, f"Story {number}"))
    follow()
    names = {str(mail.pk) for mail in Mail.objects.all()}
    start, pauses = timezone.now(), []
    for _try in range(8):
        assert send_due() == 0
        assert {mail.trouble for mail in Mail.objects.all()} == {"down"}
        due = {mail.due_at for mail in Mail.objects.all()}
        assert len(due) == 1, "all wait together: the server is asked once"
        pauses.append(round((due.pop() - timezone.now()).total_seconds() / 60))
        start += timedelta(minutes=pauses[-1], seconds=1)
        monkeypatch.setattr(timezone, "now", lambda start=start: start)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert "staff.mail" in [one.key for one in problems(desk.people["admin"])]
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(days=2))
    assert send_due() == 0
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(days=3))
    settings.EMAIL_PORT = port
    assert send_due() == 3
    assert send_due() == 0
    assert {str(mail["Message-ID"])[1:].partition(".")[0] for mail in office.mails} == names
    assert "staff.mail" not in [one.key for one in problems(desk.people["admin"])]


def test_a_mail_that_is_refused_keeps_no_other(desk: Desk, office: PostOffice) -> None:
    office.refuses.add("reporter@post.example")
    first, second = by_reporter(desk), desk.article("Second")
    submit(desk.people["reporter"], first)
    submit(desk.people["admin"], second)
    posted(office)
    finish(first, desk.people["editor"], "approve")
    finish(second, desk.people["editor"], "approve")
    assert posted(office) == {"admin": "Read: Second"}
    assert Mail.objects.get().trouble == "refused"
