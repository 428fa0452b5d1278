"""A reprint tells how far it is, can be held back, and holds nothing else back."""

import re

import pytest

from rotativa.daybook import queries as daybook
from rotativa.kit.actor import Refused
from rotativa.press import claiming, marking, queries, telling
from rotativa.press.actions.pause import pause
from rotativa.press.actions.print_again import print_again
from rotativa.press.actions.resume import resume
from rotativa.press.following import follow
from rotativa.press.models import LATER, REPRINT, Log, Mark, Printed, Reprint
from rotativa.press.reprinting import Progress, progress
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press

BATCH = 64
PAGES = BATCH + 8
"""More than a batch: the front, a list, and a page for each note."""


@pytest.fixture
def printed(press: Press, monkeypatch: pytest.MonkeyPatch) -> Press:
    """A press that has printed some pages, and then is asked to print all of them again."""
    monkeypatch.setattr(claiming, "MOST", BATCH)
    for number in range(1, PAGES - 1):
        theme.publish(number)
    press.work()
    Log.objects.all().delete()
    print_again(theme.tester, prefix="/")
    return press


def now() -> Progress:
    found = progress()
    assert found is not None
    return found


def test_it_tells_how_far_it_is(printed: Press) -> None:
    assert (now().done, now().left, now().total) == (0, PAGES, PAGES)
    assert telling.reprint(now()) == "Reprint: 0 of 72 pages."
    worker = printed.worker()
    while now().left == PAGES:
        worker.step()
    assert (now().done, now().left) == (63, 9), "and the style, of which nobody counts pages"
    assert now().pace > 0
    assert telling.reprint(now()).startswith("Reprint: 63 of 72 pages, ")
    assert " a second, about 1 s left." in telling.reprint(now())
    Mark.objects.update(error="It could not be rendered.", tries=1)
    assert telling.reprint(now()) == "Reprint: 63 of 72 pages. 9 fail.", "nobody knows when they are done"
    worker.until_done()
    assert progress() is None
    assert queries.status().reprint is None


def test_paused_it_waits_and_news_go_out(printed: Press) -> None:
    assert pause(theme.tester)
    assert not pause(theme.tester), "it is paused already"
    theme.publish(1, title="news")
    printed.work()
    assert "news" in (printed.page("/en/note-1/") or "")
    done = sorted(Log.objects.values_list("path", "cause"))
    news = f"fact {daybook.head()}"
    assert done == [("/en/note-1/", news)], "of the reprint nothing was printed"
    assert (now().left, now().total) == (PAGES - 1, PAGES)
    said = re.sub(r"\d\d:\d\d", "14:02", telling.reprint(now()))
    assert said == "Reprint: 1 of 72 pages, paused by tester at 14:02."
    assert resume(theme.tester)
    assert not resume(theme.tester)
    printed.work()
    assert progress() is None
    assert not Mark.objects.exists()
    verbs = [fact.verb for fact in daybook.latest(most=3)]
    assert verbs.count("press.paused") == verbs.count("press.resumed") == 1


def test_a_page_of_a_paused_reprint_that_a_wide_change_touches_is_printed(printed: Press) -> None:
    """A wide change waits for the news of the day, and yet is no reprint: what it marks may go out."""
    pause(theme.tester)
    assert now().left == PAGES
    theme.name_house("changed")
    follow(printed.registry)
    waiting = Mark.objects.filter(priority__gte=LATER, priority__lt=REPRINT)
    assert waiting.count() == PAGES - 1 > marking.WIDE, "all but the front, of which there is one"
    printed.work()
    assert (printed.page("/en/note-5/") or "").endswith("changed")
    assert [mark.path for mark in Mark.objects.all()] == [theme.STYLE], "it waits with the reprint"
    assert {row.cause for row in Log.objects.filter(outcome="printed")} == {f"fact {daybook.head()}"}


def test_a_new_build_is_a_reprint(printed: Press) -> None:
    printed.work()
    printed.registry.build = lambda: "2"
    pause(theme.tester)
    printed.work()
    found = now()
    assert (found.cause, found.total, found.left, found.held_by) == ("a new build", PAGES, PAGES, "tester")
    resume(theme.tester)
    worker = printed.worker()
    worker.step()
    begun = Reprint.objects.get().begun_at
    half = now()
    assert (half.total, half.done) == (PAGES, BATCH)
    printed.worker().step()
    assert Reprint.objects.get().begun_at == begun, "a worker that starts again goes on with it"
    printed.work()
    assert progress() is None


def test_the_same_words_for_short_and_long() -> None:
    assert [telling.duration(seconds) for seconds in (0.2, 42, 90, 400, 7300)] == [
        "1 s",
        "42 s",
        "2 min",
        "7 min",
        "2 h",
    ]
    assert telling.number(12345) == "12,345"


def test_who_may_not_print_may_not_pause(press: Press) -> None:
    class Reader:
        actor_id = actor_name = "reader"

        def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
            return False

    for verb in (pause, resume):
        with pytest.raises(Refused):
            verb(Reader())
    assert not daybook.head()


@pytest.mark.parametrize("build", [False, True])
def test_fronts_and_lists_come_first_then_the_newest(press: Press, build: bool) -> None:
    for number in (1, 2, 3):
        theme.publish(number)
        press.work()
    theme.publish(1, title="changed")  # what shows it is printed behind lists, and is an article all the same
    press.work()
    last = Log.objects.latest("id").id
    if build:
        press.registry.build = lambda: "2"
    else:
        print_again(theme.tester, prefix="/")
    press.work()
    order = list(Log.objects.filter(id__gt=last).exclude(surface="file").order_by("id").values_list("path", flat=True))
    assert order == ["/en/", "/en/lists/a/", "/en/note-3/", "/en/note-2/", "/en/note-1/"]
    pages = Printed.objects.exclude(surface="file")
    assert set(pages.values_list("surface", "priority")) == {("note", 0), ("list", 1), ("list", 2)}


def test_news_that_a_new_build_meets_first_wait_for_no_paused_reprint(press: Press) -> None:
    theme.publish(1)
    press.work()
    press.registry.build = lambda: "2"
    worker = press.worker()
    pause(theme.tester)
    theme.publish(2)  # and before anybody follows this fact, the new build finds its place
    while worker._mark_on():
        pass

    worker.until_done()

    assert press.page("/en/note-2/") == "/en/note-2/|title|body|False|2"
