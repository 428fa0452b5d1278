"""The article page, from the sample newsroom."""

import json
import re
from dataclasses import replace
from gzip import compress
from urllib.parse import unquote
from uuid import UUID

import pytest

from rotativa.kit.trace import tracing
from rotativa.pictures.queries import PublicFile
from rotativa.reader import assets
from rotativa.reader.site import site
from rotativa.reader.surfaces.article import ArticleSurface
from rotativa.reader.tests.paper import NOW, Paper, printed, reading
from rotativa.reader.tests.samples import REFERENCE
from rotativa.reader.tests.selecting import Found
from rotativa.stories.text import Paragraphs, Read

ENGLISH, SPANISH, ARABIC = "1", "2", "4"
STORY = "00000000-0000-0000-0000-000000000064"


def page(paper: Paper, identity: str = ENGLISH) -> Found:
    return Found.page(printed(paper, "article", identity))


def with_body(paper: Paper, *blocks: Paragraphs | Read) -> Paper:
    article = paper.articles[ENGLISH]
    paper.articles[ENGLISH] = replace(article, text=replace(article.text, body=blocks))
    return paper


def test_language_and_direction(paper: Paper) -> None:
    for identity, expected in ((ENGLISH, ("en", "ltr", "latin")), (ARABIC, ("ar", "rtl", "arabic"))):
        root = page(paper, identity)
        assert (root["lang"], root["dir"], root["data-script"]) == expected


def test_strip_tells_each_edition_honestly(paper: Paper) -> None:
    cells = page(paper)(".strip a")
    assert [cell.text for cell in cells] == [
        "English This page",
        "Español This story in SpanishRead it",
        "Português Not in Portuguese: to the front pageFront page",
        "العربية This story in ArabicRead it",
    ]
    assert [unquote(cell["href"]) for cell in cells] == [
        paper.addresses["article:1"],
        paper.addresses["article:2"],
        "/pt/",
        paper.addresses["article:4"],
    ]
    assert [cell["aria-current"] for cell in cells] == ["page", "", "", ""]


def test_alternates_only_for_what_exists(paper: Paper) -> None:
    assert [link["hreflang"] for link in page(paper)("link[rel=alternate]")] == ["en", "es", "ar"]
    del paper.articles[SPANISH]
    assert [link["hreflang"] for link in page(paper)("link[rel=alternate]")] == ["en", "ar"]


def test_read_only_where_the_story_is(paper: Paper) -> None:
    assert [link.text for link in page(paper)(".reading a")] == ["Low water on the Oria strands a third of the harvest"]
    paper.articles = {key: one for key, one in paper.articles.items() if one.story != STORY}
    assert not page(paper)(".reading")
    assert "is printed here" in page(paper).first(".text").text
    assert not [link for link in page(paper)(".text a") if "printed here" in link.text]


def test_statement_keeps_the_original_wording(paper: Paper) -> None:
    original = page(paper).first(".statement details")
    assert original.first("summary").text == "The original wording, in Arabic"
    quote = original.first("blockquote")
    assert (quote["lang"], quote["dir"]) == ("ar", "rtl")
    assert not page(paper, ARABIC)(".statement details"), "no fold in the language of the original"


def test_lead_picture(paper: Paper) -> None:
    root = page(paper)
    image = root.first("figure.lead img")
    assert image["alt"] == "Drawing of Damascus below Mount Qasioun: domes and minarets under a red sun."
    assert (image["width"], image["height"], image["loading"]) == ("960", "600", "")
    assert "/pictures/damascus-1920.jpg 1920w" in image["srcset"]
    assert root.first("figure.lead source")["type"] == "image/webp"
    assert root.first("link[as=image]")["imagesrcset"].startswith("/pictures/damascus-320.webp 320w")
    assert root.first("figure.lead figcaption").text.endswith("[Rui Azevedo / Atlas]")
    assert root(".text img")
    assert all(image["loading"] == "lazy" for image in root(".text img"))


def test_pictures_say_that_they_may_wait_before_they_say_where_they_are(paper: Paper) -> None:
    """Firefox goes by the order."""
    written = printed(paper, "article", "1")
    assert '<img loading="lazy"' in written
    assert not re.search(r"<img [^>]*src[^>]*loading=", written)


def test_who_reads_avif_gets_the_widest_file_too_where_that_is_webp(paper: Paper) -> None:
    known = paper.pictures["damascus"]
    paper.pictures["damascus"] = replace(
        known, files=(*known.files, PublicFile("/pictures/damascus-384.avif", "avif", 384, 240))
    )
    root = page(paper)
    offered = "/pictures/damascus-384.avif 384w, /pictures/damascus-640.webp 640w"
    for link in (root.first("figure.lead source"), root.first("link[as=image]")):
        files = link["srcset"] or link["imagesrcset"]
        assert link["type"] == "image/avif"
        assert files.startswith(offered)
        assert files.endswith("/pictures/damascus-1920.webp 1920w")
    assert "avif" not in root("figure.lead source")[1]["srcset"]


def test_a_phone_gets_a_picture_of_its_own(paper: Paper) -> None:
    paper.phones["damascus"] = "map-levant-en"
    root = page(paper)
    narrow, broad = root("link[as=image]")
    assert (narrow["media"], broad["media"]) == ("(min-width: 40rem)", "(max-width: 39.99rem)")
    assert broad["imagesrcset"].startswith("/pictures/map-levant-en-320.webp 320w")
    sources = root("figure.lead source[media]")
    assert [source["type"] for source in sources] == ["image/webp", "image/jpeg"]
    known = paper.pictures["map-levant-en"]
    widest = known.files[-1]
    assert int(sources[0]["width"]) * widest.height == pytest.approx(int(sources[0]["height"]) * widest.width, rel=0.01)
    paper.pictures["map-levant-en"] = replace(known, credit="")
    assert not page(paper)("source[media]"), "nothing without a credit"


def test_related_stories_stand_where_the_story_is(paper: Paper) -> None:
    stories = [str(UUID(int=100 + number)) for number in range(7)]
    article = paper.articles[ENGLISH]
    chosen = replace(article.text, related=(STORY, stories[1], REFERENCE))
    paper.articles[ENGLISH] = replace(article, text=chosen, near=tuple(stories[1:]))

    def shown() -> list[str]:
        return [link.text for link in page(paper)(".related h3 a")]

    def home(story: str) -> str:
        return next(key for key, one in paper.articles.items() if (one.story, one.edition) == (story, "en"))

    found = [paper.articles[home(story)].text.headline for story in stories]
    assert shown() == found[1:5], "neither the story itself, nor what READ leads to, nor one twice"
    assert page(paper).first(".related-head a").text == "All on Syria"
    del paper.articles[home(stories[2])]
    assert shown() == [found[1], *found[3:6]]
    paper.articles[ENGLISH] = article
    assert not page(paper)(".related")


def test_sharing_tells_nobody_where_it_was_read(paper: Paper) -> None:
    share = page(paper, ARABIC).first(".share")
    address = share.first(".copied bdi").text
    assert unquote(site().absolute(paper.addresses["article:4"])) == address
    links = share("a")
    assert {link["rel"] for link in links} == {"noreferrer"}
    assert all(unquote(unquote(link["href"])).count(address) == 1 for link in links)
    assert not [link for link in links if "utm" in link["href"]]


def test_dates_in_the_editions_zone_and_words(paper: Paper) -> None:
    times = [time.text for time in page(paper, ARABIC)(".byline time")]
    assert times == ["28 حزيران/يونيو 2022، 17:05 بتوقيت بيروت", "29 حزيران/يونيو 2022، 12:10 بتوقيت بيروت"]
    assert page(paper).first(".byline time")["datetime"] == "2022-06-28T14:05+00:00"
    assert page(paper).first(".dateline").text == "Beirut —"
    assert page(paper, SPANISH).first(".dateline").text == "Beirut. —"


def test_structured_data(paper: Paper) -> None:
    data = json.loads(page(paper).first("script").element.text)
    article, crumbs = data["@graph"]
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Hamas says it has decided to mend ties with Damascus"
    assert [author["name"] for author in article["author"]] == ["Leila Mansour", "Tomás Brandão"]
    assert article["image"][0]["width"] == 1280
    assert [crumb["name"] for crumb in crumbs["itemListElement"]] == ["Atlas", "Middle East", article["headline"]]


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a & b “c” 'd' \u2028"]
)
def test_nothing_gets_out_of_its_place(paper: Paper, words: str) -> None:
    article = paper.articles[ENGLISH]
    text = replace(
        article.text, headline=words, standfirst=words, dateline=words, body=(Paragraphs("a", f"<p>{words}</p>"),)
    )
    paper.articles[ENGLISH] = replace(article, text=text)
    root = page(paper)
    assert root.first("h1").element.text_content() == words
    assert json.loads(root.first("script").element.text)["@graph"][0]["headline"] == words
    assert [script["type"] for script in root("script")] == ["application/ld+json"]
    assert not root.element.xpath("//@onerror | //@style | //iframe | //object")


def test_draft_with_nothing_in_it(paper: Paper) -> None:
    article = paper.articles[ENGLISH]
    text = replace(
        article.text,
        standfirst="",
        section="",
        kind="",
        topics=(),
        authors=(),
        dateline="",
        lead=None,
        body=(),
        translators=(),
    )
    paper.articles[ENGLISH] = replace(article, text=text, updated=None)
    assert page(paper)("h1")


def test_gone_article_has_no_page(paper: Paper) -> None:
    del paper.addresses["article:1"]
    with pytest.raises(LookupError):
        printed(paper, "article", ENGLISH)


def test_trace_names_every_file_and_no_rolling_list(paper: Paper) -> None:
    with reading(paper), tracing(NOW) as trace:
        content = (ArticleSurface().render(ENGLISH) or b"").decode()
    named = {name for name in trace.files if name in content}
    assert {"/pictures/damascus-1920.webp", "/pictures/port-320.jpg", assets.bundle().stylesheet} <= named
    assert set(assets.bundle().fonts.values()) <= trace.files, "the style sheet names them"
    assert not [key for key in trace.used if key.name.startswith("articles.")]


def test_weight(paper: Paper) -> None:
    content = printed(paper, "article", ENGLISH).encode()
    css = assets.bundle().files[assets.bundle().stylesheet]
    assert len(compress(content, 9)) + len(compress(css, 9)) <= 25_000


def test_an_article_leads_to_its_day_and_its_kind(paper: Paper) -> None:
    root = page(paper)
    assert [link["href"] for link in root(".byline a.day")] == ["/en/2022/06/28/"]
    assert "/en/kinds/news/" in [link["href"] for link in root(".topics a")]
