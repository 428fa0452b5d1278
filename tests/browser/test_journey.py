"""One story, from the first word at the desk to readers in three languages, and what becomes of it there.

Every act says exactly which printed addresses it changes: one more is waste, one fewer is a lie.
"""

import re
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from rotativa.stories.models import ArticlePage
from tests.browser import desk
from tests.browser.desk import AtDesk, Editor
from tests.browser.printing import Change, printing, showing
from tests.browser.telling import HEADLINES, section_named, tell
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom_rows")

LISTS = {
    "en": {"/en/", "/en/economy/", "/en/kinds/news/", "/en/topics/esmar/", "/en/authors/leila-mansour/"},
    "es": {"/es/", "/es/economía/", "/es/kinds/noticia/", "/es/topics/esmar/", "/es/authors/leila-mansour/"},
    "ar": {"/ar/", "/ar/اقتصاد/", "/ar/kinds/خبر/", "/ar/topics/إسمار/", "/ar/authors/ليلى-منصور/"},
}
"""Where a story of this section, kind, topic and author is listed, beside its day."""
A_DAY = re.compile(r"/[^/]+/\d{4}/\d\d/\d\d/")
FERRY = {
    "en": "The night ferry did not lengthen the queue. A missing stamp did",
    "es": "No fue el ferri nocturno lo que alargó la cola: fue un sello",
    "ar": "العبّارة الليلية لم تُطل الطابور، بل أطاله ختمٌ غائب",
}
"""The story that ours leads to."""


def test_from_the_first_word_to_readers_in_three_languages(newsroom: Newsroom, at_desk: AtDesk, reader: Page) -> None:
    with printing(newsroom) as change:
        story = leila_writes(at_desk("leila"))
        lucia = lucia_starts(at_desk("lucia"))
        desk.goes_back(story, at_desk("nadia"), "Which queue?", standfirst="Two clocks hang over one queue for Esmar.")
    assert (change.new, change.gone, change.rewritten) == (set(), set(), set())

    with printing(newsroom) as change:
        english = publishes(at_desk("nadia"), story.article, "English")
    assert_brought(change, english, LISTS["en"])
    assert showing(newsroom, "patience in tins") == {english}
    reads(reader, english, HEADLINES["en"], FERRY["en"])
    leads_to(reader, "es", "/es/")

    with printing(newsroom) as change:
        lucia_translates(lucia)
    assert (change.new, change.gone, change.rewritten) == (set(), set(), set())
    with printing(newsroom) as change:
        spanish = publishes(at_desk("marta"), lucia.article, "Spanish")
    translator = {"/es/authors/lucía-ferrer/"}
    assert_brought(change, spanish, LISTS["es"] | translator | {english, sitemap(english)})
    assert showing(newsroom, "paciencia en lata") == {spanish}

    huda = huda_translates(at_desk("huda"))
    assert showing(newsroom, "الصبر في علب") == set()
    with printing(newsroom) as change:
        arabic = publishes(at_desk("samir"), huda.article, "Arabic")
    assert_brought(change, arabic, LISTS["ar"] | {english, sitemap(english), spanish, sitemap(spanish)})
    switches(reader, {"en": english, "es": spanish, "ar": arabic})


def assert_brought(change: Change, article: str, rewritten: set[str]) -> None:
    """A new article, and what shows it. The sitemap of its month may be there already, and then its list stays."""
    assert but_days(change.new) - {sitemap(article)} == {article}
    listed = {"/sitemap.xml"} if sitemap(article) in change.new else set()
    elsewhere = {sitemap(article), "/", *leads_on(article)}
    assert but_days(change.new | change.rewritten) == {article} | elsewhere | listed | rewritten
    assert day(article) in change.new | change.rewritten


def leila_writes(page: Page) -> Editor:
    """The English reporter writes a story and asks for a reader; it is saved on the way, by itself."""
    editor = desk.write_story(page, "English")
    editor.fill(title=HEADLINES["en"], standfirst="In Esmar two clocks hang over one queue.", dateline="Esmar")
    editor.sign("Leila Mansour")
    editor.choose_picture("Night ferry in the strait")
    editor.fill(picture_caption="The ferry, by either clock.")
    editor.add("Text").type("The port sells patience in tins.", "Nobody has opened one yet.")
    editor.add("Subhead").fill("Two hands, two times")
    picture = editor.add("Picture")
    picture.choose_picture("Chart: waiting at the ferry port (English)")
    picture.fill(caption="The queue, in minutes.")
    editor.add("Statement").fill(
        words="One of them is right.", speaker="Hanna Quill", role="keeper of the clocks", to_whom="Atlas"
    )
    editor.add("READ").choose_story(FERRY["en"])
    editor.place("Economy", "News", "Esmar")
    editor.saves_itself(title=HEADLINES["en"], section_id=section_named("Economy"))
    expect(editor.open_panel("gates")).to_contain_text("It can go out")
    editor.ask()
    return editor


def lucia_starts(page: Page) -> Editor:
    """The Spanish reporter starts her edition: structure, no words, and the original beside."""
    editor = desk.start_edition(page, HEADLINES["en"], "Spanish")
    assert editor.kinds == ["text", "subhead", "picture", "statement", "read"]
    assert page.locator("#id_title").input_value() == ""
    assert editor.block("text").place.locator(".public-DraftEditor-content").inner_text().strip() == ""
    original = editor.open_panel("original")
    expect(original.locator("article[lang=en][dir=ltr]")).to_contain_text("patience in tins")
    return editor


def lucia_translates(editor: Editor) -> None:
    editor.fill(title=HEADLINES["es"], standfirst="En Esmar hay dos relojes sobre una sola cola.")
    editor.fill(picture_caption="El ferri, según cualquiera de los dos.", dateline="Esmar")
    editor.sign("Lucía Ferrer", "translator")
    editor.block("text").type("El puerto vende paciencia en lata.", "Nadie ha abierto una todavía.")
    editor.block("subhead").fill("Dos agujas, dos horas")
    editor.block("picture").fill(caption="La cola, en minutos.")
    editor.block("statement").fill(words="Uno de los dos acierta.", speaker="Hanna Quill")
    editor.saves_itself(title=HEADLINES["es"])
    editor.ask()


def huda_translates(page: Page) -> Editor:
    """The Arabic reporter starts and writes in one go, from right to left."""
    editor = desk.start_edition(page, HEADLINES["en"], "Arabic")
    assert page.locator("#id_title").get_attribute("dir") == "rtl"
    editor.fill(title=HEADLINES["ar"], standfirst="في إسمار ساعتان فوق طابور واحد.")
    editor.fill(picture_caption="العبّارة بأيّ الساعتين.")
    editor.block("text").type("يبيع الميناء الصبر في علب.", "لم يفتح أحد واحدةً بعد.")
    editor.block("subhead").fill("عقربان ووقتان")
    editor.block("picture").fill(caption="الطابور بالدقائق.")
    editor.block("statement").fill(words="إحداهما على حق.", speaker="هنّا كويل")
    editor.saves_itself(title=HEADLINES["ar"])
    editor.ask()
    return editor


def publishes(page: Page, article: int, language: str) -> str:
    """A desk editor finds the article at home, looks at what readers will get, and sends it out. Gives the address."""
    page.goto("/desk/")
    headline = ArticlePage.objects.get(pk=article).title
    page.get_by_role("link", name=headline).first.click()
    sending = Editor(page).send_out()
    assert sending.gates == []
    address = sending.address
    expect(sending.button).to_have_text(f"Publish in {language}")
    sending.publish()
    return address


def reads(page: Page, address: str, headline: str, leads_on: str) -> None:
    """A reader reads the article and sees everything of it."""
    answer = page.goto(quote(address))
    assert answer is not None
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    for words in ("Hanna Quill", "Two hands, two times", "The queue, in minutes.", leads_on):
        expect(page.locator("main")).to_contain_text(words)
    for picture in page.locator("main figure img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0


def leads_to(page: Page, edition: str, address: str) -> None:
    """The strip over the article leads to another edition."""
    page.locator(f"nav.strip a[hreflang={edition}]").click()
    assert unquote(urlsplit(page.url).path) == address


def switches(page: Page, homes: dict[str, str]) -> None:
    """A reader goes through all editions by the strip; a language without the story leads to its front."""
    page.goto(quote(homes["en"]))
    for edition in ("es", "ar", "en"):
        leads_to(page, edition, homes[edition])
        expect(page.locator("html")).to_have_attribute("lang", edition)
        expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINES[edition])
        expect(page.locator("main")).to_contain_text(FERRY[edition])
    assert page.locator("head link[rel=alternate][hreflang]").count() == len(homes)
    leads_to(page, "pt", "/pt/")


def test_a_new_headline(newsroom: Newsroom, at_desk: AtDesk) -> None:
    told = tell("2021-01")
    editor = desk.writing(at_desk("nadia"), told.articles["en"])
    with printing(newsroom) as change:
        editor.fill(title="The ferry gives up its clock")
        editor.saves_itself(title="The ferry gives up its clock")
    assert change.rewritten == set()
    with printing(newsroom) as change:
        sending = editor.send_out()
        expect(editor.page.locator(".r-part-name")).to_have_text("Headline")
        sending.publish()
    assert (change.new, change.gone) == (set(), set())
    assert change.rewritten == LISTS["en"] | {told.paths["en"], day(told.paths["en"])}
    assert told.paths["en"] in showing(newsroom, "The ferry gives up its clock")


def test_a_renamed_topic(newsroom: Newsroom, at_desk: AtDesk) -> None:
    told = tell("2021-02")
    with printing(newsroom) as change:
        desk.rename(at_desk("nadia"), "topics", "Esmar", "en", "Esmar and its strait")
    assert (change.new, change.gone) == (set(), set())
    assert {told.paths["en"], "/en/topics/esmar/"} < change.rewritten
    assert change.rewritten == showing(newsroom, "Esmar and its strait")
    desk.rename(at_desk("nadia"), "topics", "Esmar and its strait", "en", "Esmar")


def test_another_address_and_none_at_last(newsroom: Newsroom, at_desk: AtDesk, reader: Page) -> None:
    told = tell("2021-03")
    first = told.paths["en"]
    second, third = first.replace("second", "spare"), first.replace("second", "third")
    elsewhere = {told.paths["es"], told.paths["ar"]} | {sitemap(told.paths[edition]) for edition in ("es", "ar")}

    desk.move(at_desk("nadia"), told.articles["en"], slug_of(second))
    with printing(newsroom) as change:
        desk.move(at_desk("nadia"), told.articles["en"], slug_of(third))
    assert change.new == {third, f"{second}.moved"}
    assert change.gone == {second}
    assert change.rewritten == LISTS["en"] | elsewhere | {sitemap(first), f"{first}.moved", day(first)}
    for old in (first, second):
        assert newsroom.get(quote(old))[0] == 301
        reader.goto(quote(old))
        assert unquote(urlsplit(reader.url).path) == third

    with printing(newsroom) as change:
        desk.withdraw(at_desk("nadia"), told.articles["en"], "The clock was another ferry's.")
    assert change.new == {f"{path}.gone" for path in (first, second, third)}
    assert change.gone == {third, f"{first}.moved", f"{second}.moved", sitemap(first), day(first)}
    assert but_days(change.rewritten) == LISTS["en"] | elsewhere | {"/sitemap.xml"}
    gone = newsroom.get("/en/410.html")[1]
    assert [newsroom.get(quote(path)) for path in (first, second, third)] == [(410, gone)] * 3
    assert showing(newsroom, quote(third)) | showing(newsroom, third) == set()
    reader.goto(quote(told.paths["es"]))
    leads_to(reader, "en", "/en/")


def day(path: str) -> str:
    """The day of an article."""
    return "/".join(path.split("/")[:5]) + "/"


def but_days(paths: set[str]) -> set[str]:
    """These without days: the one before and the one after lead to a day that is new or gone, too."""
    return {path for path in paths if not A_DAY.fullmatch(path)}


def sitemap(path: str) -> str:
    """The sitemap that has an article: that of its edition and month."""
    _, edition, year, month, *_ = path.split("/")
    return f"/{edition}/sitemap-{year}-{month}.xml"


def leads_on(path: str) -> set[str]:
    """What an edition says of pages that are not there: it leads on to the newest stories."""
    edition = path.split("/")[1]
    return {f"/{edition}/{name}" for name in ("404.html", "410.html", "topics/410.html", "authors/410.html")}


def slug_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
