"""Sending out, scheduling, withdrawing, moving: what the screens show, and what they refuse."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from rotativa.addresses.queries import current_paths
from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.daybook.queries import head, latest
from rotativa.desk import furniture
from rotativa.desk.forms.acts import WhenForm
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.views import withdraw as views_of_withdrawal
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.actions.change_document import change_document
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, sent
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.facets import masthead
from rotativa.press.marking import Wanted, mark_places
from rotativa.press.models import Cursor
from rotativa.press.registry import Place
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.tell_of_withdrawal import tell_of_withdrawal
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import RawBlock
from rotativa.stories.models import ArticlePage, ArticleRow, Withdrawal
from rotativa.stories.scheduling import send_due
from rotativa.stories.tests.makers import paragraphs


def screen(name: str, article: ArticlePage) -> str:
    return reverse(f"desk:{name}", args=(article.pk,))


def edit(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(article.pk,))


def seen(response: Any) -> dict[str, Any]:
    """What the form of a screen carries: the version that was looked at."""
    return {
        name: value
        for name, value in response.context["form"].initial.items()
        if name in ("stands", "revision", "seen")
    }


def test_the_first_time_out(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    response = browser.get(screen("send_out", article))
    shown = response.content.decode()
    day = timezone.now().astimezone(ZoneInfo("Europe/London"))
    path = f"/en/{day:%Y/%m/%d}/the-wells-of-port-selwan/"
    for words in (path, "Politics", "Syria", "Publish in English", "It has a headline"):
        assert words in shown
    response = browser.post(screen("send_out", article), seen(response), follow=True)
    assert "Out in English." in response.content.decode()
    assert current_paths([article.thing])[article.thing] == path
    assert latest()[0].verb == "article.published"


def test_who_has_no_name_in_a_new_edition_is_told_before_it_goes_out(desk: Desk) -> None:
    """Else an article went out with nobody's name above it, and whoever sent it out had read nothing of that."""
    admin = desk.people["admin"]
    maria, ana = add_author(admin), add_author(admin)
    for author, edition, name in ((maria, "en", "Maria Vidal"), (ana, "en", "Ana Prado"), (ana, "es", "Ana Prado")):
        name_author(admin, author, edition, name=name)
    article = desk.article(authors=[maria.pk, ana.pk])
    add_edition(admin, "fr", name="Atlas", zone="Europe/Paris")
    spanish, french = (start_edition(admin, article.story_id, code) for code in ("es", "fr"))
    told = [
        " ".join(desk.browser("admin").get(screen("send_out", one)).content.decode().split())
        for one in (article, spanish, french)
    ]
    unnamed = '<b class="r-alarm"><bdi dir="auto">{}</bdi> (no name in this edition)</b>'
    assert "no name in this edition" not in told[0]
    assert unnamed.format("Maria Vidal") in told[1]
    assert unnamed.format("Ana Prado") not in told[1]
    for name in ("Maria Vidal", "Ana Prado", str(desk.topic)):
        assert unnamed.format(name) in told[2]
    save_draft(admin, spanish, authors=[ana.pk], translators=[maria.pk])
    assert unnamed.format("Maria Vidal") in " ".join(
        desk.browser("admin").get(screen("send_out", spanish)).content.decode().split()
    ), "who translated signs, too"


def test_what_a_translation_leaves_empty_is_told(desk: Desk) -> None:
    text, subhead = (
        {"type": "text", "value": "<p>One well.</p><p>Two wells.</p>"},
        {"type": "subhead", "value": "Wells"},
    )
    article = desk.article(standfirst="They are deeper.", body=[text, subhead])
    irene = desk.people["irene"]
    spanish = start_edition(irene, article.story_id, "es")
    begun, below = spanish.body.raw_data
    written = {**begun, "value": begun["value"].replace("</p>", "Un pozo.</p>", 1)}
    save_draft(irene, spanish, headline="Los pozos", body=[written, below])
    shown = " ".join(desk.browser("irene").get(screen("send_out", spanish)).content.decode().split())
    assert "2 words" in shown
    assert "3 parts of the original are empty here" in shown
    assert "empty here" not in desk.browser("editor").get(screen("send_out", article)).content.decode()


def test_what_ends_a_schedule_says_so_before(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    browser, said = desk.browser("editor"), "Once you do this, it will not go out."
    screens = [screen("send_out", article), screen("withdraw", article)]
    assert not [address for address in screens if said in browser.get(address).content.decode()]
    save_draft(desk.people["editor"], article, headline="Embargoed")
    at = timezone.now().replace(hour=10, minute=15) + timedelta(days=200)
    schedule(desk.people["editor"], article, at)
    for address in screens:
        shown = browser.get(address).content.decode()
        assert said in shown
        assert f"{at.astimezone(ZoneInfo('Europe/London')):%-d %b %Y %H:%M}, London" in shown


def test_an_arabic_desk_shows_addresses_times_and_lists_in_its_own_direction(desk: Desk) -> None:
    """What is all figures and hyphens, or a path, would be shown from its end among Arabic letters."""
    article = publish(desk.people["admin"], desk.article())
    at = timezone.now().replace(year=2090, month=1, day=5, hour=6, minute=0)
    schedule(desk.people["admin"], article, at)
    UserProfile.objects.update_or_create(user=desk.people["editor"], defaults={"preferred_language": "ar"})
    shown = desk.browser("editor").get(screen("withdraw", article)).content.decode()
    assert f'<bdi class="r-path" dir="ltr">{current_paths([article.thing])[article.thing]}</bdi>' in shown
    assert "5 يناير 2090 06:00" in shown
    with override("ar"):
        assert furniture.language_names(["en", "es", "pt"]) == "الإنجليزية والإسبانية والبرتغالية"
        assert furniture.aside("منشور", "06:00") == "منشور، 06:00"


def test_an_update_shows_what_differs(desk: Desk) -> None:
    body = [{"type": "text", "value": "<p>They drew from 47 wells.</p><p>Nobody asked.</p>"}]
    article = publish(desk.people["admin"], desk.article(body=body))
    draft = article.body.raw_data[0]["value"].replace("47 wells", "41 wells")
    save_draft(desk.people["editor"], article, body=[{**article.body.raw_data[0], "value": draft}])
    response = desk.browser("editor").get(screen("send_out", article))
    differences = response.context["compared"].differences
    assert [difference.label for difference in differences] == ["Paragraph 1"]
    assert "47</del>" in differences[0].marked
    assert "41</ins>" in differences[0].marked
    assert "Publish the new version in English" in response.content.decode()
    desk.browser("editor").post(screen("send_out", article), seen(response))
    assert latest()[0].verb == "article.updated"


def test_nothing_new_needs_no_button(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    response = desk.browser("editor").get(screen("send_out", article))
    assert response.context["nothing_new"]
    assert "Nothing differs" in response.content.decode()
    assert "readers have this version" in response.content.decode()
    assert "readers get the new version" not in response.content.decode()


def test_changed_meanwhile(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    looked_at = seen(browser.get(screen("send_out", article)))
    save_draft(desk.people["reporter"], article, headline="Something else")
    response = browser.post(screen("send_out", article), looked_at)
    assert "was changed meanwhile" in response.content.decode()
    assert "Something else" in response.content.decode()
    article.refresh_from_db()
    assert not article.live


def test_who_clicks_twice_is_not_told_that_somebody_changed_it(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    asked = seen(browser.get(screen("send_out", article)))
    browser.post(screen("send_out", article), asked)
    browser.get(screen("send_out", article))  # takes what the first click was told
    shown = browser.post(screen("send_out", article), asked, follow=True).content.decode()
    assert "Readers have exactly this already." in shown
    assert "was changed meanwhile" not in shown


def test_an_open_gate_holds(desk: Desk) -> None:
    article, browser = desk.article(section=None), desk.browser("editor")
    response = browser.get(screen("send_out", article))
    assert "It belongs to no section." in response.content.decode()
    assert f'href="/desk/pages/{article.pk}/edit/#id_section"' in response.content.decode()
    response = browser.post(screen("send_out", article), seen(response), follow=True)
    assert "It cannot go out: It belongs to no section." in response.content.decode()
    article.refresh_from_db()
    assert not article.live


def test_a_schedule_is_on_the_editions_clock(desk: Desk) -> None:
    article, browser = desk.article("Cinco preguntas", edition="es"), desk.browser("irene")
    when = (timezone.now() + timedelta(days=40)).replace(second=0, microsecond=0)
    wall = when.astimezone(ZoneInfo("Europe/Madrid"))
    posted = {**seen(browser.get(screen("schedule", article))), "when": f"{wall:%Y-%m-%dT%H:%M}"}
    assert browser.post(screen("schedule", article), posted).status_code == 302
    assert ArticleRow.objects.get(pk=article.pk).scheduled_at == when
    assert browser.post(screen("schedule", article), {"second": "1"}).status_code == 302
    assert ArticleRow.objects.get(pk=article.pk).scheduled_at is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2020-01-01T06:00", "This time has passed."),
        ("2031-03-30T02:30", "The clock skips this time"),
        ("2031-10-26T02:30", "The clock shows this time twice"),
        ("soon", "Enter a valid date/time."),
        ("0001-01-01T00:00", "Enter a valid date/time."),
        ("9999-12-31T23:59", "Enter a valid date/time."),
    ],
)
def test_times_that_are_refused(desk: Desk, typed: str, sentence: str) -> None:
    edition = masthead("es")
    assert edition is not None
    form = WhenForm({"stands": "in 0", "revision": 1, "seen": "x", "when": typed}, edition=edition)
    assert not form.is_valid()
    assert sentence in form.errors["when"][0]


@pytest.mark.parametrize(
    ("typed", "choices", "second"),
    [
        # The night on which the clock goes forward: half past two is never shown.
        (
            "2031-03-30T02:30",
            ["30 Mar 2031 01:30, when it is UTC+1:00 there", "30 Mar 2031 03:30, when it is UTC+2:00 there"],
            datetime(2031, 3, 30, 1, 30, tzinfo=UTC),
        ),
        # The night on which it goes back: half past two is shown twice.
        (
            "2031-10-26T02:30",
            ["26 Oct 2031 02:30, when it is UTC+2:00 there", "26 Oct 2031 02:30, when it is UTC+1:00 there"],
            datetime(2031, 10, 26, 1, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_time_that_stands_for_two_moments_is_asked_about(
    desk: Desk, typed: str, choices: list[str], second: datetime
) -> None:
    article, browser = desk.article("Cinco preguntas", edition="es"), desk.browser("irene")
    posted = {**seen(browser.get(screen("schedule", article))), "when": typed}
    asked = browser.post(screen("schedule", article), posted)
    assert [label for _value, label in asked.context["form"].fields["meant"].choices] == choices
    assert all(label in asked.content.decode() for label in choices)
    assert ArticleRow.objects.get(pk=article.pk).scheduled_at is None
    for meant, answer in (
        ("2031-10-26T12:00:00+00:00", 200),
        (second.astimezone(ZoneInfo("Europe/Madrid")).isoformat(), 302),
    ):
        assert browser.post(screen("schedule", article), {**posted, "meant": meant}).status_code == answer
    assert ArticleRow.objects.get(pk=article.pk).scheduled_at == second


def test_what_was_held_and_is_free_too_late_says_that_it_waits(desk: Desk) -> None:
    article, browser, past = desk.article(), desk.browser("editor"), timezone.now() - timedelta(hours=2)
    schedule(desk.people["editor"], article, timezone.now() + timedelta(hours=1))
    article.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    ArticleRow.objects.filter(pk=article.pk).update(scheduled_at=past, held=["picture.alt"])
    assert send_due().held == (article.pk,)
    shown = browser.get(screen("schedule", article)).content.decode()
    assert "Nothing else holds it any more, but its time passed more than an hour ago." in shown
    home = browser.get("/desk/").content.decode()
    assert "it goes out only if you say so" in home
    assert "Nothing else holds it any more" in home
    browser.post(screen("send_out", article), seen(browser.get(screen("send_out", article))))
    article.refresh_from_db()
    assert article.live


def test_the_schedule_says_what_holds_it_and_how_the_scheduler_is(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    at = timezone.now() + timedelta(hours=1)
    schedule(desk.people["editor"], article, at)
    assert "stands still" in browser.get(screen("schedule", article)).content.decode()
    save_draft(desk.people["editor"], article, headline="Another headline")
    revision = article.revisions.get(approved_go_live_at__isnull=False)
    revision.content["title"] = ""
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    type(revision).objects.filter(pk=revision.pk).update(
        content=revision.content, approved_go_live_at=revision.approved_go_live_at
    )
    ArticleRow.objects.filter(pk=article.pk).update(scheduled_at=revision.approved_go_live_at)
    assert send_due().held == (article.pk,)
    shown = browser.get(screen("schedule", article))
    assert [gate.name for gate in shown.context["held"]] == ["headline.missing"]
    assert shown.context["gates"] == ()
    assert "What holds back the version that is scheduled" in shown.content.decode()
    assert "is at work" in shown.content.decode()
    assert latest()[0].verb == "article.held"
    assert latest()[0].details["gates"] == ["headline.missing"]


def test_withdrawing_says_what_it_does_and_asks_why(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    path = current_paths([article.thing])[article.thing]
    shown = browser.get(screen("withdraw", article))
    assert path in shown.content.decode()
    assert browser.post(screen("withdraw", article), {**seen(shown), "reason": ""}).status_code == 200
    article.refresh_from_db()
    assert article.live
    asked = {**seen(shown), "reason": "The figures were another town's."}
    response = browser.post(screen("withdraw", article), asked, follow=True)
    article.refresh_from_db()
    assert not article.live
    assert latest()[0].verb == "article.withdrawn"
    assert latest()[0].details["reason"] == "The figures were another town's."
    assert "Readers still see it" in response.content.decode(), "no press works here"
    again = browser.post(screen("withdraw", article), asked, follow=True).content.decode()
    assert "Withdrawn in English." in again, "a second click finds done what it asked for"
    assert "It is not out" not in again


def test_readers_see_a_withdrawn_article_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen("withdraw", article))), "reason": "x"}
    # The press comes to it while the person waits.
    monkeypatch.setattr(views_of_withdrawal, "PATIENCE", 60.0)
    monkeypatch.setattr("rotativa.desk.views.withdraw.time.sleep", lambda _seconds: Cursor.objects.update(fact=head()))
    response = browser.post(screen("withdraw", article), asked, follow=True)
    assert "Withdrawn in English. Readers no longer see it." in response.content.decode()


def test_a_front_that_still_names_what_was_withdrawn_is_told_of(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen("withdraw", article))), "reason": "x"}
    mark_places([Wanted("front", Place("/en/", "en", 1), "fact 1")], timezone.now())
    monkeypatch.setattr(views_of_withdrawal, "PATIENCE", 0.2)
    monkeypatch.setattr("rotativa.desk.views.withdraw.time.sleep", lambda _seconds: Cursor.objects.update(fact=head()))
    response = browser.post(screen("withdraw", article), asked, follow=True).content.decode()
    assert (
        "Withdrawn in English. Its address says so. Fronts and lists that name it are still being printed" in response
    )
    assert "Readers no longer see it." not in response


def test_readers_are_told_which_article_it_was_only_if_somebody_says_so(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen("withdraw", article))), "reason": "The figures were another town's."}
    browser.post(screen("withdraw", article), asked)
    told = Withdrawal.objects.get(article=article)
    assert told.headline == "", "silence is the default"
    assert screen("told", article) in browser.get(edit(article)).content.decode()
    shown = browser.get(screen("told", article))
    assert "Its addresses say that an article was withdrawn." in shown.content.decode()
    for says, headline, verb in (("on", article.title, "article.told"), ("", "", "article.untold")):
        asked = {**seen(browser.get(screen("told", article))), "tells": says, "reason": "Counsel agrees."}
        browser.post(screen("told", article), asked)
        told.refresh_from_db()
        assert told.headline == headline
        assert (latest()[0].verb, latest()[0].details["reason"]) == (verb, "Counsel agrees.")


@pytest.mark.parametrize(("first", "second"), [("on", ""), ("", "on")])
def test_who_withdraws_second_learns_that_readers_are_told_otherwise(desk: Desk, first: str, second: str) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen("withdraw", article))), "reason": "For the safety of a source."}
    withdraw(desk.people["admin"], article, tells=bool(first))
    response = browser.post(screen("withdraw", article), {**asked, "tells": second}, follow=True).content.decode()
    assert "Somebody withdrew it before you" in response
    assert f'href="{screen("told", article)}"' in response.partition("Somebody withdrew it")[2].partition("</li>")[0]
    assert "Withdrawn in English." not in response, "it is not done as it was asked for"
    again = browser.post(screen("withdraw", article), {**asked, "tells": first}, follow=True).content.decode()
    assert "Withdrawn in English." in again, "what was wanted is done"


def test_an_old_tab_names_nothing_that_was_withdrawn_anew(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    withdraw(desk.people["admin"], article)
    asked = {**seen(browser.get(screen("told", article))), "tells": "on", "reason": "The figures were wrong."}
    publish(desk.people["admin"], article)
    withdraw(desk.people["admin"], article, reason="A court order.")
    response = browser.post(screen("told", article), asked, follow=True)
    assert "It was withdrawn anew meanwhile" in response.content.decode()
    assert Withdrawal.objects.get(article=article).headline == ""
    browser.post(screen("told", article), {**asked, **seen(response)})
    assert Withdrawal.objects.get(article=article).headline == article.title, "who looked again may"


def test_an_old_tab_names_nothing_that_was_silenced_since(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    withdraw(desk.people["admin"], article, tells=True)
    asked = {**seen(browser.get(screen("told", article))), "tells": "on", "reason": "x"}
    tell_of_withdrawal(desk.people["admin"], article, tells=False)
    response = browser.post(screen("told", article), asked, follow=True)
    assert "somebody changed what readers are told" in response.content.decode()
    assert Withdrawal.objects.get(article=article).headline == ""


def test_of_what_is_not_withdrawn_nothing_is_told(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    for response in (
        browser.get(screen("told", article), follow=True),
        browser.post(screen("told", article), {}, follow=True),
    ):
        assert "It is not withdrawn, so there is nothing to tell of it." in response.content.decode()


def test_who_may_not_withdraw_does_not_decide_what_readers_are_told(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    withdraw(desk.people["admin"], article)
    response = desk.browser("reporter").post(screen("told", article), {"tells": "on", "reason": "x"}, follow=True)
    assert "You may not do this in English." in response.content.decode()
    assert Withdrawal.objects.get(article=article).headline == ""


def test_what_is_not_out_is_not_withdrawn(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    for response in (
        browser.get(screen("withdraw", article), follow=True),
        browser.post(screen("withdraw", article), {"stands": "in 0", "reason": "x"}, follow=True),
    ):
        assert "It is not out, so it cannot be withdrawn." in response.content.decode()


@pytest.mark.parametrize(("act", "more"), [("send_out", {}), ("schedule", {"when": "2099-01-01T10:00"})])
def test_an_old_tab_brings_nothing_back_that_was_withdrawn(desk: Desk, act: str, more: dict[str, str]) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen(act, article))), **more}
    withdraw(desk.people["admin"], article, reason="A court order.")
    response = browser.post(screen(act, article), asked, follow=True)
    assert "It was withdrawn meanwhile" in response.content.decode()
    article.refresh_from_db()
    assert (article.live, article.scheduled_revision) == (False, None)


def test_who_sends_out_is_told_what_a_document_says_of_whoever_made_it(desk: Desk) -> None:
    paper = add_document(desk.people["editor"], receive(sent(PDF.replace(b"<<>>", b"<</Author (Maria)>>"))))
    article, browser = desk.article(), desk.browser("editor")
    offer: RawBlock = {"type": "document", "value": {"document": paper.pk, "title": "Statement 4"}}
    save_draft(desk.people["editor"], article, body=[paragraphs("It opened."), offer])
    together = ({"act": act, "story": str(article.story_id)} for act in ("send-out", "schedule"))
    screens = [browser.get(screen(act, article)) for act in ("send_out", "schedule")]
    for answer in [*screens, *(browser.post("/desk/stories/together/", asked) for asked in together)]:
        shown = answer.content.decode()
        assert "This file says it was written by <q" in shown
        assert "Statement 4" in shown
        assert "have personal data removed by the program" in shown
    response = browser.post(screen("send_out", article), seen(browser.get(screen("send_out", article))), follow=True)
    assert "Out in English." in response.content.decode(), "it holds nothing back"


@pytest.mark.parametrize("act", ["send_out", "schedule"])
def test_a_file_that_nobody_looked_at_does_not_go_out(desk: Desk, act: str) -> None:
    paper = add_document(desk.people["editor"], receive(sent(PDF)))
    article, browser = desk.article(), desk.browser("editor")
    offer: RawBlock = {"type": "document", "value": {"document": paper.pk, "title": "Statement 4"}}
    save_draft(desk.people["editor"], article, body=[paragraphs("It opened."), offer])
    asked = {**seen(browser.get(screen(act, article))), "when": "2040-01-01T06:00"}
    named = receive(sent(PDF.replace(b"<<>>", b"<</Author (Maria)>>")))
    change_document(desk.people["reporter"], paper, received=named)
    browser.post(screen(act, article), asked)
    assert ArticleRow.objects.get(pk=article.pk).state == "draft"
    browser.post(screen(act, article), {**asked, **seen(browser.get(screen(act, article)))})
    assert ArticleRow.objects.get(pk=article.pk).state == {"send_out": "out", "schedule": "scheduled"}[act]


def test_an_old_tab_does_not_withdraw_what_went_out_since(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen("withdraw", article))), "reason": "x"}
    save_draft(desk.people["admin"], article, headline="The figures, corrected")
    publish(desk.people["admin"], article)
    response = browser.post(screen("withdraw", article), asked, follow=True)
    assert "A new version went out meanwhile." in response.content.decode()
    article.refresh_from_db()
    assert article.live


def test_an_old_tab_does_not_withdraw_what_was_withdrawn_and_sent_out_again_as_it_was(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    asked = {**seen(browser.get(screen("withdraw", article))), "reason": "x"}
    withdraw(desk.people["admin"], article, reason="A doubt.")
    publish(desk.people["admin"], article)
    response = browser.post(screen("withdraw", article), asked, follow=True)
    assert "It was sent out again meanwhile." in response.content.decode()
    article.refresh_from_db()
    assert article.live


def test_a_schedule_is_taken_back_once(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    schedule(desk.people["admin"], article, timezone.now() + timedelta(hours=3))
    for _ in range(2):
        response = browser.post(screen("schedule", article), {"second": "1"}, follow=True)
        assert "It no longer goes out by itself." in response.content.decode()
    assert latest()[0].verb == "article.unscheduled"


def test_an_old_tab_is_not_told_that_what_went_out_goes_out_no_more(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    soon = timezone.now() + timedelta(hours=3)
    schedule(desk.people["admin"], article, soon)
    asked = {**_looked_at(browser.get(screen("schedule", article))), "second": "1"}
    send_due(soon)
    response = browser.post(screen("schedule", article), asked, follow=True)
    assert "A new version went out meanwhile." in response.content.decode()
    assert "It no longer goes out by itself." not in response.content.decode()


def test_an_old_tab_does_not_take_back_the_schedule_of_a_colleague(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("editor")
    schedule(desk.people["admin"], article, timezone.now() + timedelta(hours=3))
    asked = {**_looked_at(browser.get(screen("schedule", article))), "second": "1"}
    later = (timezone.now() + timedelta(hours=6)).replace(microsecond=0)
    schedule(desk.people["admin"], article, later)
    response = browser.post(screen("schedule", article), asked, follow=True)
    assert "was changed meanwhile" in response.content.decode()
    assert ArticleRow.objects.get(pk=article.pk).scheduled_at == later


def _looked_at(response: Any) -> dict[str, Any]:
    return {**seen(response), "scheduled": response.context["form"].initial["scheduled"]}


def test_sent_out_again_where_it_was(desk: Desk) -> None:
    article = publish(desk.people["admin"], desk.article())
    withdraw(desk.people["admin"], article, reason="a court has forbidden it")
    browser = desk.browser("editor")
    response = browser.get(screen("send_out", article))
    words = response.content.decode()
    assert "It was public here before." in words
    assert "a court has forbidden it" in words, "whoever sends it out again reads why it was withdrawn"
    assert "The first time out" not in words
    assert "not out yet" not in words
    browser.post(screen("send_out", article), seen(response))
    assert latest()[0].verb == "article.republished"


def test_another_address(desk: Desk) -> None:
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    old = current_paths([article.thing])[article.thing]
    response = browser.post(screen("address", article), {"slug": "forty-one-wells"}, follow=True)
    new = current_paths([article.thing])[article.thing]
    assert new == old.replace("the-wells-of-port-selwan", "forty-one-wells")
    assert f"{new} is its address now; {old} redirects." in response.content.decode()
    again = browser.post(screen("address", article), {"slug": "forty-one-wells"}, follow=True)
    assert f"{new} is its address already." in again.content.decode()


def test_another_address_for_what_is_not_out_yet(desk: Desk) -> None:
    article = desk.article()
    response = desk.browser("editor").post(screen("address", article), {"slug": "forty-one-wells"}, follow=True)
    assert "“forty-one-wells” will be the last part of its address." in response.content.decode()


def test_a_taken_address_says_so(desk: Desk) -> None:
    publish(desk.people["admin"], desk.article("Forty-one wells"))
    article, browser = publish(desk.people["admin"], desk.article()), desk.browser("editor")
    response = browser.post(screen("address", article), {"slug": "forty-one-wells"})
    assert "forty-one-wells-2" in response.content.decode()
    assert response.context["form"].errors["slug"]


def test_asking_another_editor(desk: Desk) -> None:
    article = desk.article()
    desk.browser("reporter").post(screen("ask", article))
    assert ArticleRow.objects.get(pk=article.pk).asked
    assert "Reporter Prado" in desk.browser("editor").get("/desk/").content.decode()


def test_starting_an_edition(desk: Desk) -> None:
    article = desk.article(body=[{"type": "subhead", "value": "What the logs say"}])
    start = reverse("desk:start", args=(article.story_id, "es"))
    assert "You do not write in Spanish." in desk.browser("editor").get(start).content.decode()
    browser = desk.browser("irene")
    assert "The wells of Port Selwan" in browser.get(start).content.decode()
    response = browser.post(start, follow=True)
    begun = ArticlePage.objects.get(story=article.story_id, edition="es")
    edit = reverse("wagtailadmin_pages:edit", args=(begun.pk,))
    assert response.redirect_chain[-1][0] == f"{edit}?beside=original"
    shown = response.content.decode()
    assert '<article class="r-original-text" lang="en" dir="ltr">' in shown
    assert "What the logs say" in shown
    assert browser.get(start).headers["Location"] == reverse("wagtailadmin_pages:edit", args=(begun.pk,))


def test_writing_a_story(desk: Desk) -> None:
    browser = desk.browser("irene")
    assert "Write in Spanish" in browser.get(reverse("desk:write")).content.decode()
    assert "Write in English" not in browser.get(reverse("desk:write")).content.decode()
    assert browser.post(reverse("desk:write"), {"edition": "en"}, follow=True).status_code == 200
    assert not ArticlePage.objects.exists()
    browser.post(reverse("desk:write"), {"edition": "es"})
    written = ArticlePage.objects.get()
    assert (written.edition_id, written.owner) == ("es", desk.people["irene"])
