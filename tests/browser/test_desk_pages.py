"""Every screen of the desk that a role reaches: it opens, breaks nothing, and can be used by everybody."""

import os
import random
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from rotativa.bylines.models import Author
from rotativa.documents.models import ReaderDocument
from rotativa.fronts.models import PlainPage
from rotativa.fronts.queries import front_now
from rotativa.pictures.models import Picture
from rotativa.staff.models import User
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage, Story
from rotativa.topics.models import Kind, Section, Topic
from tests.browser import desk
from tests.browser.conftest import Opening
from tests.browser.desk import AtDesk
from tests.browser.seeing import SERIOUS, Mishaps, barriers
from tests.browser.telling import draft, person

pytestmark = pytest.mark.usefixtures("newsroom_rows")

MENU = {
    "admin": 15,
    "nadia": 11,
    "leila": 8,
}
"""How many screens the menu offers, by role: editor-in-chief, desk editor, reporter."""
LEADING_ON = {"/desk/navigation/": "/desk/navigation/en/"}
"""Of a navigation there is one an edition: the first of one's own."""

SOME = 28
"""Screens that every run looks at."""


@pytest.mark.parametrize("who", list(MENU))
def test_the_menu(at_desk: AtDesk, who: str) -> None:
    page = at_desk(who)
    mishaps = Mishaps(page)
    mishaps.open("/desk/")
    offered = page.evaluate("document.getElementById('wagtail-sidebar-props').textContent")
    paths = [path for path in re.findall(r'"url": "(/[^"]+)"', offered) if path != "/desk/account/"]
    assert len(paths) == len(set(paths)) == MENU[who]
    for path in [*paths, "/desk/account/"]:
        mishaps.open(path, at=LEADING_ON.get(path, ""))
        page.locator("main").get_by_role("heading").first.wait_for()
    assert mishaps == []


@pytest.fixture
def screens(newsroom_rows: None) -> list[str]:
    """The desk's own screens, each in the state in which it shows most."""
    public = ArticlePage.objects.filter(live=True, edition="en").order_by("pk").first()
    assert public is not None
    waiting, held = draft(headline="Seen by everybody"), draft(headline="Not to be seen yet", section=None)
    schedule(person("nadia"), waiting, datetime(2040, 1, 1, 6, tzinfo=UTC))
    gone = withdraw(person("nadia"), publish(person("nadia"), draft(headline="The clerk who talked")))
    low_tide = Story.objects.exclude(pk__in=ArticlePage.objects.filter(edition="en").values("story")).first()
    assert low_tide is not None
    of_articles = [
        *(reverse(f"desk:{name}", args=(public.pk,)) for name in ("read", "send_out", "withdraw", "address")),
        *(reverse(f"desk:{name}", args=(held.pk,)) for name in ("send_out", "schedule", "ask")),
        reverse("desk:schedule", args=(waiting.pk,)),
        reverse("desk:told", args=(gone.pk,)),
        reverse("desk:start", args=(low_tide.pk, "en")),
        reverse("desk:printed", args=(public.story_id,)),
        f"{reverse('desk:press')}?path=/en/",
    ]
    lists = [reverse(f"desk:{name}") for name in ("sections", "topics", "kinds", "authors", "staff", "editions")]
    lists.append(reverse("desk:sections_order"))
    things: dict[str, Any] = {"section": Section, "topic": Topic, "kind": Kind, "author": Author, "person": User}
    ones = [reverse(f"desk:{name}", args=(model.objects.first().pk,)) for name, model in things.items()]
    topics = [topic.pk for topic in Topic.objects.order_by("pk")[:2]]
    ends = [
        f"{reverse('desk:topic_merge', args=topics[:1])}?into={topics[1]}",
        reverse("desk:topic_remove", args=topics[:1]),
    ]
    additions = [reverse(f"desk:{name}") for name in ("topic_add", "edition_add", "person_add", "invite", "write")]
    additions.append(reverse("desk:edition", args=("ar",)))
    plain = PlainPage.objects.earliest("pk")
    ones += [reverse(f"desk:page_{name}", args=(plain.pk, "en")) for name in ("in", "name", "withdraw")]
    ones += [reverse("desk:page_kind", args=(plain.pk,))]
    ones += [reverse("desk:pages"), reverse("desk:page_add"), reverse("desk:navigation_in", args=("en",))]
    own = [reverse(name) for name in ("desk:sessions", "mfa_index", "account_change_password", "mail_address")]
    own += [f"{reverse('desk:daybook')}?kind=public&words=a", f"{reverse('wagtailadmin_account')}#tab-mails"]
    fronts = [
        *(reverse(f"desk:front{name}", args=("en",)) for name in ("", "_publish", "_schedule", "_history")),
        *(
            reverse(f"desk:front_{name}", args=("en", front_now("en").draft.places[0].story))
            for name in ("place", "face")
        ),
        reverse("desk:fronts"),
    ]
    home = [reverse("wagtailadmin_home"), *(reverse(f"desk:{name}") for name in ("stories", "daybook", "press"))]
    return [*home, *fronts, *of_articles, *lists, *ones, *ends, *additions, *own]


def test_nobody_is_shut_out(open_context: Opening, at_desk: AtDesk, screens: list[str], dice: random.Random) -> None:
    """Some of the screens, each in one direction and one scheme, drawn anew in every run; ``ROTATIVA_TEST_SCREENS=all``
    sees all in both.
    """
    known = at_desk("admin").context.storage_state()
    everything = os.environ.get("ROTATIVA_TEST_SCREENS") == "all"
    pages = [
        (language, open_context(storage_state=known, locale=language, color_scheme=scheme).new_page())
        for language, scheme in (("en", "light"), ("ar", "dark"))
    ]
    seen = [Mishaps(page) for _, page in pages]
    for path in screens if everything else dice.sample(screens, SOME):
        for turn in range(2) if everything else [dice.randrange(2)]:
            (language, page), mishaps = pages[turn], seen[turn]
            mishaps.open(path)
            assert page.locator("html").get_attribute("lang") == language, path
            mishaps += [f"{path}: {barrier}" for barrier in barriers(page, least=SERIOUS)]
    assert seen == [[], []]


BEYOND = """() => {
    const scrolls = (box) => box && box.localName !== "main" &&
        (["auto", "scroll"].includes(getComputedStyle(box).overflowX) || scrolls(box.parentElement));
    return [...document.querySelectorAll("main :is(input, select, textarea, .button)")].filter((each) => {
        const { left, right, width } = each.getBoundingClientRect();
        const isBeyond = width > 1 && (left < -1 || right > innerWidth + 1);
        return isBeyond && each.checkVisibility() && !scrolls(each.parentElement);
    }).map((each) => `${each.localName} ${each.name ?? each.textContent}`);
}"""
"""What a phone would cut off: the end of a field that is wider than the screen, in Arabic on its left."""


def test_a_phone_shows_every_field_whole(
    open_context: Opening, at_desk: AtDesk, screens: list[str], dice: random.Random
) -> None:
    known = at_desk("admin").context.storage_state()
    everything = os.environ.get("ROTATIVA_TEST_SCREENS") == "all"
    for language in ("en", "ar"):
        page = open_context(storage_state=known, locale=language, viewport={"width": 360, "height": 740}).new_page()
        always = [reverse("desk:invite"), reverse("desk:person", args=(person("nadia").pk,))]
        for path in [*always, *(screens if everything else dice.sample(screens, SOME // 4))]:
            page.goto(path)
            assert page.evaluate(BEYOND) == [], f"{path} in {language}"


LONG = (
    "The river does not know its name, and what the surveyors of four countries drew instead of asking those who live "
    "on its banks"
)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_a_phone_shows_all_of_a_title(open_context: Opening, at_desk: AtDesk, language: str, scheme: str) -> None:
    known = at_desk("admin").context.storage_state()
    narrow = {"viewport": {"width": 375, "height": 812}}
    page = open_context(storage_state=known, locale=language, color_scheme=scheme, **narrow).new_page()
    article, picture, paper = draft(headline=LONG), Picture.objects.first(), ReaderDocument.objects.first()
    for thing in (picture, paper):
        assert thing is not None
        type(thing)._default_manager.filter(pk=thing.pk).update(title=LONG)
    for name, thing in (
        ("wagtailadmin_pages:edit", article),
        ("wagtailadmin_pages:history", article),
        ("wagtailimages:edit", picture),
        ("wagtaildocs:edit", paper),
    ):
        page.goto(reverse(name, args=(thing.pk,)))
        title = page.locator(".w-breadcrumbs li").last
        expect(title).to_contain_text(LONG)
        assert title.evaluate(WORDS_SEEN), name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_shows_every_column_of_a_list(open_context: Opening, at_desk: AtDesk, language: str) -> None:
    known = at_desk("admin").context.storage_state()
    page = open_context(storage_state=known, locale=language, viewport={"width": 375, "height": 812}).new_page()
    for path in ("topics", "sections", "authors", "staff", "editions", "background", "plain-pages"):
        page.goto(f"/desk/{path}/")
        expect(page.locator(".r-stacked tbody tr").first).to_be_visible()
        assert page.locator(".r-scroll").evaluate("list => list.scrollWidth <= list.clientWidth"), path
    page.goto("/desk/images/")
    first, second = (page.locator(".listing.images > li").nth(number).bounding_box() for number in range(2))
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"], "two pictures stand beside each other"


WORDS_SEEN = """title => {
    const range = document.createRange(), whole = title.closest("ol").getBoundingClientRect();
    range.selectNodeContents(title);
    const words = [...range.getClientRects()].filter(one => one.width > 1);
    return words.length > 0 && words.every(one =>
        one.left >= Math.max(0, whole.left) && one.right <= Math.min(innerWidth, whole.right) + 1
        && one.top >= whole.top - 1 && one.bottom <= whole.bottom + 1);
}"""
"""Whether every line of a title is on the screen, in the part of the header that holds it."""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_door_stands_open_to_everybody(open_context: Opening, language: str) -> None:
    for scheme in ("light", "dark"):
        page = open_context(locale=language, color_scheme=scheme).new_page()
        for path in ("/desk/login/", "/desk/forgotten/", "/desk/invitation/"):
            page.goto(path)
            assert page.locator("html").get_attribute("lang") == language
            assert barriers(page) == []


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_the_editor_shuts_out_nobody(open_context: Opening, at_desk: AtDesk, language: str, scheme: str) -> None:
    """With an article that has every kind of block, and every panel open; but for the minimap, which is Wagtail's."""
    known = at_desk("admin").context.storage_state()
    page = open_context(storage_state=known, locale=language, color_scheme=scheme).new_page()
    mishaps = Mishaps(page)
    articles = ArticlePage.objects.filter(edition="ar")
    editor = desk.writing(page, next(one.pk for one in articles if one.body.first_block_by_name("statement")))
    for panel in ("gates", "editions", "original", "status"):
        editor.open_panel(panel)
        mishaps += [f"{panel}: {barrier}" for barrier in barriers(page, SERIOUS, but=".w-minimap")]
    assert mishaps == []


@pytest.mark.parametrize(("who", "language"), [("nadia", "en"), ("samir", "ar")])
def test_the_editor_stays_where_it_is(at_desk: AtDesk, who: str, language: str) -> None:
    """Wagtail's minimap hangs beyond the edge, and brings into view what is current in it: all else went along."""
    page = at_desk(who, locale=language)
    desk.writing(page, ArticlePage.objects.filter(edition=language, live=True)[0].pk)
    link = page.locator(".w-minimap a").last
    link.wait_for(state="attached")
    link.evaluate("each => each.scrollIntoView()")
    link.focus()
    assert page.evaluate("document.querySelector('main').scrollLeft") == 0


@pytest.mark.parametrize(("who", "language"), [("nadia", "en"), ("samir", "ar")])
def test_on_phones_nothing_of_wagtails_lies_on_anything(
    at_desk: AtDesk, sessions: dict[str, Any], who: str, language: str
) -> None:
    """A message goes from edge to edge, with the button of the menu before its words; the minimap marks no fields."""
    page = at_desk(who, locale=language)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/desk/account/")
    page.locator("main form button[type=submit]").last.click()
    message = page.locator(".messages li")
    expect(message).to_be_visible()
    sessions[who] = page.context.storage_state()  # to save an account gives its session another name
    button, icon = page.locator(".sidebar-nav-toggle"), message.locator(".messages-icon")
    expect(message).to_have_css("inline-size", "390px")
    lies, stands, begins = (one.bounding_box() for one in (message, button, icon))
    assert lies is not None
    assert stands is not None
    assert begins is not None
    assert stands["y"] + stands["height"] <= lies["height"]
    assert stands["x"] + stands["width"] < begins["x"] or begins["x"] + begins["width"] < stands["x"]
    desk.writing(page, ArticlePage.objects.filter(edition=language, live=True)[0].pk)
    minimap = page.locator(".w-minimap")
    minimap.wait_for(state="attached")
    expect(minimap).to_be_hidden()


def test_the_preview_is_the_page(at_desk: AtDesk) -> None:
    """Of an article whose address no header of HTTP could hold as it is, and of one without any."""
    public = ArticlePage.objects.filter(edition="ar", live=True)[0]
    for who, article in (("samir", public), ("leila", draft(headline="Not out yet, to be looked at"))):
        panel = desk.writing(at_desk(who), article.pk).open_panel("preview")
        shown = panel.frame_locator("iframe[src*='/preview/']").last  # stands behind the former until it is loaded
        expect(shown.get_by_role("heading", level=1)).to_have_text(article.title)


def test_what_is_asked_lies_beside_a_panel_and_under_nothing(at_desk: AtDesk) -> None:
    page = at_desk("nadia")
    desk.writing(page, submit(person("leila"), draft(headline="A clock that is to be read")).pk).open_panel("gates")
    asked, folding = page.locator(".r-answer"), page.locator(".w-minimap__collapse-all")
    expect(asked).to_contain_text("Your answer stands in the menu at the foot.")
    lies, floats = asked.bounding_box(), folding.bounding_box()
    assert lies is not None
    assert floats is not None
    assert lies["x"] + lies["width"] < floats["x"]
