"""The press at the desk: how far it is, what fails, what is paused by whom, and what every screen must say."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rotativa.addresses import queries as addresses
from rotativa.daybook import queries as daybook, saying
from rotativa.daybook.models import FactRow
from rotativa.desk.tests.conftest import Desk
from rotativa.kit.things import thing
from rotativa.press import standing, verifications
from rotativa.press.actions.pause import pause
from rotativa.press.models import REPRINT, Build, Cursor, Found, Kind, Log, Mark, Outcome, Printed, Pulse, Reprint
from rotativa.press.testing import print_until_done
from rotativa.press.verifying import Finding, Report, Wrong
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.submit import submit
from rotativa.stories.models import Beat

TRACEBACK = "Traceback (most recent call last):\n  …\nRuntimeError: <b>the picture is gone</b>"


def said(html: str) -> str:
    """The words of a screen, without its furniture."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]).split())


def look(desk: Desk, who: str, address: str = "/desk/press/", **asked: str) -> str:
    cache.clear()
    return said(desk.browser(who).get(address, asked).content.decode())


def act(browser: Client, name: str) -> str:
    return said(browser.post("/desk/press/", {"act": name}, follow=True).content.decode())


def followed() -> None:
    """A press that has done what there was."""
    standing.cursor()
    build = Build.objects.create(hash="0" * 16, since=timezone.now(), fact=0, marked=True)
    Cursor.objects.update(fact=daybook.head(), build=build.pk)


def mark(path: str = "/en/", **fields: Any) -> None:
    values = {"surface": "front", "argument": "en", "cause": "fact 1", "marked_at": timezone.now(), **fields}
    Mark.objects.create(path=path, **values)


@pytest.fixture
def reprint(desk: Desk) -> None:
    """A reprint of a hundred pages, of which three are left."""
    followed()
    Reprint.objects.create(cause="a new build", begun_at=timezone.now(), total=100)
    for number in range(3):
        mark(f"/en/{number}/", priority=REPRINT, cause="a new build")


def test_who_may_print_pauses_a_reprint_and_lets_it_go_on(desk: Desk, reprint: None) -> None:
    assert "Reprint: 97 of 100 pages." in look(desk, "reporter")
    assert 'value="pause"' not in desk.browser("reporter").get("/desk/press/").content.decode()
    admin = desk.browser("admin")
    assert 'value="pause"' in admin.get("/desk/press/").content.decode()
    assert "Reprints are paused. What happens is printed as ever." in act(admin, "pause")
    assert "Reprint: 97 of 100 pages, paused by Admin Prado at " in look(desk, "reporter")
    page = admin.get("/desk/press/").content.decode()
    assert 'value="resume"' in page
    assert '<progress max="100" value="97"' in page
    assert "Reprints go on." in act(admin, "resume")
    told = [saying.in_words([fact])[fact.number] for fact in daybook.latest(most=2)]
    assert told == [
        "Admin Prado let the printing of all pages go on.",
        "Admin Prado paused the printing of all pages; news went on being printed.",
    ]


@pytest.mark.parametrize("act", ["pause", "resume", "again"])
def test_others_are_refused(desk: Desk, reprint: None, act: str) -> None:
    Printed.objects.create(path="/en/", surface="front", argument="en", present=True)
    if act == "resume":
        pause(desk.people["admin"])
    before = list(Cursor.objects.values()), Mark.objects.count()
    answer = desk.browser("editor").post("/desk/press/", {"act": act, "path": "/en/"}, follow=True)
    assert "Editor Prado may not do this. Who may: Editor-in-chief, Technician." in said(answer.content.decode())
    assert (list(Cursor.objects.values()), Mark.objects.count()) == before


def test_a_page_is_printed_again(desk: Desk) -> None:
    Printed.objects.create(path="/en/", surface="front", argument="en", present=True, printed_at=timezone.now())
    admin = desk.browser("admin")
    answer = admin.post("/desk/press/", {"act": "again", "path": "/en/"}, follow=True)
    assert answer.redirect_chain == [("/desk/press/?path=%2Fen%2F", 302)]
    assert "It is printed again, with the next pages." in said(answer.content.decode())
    assert "It has been waiting to be printed since" in said(answer.content.decode())
    assert Mark.objects.get().path == "/en/"
    answer = admin.post("/desk/press/", {"act": "again", "path": "/nowhere/"}, follow=True)
    assert "Nothing is printed at this path." in said(answer.content.decode())


def test_only_technicians_see_why_a_page_fails(desk: Desk) -> None:
    followed()
    mark(tries=3, error=TRACEBACK)
    for who in ("reporter", "editor", "irene"):
        shown = look(desk, who)
        assert "/en/ Readers do not find it: there is no earlier version. Tried 3 times." in shown
        assert "A technician sees the reason here." in shown
        assert "Traceback" not in shown
    page = desk.browser("admin").get("/desk/press/").content.decode()
    assert "RuntimeError: &lt;b&gt;the picture is gone" in page


def test_what_readers_get_of_a_page_that_fails(desk: Desk) -> None:
    followed()
    article = desk.article("Water is short")
    publish(desk.people["editor"], article)
    path = addresses.current_paths([thing("article", article.pk)])[thing("article", article.pk)]
    printed = reverse("desk:printed", args=[article.story_id])
    mark(path or "", surface="article", tries=1, error=TRACEBACK)
    assert "Readers do not find 1 of them: there is no earlier version. They are tried again" in look(desk, "reporter")
    assert "Readers do not find it: there is no earlier version." in look(desk, "reporter")
    assert "It could not be printed: readers do not find it at this address." in look(desk, "reporter", printed)
    Printed.objects.create(path=path, surface="article", argument="1", present=True)
    assert "Readers see the last good version of each. They are tried again" in look(desk, "reporter")
    assert "Readers see its last good version." in look(desk, "reporter")
    assert "Its new version could not be printed: readers see the last good one." in look(desk, "reporter", printed)


def test_nothing_waits_only_where_every_fact_is_followed(desk: Desk) -> None:
    followed()
    assert "Nothing waits." in look(desk, "reporter")
    publish(desk.people["editor"], desk.article("Water is short"))
    shown = look(desk, "reporter")
    assert "Nothing waits." not in shown
    assert re.search(r"\d+ facts? (has|have) not been followed yet", shown)


def test_what_is_being_printed_by_cause(desk: Desk) -> None:
    publish(desk.people["editor"], desk.article("Water is short"))
    number = FactRow.objects.get(verb="article.published").pk
    mark("/en/", cause=f"fact {number}", worker="one")
    mark("/en/1/", cause=f"fact {number}")
    mark("/en/2/", cause="its instant", priority=12)
    shown = look(desk, "reporter")
    assert f"Editor Prado published Water is short in English. Number {number} in the daybook 2 pages since" in shown
    assert "1 in work because its time had come 1 page since" in shown


def test_the_last_verification(desk: Desk) -> None:
    assert "Check the printed pages" not in look(desk, "reporter"), "there is nothing to see yet"
    assert "Not verified yet." in look(desk, "admin")
    verifications.keep(Report(places=12, looked=12), timezone.now())
    assert "all equal" in look(desk, "reporter")
    assert "All 12 pages were compared with a fresh print." in look(desk, "reporter")
    verifications.keep(Report(places=12, looked=12, unsettled=["/es/", "/en/"]), timezone.now())
    shown = look(desk, "reporter")
    assert "all equal" not in shown, "nothing is known of two"
    assert shown.count("2 not judged") == 2, "above, and in its own card"
    assert "10 of 12 pages were compared with a fresh print. 2 were still to be printed" in shown
    found = [Finding("/en/", Wrong.STALE, "…")]
    verifications.keep(Report(places=12, looked=12, findings=found, unsettled=["/es/"]), timezone.now())
    verifications.keep(Report(places=12, looked=4, seed=1), timezone.now())
    shown = look(desk, "reporter")
    assert "last verify 1 wrong" in shown, "a small clean sample says nothing of it"
    assert "1 wrong What is stale or missing stays here until it is printed, or found right. stale /en/" in shown
    assert "a sample · all equal 4 of 12 pages were compared with a fresh print; nothing is said of the" in shown
    verifications.keep(Report(places=12, looked=12, files=9, files_looked=4, seed=1), timezone.now())
    assert "a sample · all equal All 12 pages were compared with a fresh print." in look(desk, "reporter")
    Log.objects.create(path="/en/", outcome=Outcome.PRINTED, cause="…", at=timezone.now())
    assert "1 was wrong, and was put right" in look(desk, "reporter")


def test_the_home_says_what_was_found_wrong_and_what_takes_it_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    followed()
    Pulse.objects.create(worker="one", begun_at=timezone.now(), at=timezone.now())
    assert "Nothing is wrong." in look(desk, "reporter", "/desk/")
    over = Finding("/en/old/", Wrong.LEFT_OVER, "…")
    verifications.keep(Report(places=12, looked=12, findings=[over]), timezone.now())
    home, press = look(desk, "reporter", "/desk/"), look(desk, "reporter")
    assert "1 printed file was found wrong by a verification (/en/old/)." in home
    assert "“rotativa press gc” takes away what is left over, “rotativa press verify” sees that it is gone." in home
    assert "press print" not in home
    assert "Nothing is wrong." not in home
    assert "What is left over is taken away by rotativa press gc ; it stays here until" in press
    assert "until it is printed" not in press
    verifications.keep(Report(places=12, looked=12, findings=[over, Finding("/en/", Wrong.STALE, "…")]), timezone.now())
    home = look(desk, "reporter", "/desk/")
    assert "2 printed files were found wrong by a verification (/en/, …)." in home
    assert "“rotativa press print PATH” puts right what is stale or missing." in home
    Found.objects.filter(path="/en/old/").delete()
    assert "press gc" not in look(desk, "reporter", "/desk/")
    monkeypatch.setattr(verifications, "found", lambda *_most: ())
    assert "Nothing is wrong." in look(desk, "reporter", "/desk/"), "it was put right between two looks"


def test_why_a_page_is_as_it_is(desk: Desk) -> None:
    Printed.objects.create(
        path="/en/", surface="front", argument="en", present=True, size=2048, printed_at=timezone.now(),
        until=timezone.now() + timedelta(days=400),
    )  # fmt: skip
    shown = look(desk, "reporter", path="/en/")
    assert "2.0\xa0KB, printed last" in shown or "2.0 KB, printed last" in shown
    assert "It changes by itself at" in shown
    assert "What readers get there is not what was printed" in shown, "there is no file"
    Printed.objects.filter(path="/en/").update(kind=Kind.GONE)
    assert "It was withdrawn: readers are told so." in look(desk, "reporter", path="https://news.example/en")
    Printed.objects.filter(path="/en/").update(kind=Kind.MOVED)
    assert "It redirects to –" in look(desk, "reporter", path="/en/")
    assert "This path was never printed." in look(desk, "reporter", path="/xx/")


def test_to_ask_why_is_another_word_than_to_ask_somebody(desk: Desk) -> None:
    """English has one for both; a button that sends a request is called otherwise in Portuguese."""
    editor, portuguese = desk.browser("editor"), {"Accept-Language": "pt"}
    asking = {"/desk/press/": "Descobrir", reverse("desk:ask", args=(desk.article().pk,)): "Enviar pedido"}
    for screen, word in asking.items():
        buttons = re.findall(r"<button[^>]*>([^<]*)</button>", editor.get(screen, headers=portuguese).content.decode())
        assert word in buttons, screen


def test_when_the_pages_of_a_story_were_printed_and_why(desk: Desk) -> None:
    article, draft = desk.article("Water is short"), desk.article("Another")
    publish(desk.people["editor"], article)
    path = FactRow.objects.get(verb="article.published").details["path"]
    number = FactRow.objects.get(verb="topic.named", edition="en").pk
    Log.objects.create(
        path=path, surface="article", outcome="printed", cause=f"fact {number}", build=1, size=1, at=timezone.now()
    )
    shown = look(desk, "irene", reverse("desk:printed", args=(article.story_id,)))
    assert "test named the topic Syria in English." in shown
    assert path in shown
    assert "It is not public." in look(desk, "irene", reverse("desk:printed", args=(draft.story_id,)))
    beside = desk.browser("editor").get(f"/desk/pages/{article.pk}/edit/").content.decode()
    assert f'href="{reverse("desk:printed", args=(article.story_id,))}">printed {timezone.localtime():%H:}' in beside
    nobody = "00000000-0000-0000-0000-000000000000"
    assert desk.browser("editor").get(reverse("desk:printed", args=(nobody,))).status_code == 404


def test_every_screen_says_that_the_press_is_silent_or_late(desk: Desk) -> None:
    followed()
    article = desk.article()
    screens = ("/desk/stories/", "/desk/", "/desk/daybook/", "/desk/press/", f"/desk/pages/{article.pk}/edit/")
    followed()
    for address in screens:
        assert "press worker" not in look(desk, "editor", address)
    Pulse.objects.create(worker="one", begun_at=timezone.now(), at=timezone.now() - timedelta(minutes=4))
    for address in screens:
        assert look(desk, "editor", address).count("The press worker has not answered since") == 1, address
    Pulse.objects.update(at=timezone.now())
    mark(marked_at=timezone.now() - timedelta(minutes=3))
    for address in screens:
        assert look(desk, "editor", address).count("The press is 3 minutes behind. 1 page waits.") == 1, address
    assert "minutes behind" not in desk.browser("editor").get("/desk/login/").content.decode()


def test_the_screen_says_once_whose_times_these_are_and_when_the_server_was_heard(desk: Desk) -> None:
    page = desk.browser("editor").get("/desk/press/").content.decode()
    assert page.count("Times are those of London.") == 1
    assert re.search(r'id="r-press-now" data-now="\d\d:\d\d"', page)
    assert "Not heard from the server since {time}; trying again." in page


def test_every_screen_says_that_the_scheduler_stands_still(desk: Desk) -> None:
    followed()
    Beat.objects.create(name="scheduler", at=timezone.now() - timedelta(minutes=3))
    assert look(desk, "editor", "/desk/stories/").count("The scheduler stands still") == 1
    assert look(desk, "editor", "/desk/").count("The scheduler stands still") == 1
    Beat.objects.update(at=timezone.now())
    assert "The scheduler stands still" not in look(desk, "editor", "/desk/stories/")


def test_alarms_are_asked_for_once_in_some_seconds(desk: Desk) -> None:
    browser = desk.browser("editor")
    browser.get("/desk/daybook/")
    asked = []
    for clears in (True, False, True):
        if clears:
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            browser.get("/desk/daybook/")
        asked.append(len(queries))
    assert asked[1] < asked[0] == asked[2] <= asked[1] + 10


def test_a_page_is_there_because_somebody_published_it_not_because_its_reading_ended(desk: Desk) -> None:
    article = desk.article(edition="es")
    submit(desk.people["irene"], article)
    publish(desk.people["irene"], article)
    print_until_done()
    told = set(Log.objects.filter(path__startswith="/es/").values_list("cause", flat=True))
    verbs = {fact.verb for fact in daybook.after(0) if f"fact {fact.number}" in told}
    assert "article.published" in verbs
    assert "article.reading-ended" not in verbs
