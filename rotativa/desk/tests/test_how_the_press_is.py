"""The first sentence of the press, in every state; and the check of the printed pages that a technician asks for."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from rotativa.daybook import queries as daybook
from rotativa.desk.how_the_press_is import how_it_is
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.tests.test_press import act, followed, look, mark, reprint
from rotativa.press import checking, disk, verifications
from rotativa.press.actions.pause import pause
from rotativa.press.models import Check, Cursor, Log, Mark, Outcome, Pulse
from rotativa.press.verifying import Finding, Report, Wrong

__all__ = ["reprint"]


def first(desk: Desk, who: str = "reporter") -> str:
    """What stands above the figures."""
    cache.clear()
    screen = desk.browser(who).get("/desk/press/").content.decode()
    above = screen.partition('id="r-press-now"')[2].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", above.partition('<div class="r-figures"')[0]).split())


def alive() -> None:
    followed()
    Pulse.objects.create(worker="one", begun_at=timezone.now(), at=timezone.now())


@pytest.fixture
def long_ago() -> datetime:
    """A moment of today, whatever the time is."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(timezone.now() - timedelta(seconds=20), midnight)


def test_at_rest_readers_have_the_newest_pages(desk: Desk, long_ago: datetime) -> None:
    alive()
    assert first(desk) == "All is printed. Readers have the newest pages."
    Log.objects.create(path="/en/", outcome=Outcome.PRINTED, cause="…", at=long_ago)
    at = f"{timezone.localtime(long_ago):%H:%M:%S}"
    assert first(desk) == f"All is printed. Readers have the newest pages; last page {at}."
    assert f"Nothing waits. Last page {at}." in look(desk, "reporter")


def test_busy_since_when_and_what_readers_keep(desk: Desk, long_ago: datetime) -> None:
    alive()
    mark(marked_at=long_ago)
    mark("/es/")
    at = f"{timezone.localtime(long_ago):%H:%M:%S}"
    said = f"2 pages wait, the oldest since {at}. Readers keep the old version of each until then."
    assert first(desk) == said
    Mark.objects.filter(path="/es/").delete()
    assert first(desk) == f"1 page waits since {at}. Readers keep the old version of it until then."


def test_what_was_not_followed_yet_is_said_before_there_are_pages(desk: Desk) -> None:
    alive()
    desk.article()
    assert first(desk).startswith("What has just happened is about to be printed. Readers keep the old pages")


def test_what_is_worst_stands_first_and_is_said_once(desk: Desk) -> None:
    alive()
    mark(marked_at=timezone.now() - timedelta(minutes=3))
    mark("/en/x/", tries=3, error="…")
    behind = "The press is 3 minutes behind. 2 pages wait. Readers keep the old pages until the new ones are printed."
    failing = "1 page could not be printed. Readers do not find 1 of them: there is no earlier version."
    assert first(desk).startswith(f"{behind} {failing}")
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=4))
    silent = first(desk)
    assert re.match(
        r"The press worker has not answered since \S+: readers see every page as it was\. 1 page", silent
    ), silent
    assert "minutes behind" not in silent


def test_what_fails_holds_up_nothing_else(desk: Desk) -> None:
    alive()
    mark("/en/x/", tries=3, error="…")
    assert first(desk).endswith("They are tried again by themselves; the rest goes on.")
    mark("/en/y/")
    assert "the rest goes on. 1 page waits since" in first(desk)


def test_a_full_disk_and_a_wrong_file_are_no_calm(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    alive()
    verifications.keep(Report(places=2, looked=2, findings=[Finding("/en/", Wrong.STALE, "…")]), timezone.now())
    assert first(desk).startswith("A check found 1 printed file that is not as it should be. Readers may see")
    monkeypatch.setattr(disk.Room, "is_tight", True)
    assert "is nearly full" in first(desk)
    assert "Readers see every page as it is. Make room" in first(desk)
    assert "All is printed" not in first(desk)


def test_a_reprint_leaves_news_printed(desk: Desk, reprint: None) -> None:
    Pulse.objects.create(worker="one", begun_at=timezone.now(), at=timezone.now())
    assert first(desk).startswith("All that happened is printed. 3 pages are still to be printed anew; readers keep")
    pause(desk.people["admin"])
    Cursor.objects.update(fact=daybook.head())
    assert first(desk).startswith("All that happened is printed. 3 pages of a reprint wait until it goes on; readers")


def test_times_are_those_of_whoever_looks(desk: Desk, long_ago: datetime) -> None:
    alive()
    mark(marked_at=long_ago)
    UserProfile.objects.update_or_create(user=desk.people["reporter"], defaults={"current_time_zone": "Asia/Kathmandu"})
    with timezone.override("Asia/Kathmandu"):
        at = f"{timezone.localtime(long_ago):%H:%M}"
    assert re.search(rf"waits since (\d+ \w+ \d+, )?{at}", first(desk))
    assert "Times are those of Kathmandu." in look(desk, "reporter")


def test_a_technician_has_the_pages_checked_and_stops_it(desk: Desk) -> None:
    alive()
    assert "Every page is printed once more, in memory" in look(desk, "admin")
    assert "The check begins in a moment." in act(desk.browser("admin"), "check")
    assert "A check goes on already." in act(desk.browser("admin"), "sample")
    assert "The check waits for the scheduler" in look(desk, "reporter")
    Check.objects.update(begun_at=timezone.now(), total=4000, looked=1200)
    seen = desk.browser("editor").get("/desk/press/").content.decode()
    assert "1,200 of about 4,000 pages have been compared." in seen
    assert '<progress max="4000" value="1200"' in seen
    assert 'value="stop"' not in seen
    assert "The check stops." in act(desk.browser("admin"), "stop")
    assert "The check stops." in look(desk, "reporter")
    Check.objects.update(ended_at=timezone.now(), end="stopped")
    assert "The last check was stopped" in look(desk, "admin")
    Check.objects.update(end="broke")
    assert "The last check broke off" in look(desk, "admin")
    assert "No check goes on." in act(desk.browser("admin"), "stop")


def test_a_sample_is_offered_where_there_is_more_than_that(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    alive()
    assert 'value="sample"' not in desk.browser("admin").get("/desk/press/").content.decode()
    monkeypatch.setattr("rotativa.desk.views.press.SAMPLE", -1)
    assert 'value="sample"' in desk.browser("admin").get("/desk/press/").content.decode()
    act(desk.browser("admin"), "sample")
    assert Check.objects.get().sample == -1


@pytest.mark.parametrize("name", ["check", "sample", "stop"])
def test_others_only_look(desk: Desk, name: str) -> None:
    if name == "stop":
        checking.ask("somebody", None)
    answer = act(desk.browser("editor"), name)
    assert "Editor Prado may not do this. Who may: Editor-in-chief, Technician." in answer
    found = checking.latest()
    assert found is None if name != "stop" else found is not None and found.goes_on and not found.stops


@pytest.mark.parametrize("language", ["es", "pt", "ar"])
def test_the_sentence_is_said_in_the_language_of_the_desk(desk: Desk, language: str) -> None:
    status: Any = SimpleNamespace(failed=(), wrong=0, waiting=3, since=timezone.now())
    with override("en"):
        english = how_it_is(status, (), None)
    with override(language):
        told = how_it_is(status, (), None)
    assert told[0].sentence != english[0].sentence
    assert told[0].readers != english[0].readers
