"""What several people do to one story, one after the other, and what the clock does for them meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from rotativa.addresses.queries import current_paths
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage
from tests.browser import desk
from tests.browser.desk import AtDesk, Editor
from tests.browser.printing import printing, showing, until
from tests.browser.saying import begun, in_both_directions, language_in, runs_as_read, said
from tests.browser.seeing import Mishaps, barriers
from tests.browser.telling import HEADLINES, draft, person, take_back, tell
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

TRANSLATED = {
    "es": ("lucia", "marta", "El segundo reloj", "Los dos relojes suenan a la vez."),
    "pt": ("tomas", "ines", "O segundo relógio", "Os dois relógios tocam ao mesmo tempo."),
    "ar": ("huda", "samir", "الساعة الثانية", "تدقّ الساعتان معاً."),
}


@contextmanager
def desk_in_arabic(*people: str) -> Iterator[None]:
    """These people have chosen Arabic for the desk's own words."""
    profiles = UserProfile.objects.filter(user__username__in=people)
    for name in people:
        UserProfile.objects.get_or_create(user=person(name))
    profiles.update(preferred_language="ar")
    try:
        yield
    finally:
        profiles.update(preferred_language="")


def test_one_story_in_three_more_languages(newsroom: Newsroom, at_desk: AtDesk, reader: Page) -> None:
    """By three who write and three who send out, all of whom have the desk in Arabic: nothing is found by its words."""
    original = draft(headline="The second clock, told in four languages")
    publish(person("nadia"), original)
    paths = {"en": current_paths([original.thing])[original.thing]}
    everybody = [name for one in TRANSLATED.values() for name in one[:2]]
    with desk_in_arabic(*everybody):
        for edition, (writer, editor, headline, words) in TRANSLATED.items():
            article = _translates(at_desk(writer), original, edition, headline, words)
            paths[edition] = _sends_out(at_desk(editor), article)
            is_printed(newsroom, paths[edition], words)
    for edition, path in paths.items():
        reader.goto(quote(path))
        expect(reader.locator("html")).to_have_attribute("lang", edition)
        assert reader.locator("head link[rel=alternate][hreflang]").count() == len(paths)


def is_printed(newsroom: Newsroom, path: str, words: str) -> None:
    """Waits until the page at this address has these words."""
    until(lambda: path in showing(newsroom, words), f"{path} never had “{words}”")


def _translates(page: Page, original: ArticlePage, edition: str, headline: str, words: str) -> int:
    mishaps = Mishaps(page)
    page.goto(reverse("desk:start", args=(original.story_id, edition)))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("form.r-acts button[type=submit]").click()
    page.wait_for_url("**/edit/?beside=original")
    page.locator("form[data-w-unsaved-has-edits-value]").wait_for()
    editor = Editor(page)
    editor.fill(title=headline, standfirst=words)
    editor.block("text").type(words)
    editor.saves_itself(words, title=headline)
    assert mishaps == []
    return editor.article


def _sends_out(page: Page, article: int) -> str:
    page.goto(reverse("desk:send_out", args=(article,)))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.locator(".r-gate").all_inner_texts() == []
    assert barriers(page) == []
    address = page.locator(".r-path").inner_text()
    page.locator(".r-acts button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    return address


@in_both_directions
def test_a_scheduled_article_is_held_and_goes_out_later(
    newsroom: Newsroom, at_desk: AtDesk, reader: Page, language: str
) -> None:
    """It was in order when it was scheduled; what it leads to was withdrawn before its minute came."""
    target = publish(person("nadia"), draft(headline="What it leads to"))
    body = [{"type": "text", "value": "<p>At noon.</p>"}, {"type": "read", "value": str(target.story_id)}]
    headline = f"Out at noon, {language}"
    article = draft(headline=headline, body=body)
    page = at_desk("nadia", locale=language)
    page.goto(reverse("desk:schedule", args=(article.pk,)))
    page.locator("#id_when").fill(f"{timezone.now() + timedelta(days=2):%Y-%m-%dT12:00}")
    runs_as_read(page, language)
    page.get_by_role("button", name=said(page, "Schedule in %(language)s", language=language_in(page, "en"))).click()
    expect(page.locator(".messages")).to_contain_text(begun(page, "It goes out at %(time)s, %(zone)s."))

    withdraw(person("nadia"), target)
    scheduled = Revision.page_revisions.filter(object_id=str(article.pk), approved_go_live_at__isnull=False)
    with printing(newsroom) as change:
        scheduled.update(approved_go_live_at=timezone.now())
        page.goto("/desk/")

        def is_held() -> bool:
            page.reload()
            return page.locator("main").get_by_text(said(page, "held:")).count() == 1

        until(is_held, "the desk's home does not say that it is held")
        runs_as_read(page, language)
    page.goto(reverse("desk:schedule", args=(article.pk,)))
    # The version that is scheduled is held by it, and the draft would be.
    why = said(page, "A READ link leads to a story that was withdrawn.")
    expect(page.locator(".r-gate").first).to_contain_text(why)
    runs_as_read(page, language)
    assert not [path for path in change.new if "out-at-noon" in path]
    publish(person("nadia"), target)
    until(lambda: bool(ArticlePage.objects.filter(pk=article.pk, live=True)), "it never went out")
    path = current_paths([article.thing])[article.thing]
    is_printed(newsroom, path, headline)
    reader.goto(quote(path))
    expect(reader.get_by_role("heading", level=1)).to_have_text(headline)
    take_back(target, article)


@in_both_directions
def test_a_mistake_is_taken_back(newsroom: Newsroom, at_desk: AtDesk, reader: Page, language: str) -> None:
    told = tell({"en": "2021-04", "ar": "2021-05"}[language])
    page, path = at_desk("nadia", locale=language), told.paths["en"]
    editor = desk.writing(page, told.articles["en"])
    editor.fill(title="The ferry sinks")
    editor.send_out().publish()
    is_printed(newsroom, path, "The ferry sinks")

    page.goto(reverse("wagtailadmin_pages:edit", args=(told.articles["en"],)))
    runs_as_read(page, language)
    Editor(page).open_menu()
    page.get_by_role("link", name=said(page, "Back to the version before…")).click()
    page.wait_for_url("**/undo/")
    what = begun(page, "get version %(number)s again (%(time)s, %(who)s), at once and at the same address.", number="1")
    expect(page.locator("main")).to_contain_text(what)
    assert barriers(page) == []
    runs_as_read(page, language)
    page.get_by_label(said(page, "Why?")).fill("It did not.")
    button = said(page, "Give readers the previous version in %(language)s", language=language_in(page, "en"))
    page.get_by_role("button", name=button).click()
    done = said(page, "Readers get the previous version. Your draft is as it was.")
    expect(page.locator(".messages")).to_contain_text(done)
    until(lambda: not showing(newsroom, "The ferry sinks"), "the mistake is still printed")
    reader.goto(quote(path))
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINES["en"])
    take_back(*told.articles.values())
