"""Every block as readers get it, in two directions; what an embed may do before and after a reader asks for it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rotativa.kit.trace import tracing
from rotativa.reader.preview import preview_blocks
from rotativa.reader.site import site
from rotativa.reader.surfaces.article import ArticleSurface
from rotativa.reader.tests.every_block import HOST, IDENTITIES, with_every_block
from rotativa.reader.tests.paper import NOW, Paper, printed, reading
from rotativa.reader.tests.selecting import Found
from rotativa.stories.text import Embed, Factbox, Gallery, LiveEntry, Paragraphs, PullQuote, Statement, Table, Timeline


@pytest.fixture(autouse=True)
def embeds(settings: Any) -> Iterator[None]:
    """The host of the sample's video is allowed."""
    settings.ROTATIVA_EMBED_HOSTS = (HOST,)
    site.cache_clear()
    yield
    site.cache_clear()


@pytest.fixture
def everything(paper: Paper) -> Paper:
    """A newsroom whose articles 2001 and 2004 have every block."""
    return with_every_block(paper)


def page(paper: Paper, code: str = "en") -> Found:
    return Found.page(printed(paper, "article", IDENTITIES[code]))


def test_a_pull_quote_that_repeats_the_text_is_not_read_out(everything: Paper) -> None:
    assert page(everything).first(".quote")["aria-hidden"] == "true"
    article = everything.articles["2001"]
    body = (*article.text.body, PullQuote("b2", "Nobody said this", "Ana Prado"))
    everything.articles["2001"] = replace(article, text=replace(article.text, body=body))
    other = page(everything)(".quote")[1]
    assert (other["aria-hidden"], other.first("figcaption").text) == ("", "Ana Prado")


def test_dates_of_a_timeline_are_in_the_words_of_the_edition(everything: Paper) -> None:
    assert [when.text for when in page(everything)(".text > .timeline .when")] == [
        "1999 – 2012",
        "July 2012",
        "28 June 2022",
    ]
    assert [time["datetime"] for time in page(everything)(".text > .timeline time")] == [
        "1999",
        "2012",
        "2012-07",
        "2022-06-28",
    ]
    assert page(everything, "ar")(".text > .timeline .when")[1].text == "تموز/يوليو 2012"


def test_a_table_can_be_read_out(everything: Paper) -> None:
    table = page(everything).first("figure.table")
    assert table.first("caption").text == "How long it takes to cross, in minutes"
    assert [head["scope"] for head in table("thead th")] == ["col"] * 3
    assert [head.text for head in table("tbody th[scope=row]")][:2] == ["Ferry", "Bridge"]
    box = table.first(".sideways")
    assert (box["tabindex"], box["role"], box["aria-labelledby"]) == ("0", "region", table.first("caption")["id"])


def test_every_picture_of_a_gallery_has_its_credit(everything: Paper) -> None:
    gallery = page(everything).first(".gallery")
    assert len(gallery("img")) == len(gallery(".credit")) == 3, "one of the four pictures is gone"


def test_background_is_that_of_the_edition(everything: Paper) -> None:
    background = page(everything).first(".background")
    assert background.first(".label").text == "Background"
    assert background.first(".kept").text == "Kept by Leila Mansour, last checked on 1 June 2022"
    assert [when.text for when in background(".when")] == ["1999 – 2012", "July 2012"]
    assert page(everything, "ar").first(".background h2").text == "ما الذي يتغير على النهر"
    del everything.passages["7@ar"]
    assert not page(everything, "ar")(".background"), "never in another language"


def test_a_document_says_what_it_is_and_is_named_in_the_trace(everything: Paper) -> None:
    offered = page(everything).first(".download")
    assert (offered.first("a")["href"], offered.first("a").text) == (
        "/documents/0f3c-report.pdf",
        "The bridge in figures",
    )
    assert offered.first(".label").text == "PDF, 1.2 MB"
    assert page(everything, "ar").first(".download .label").text.startswith("PDF\u200f"), "or the size joins it"
    with reading(everything), tracing(NOW) as trace:
        ArticleSurface().render(IDENTITIES["en"])
    assert "/documents/0f3c-report.pdf" in trace.files, "the press puts it in place before the page"
    del everything.documents["3"]
    assert not page(everything)(".download")


def test_an_embed_waits_for_the_reader(everything: Paper) -> None:
    root = page(everything)
    frame, link = root.first(".embed iframe"), root.first(".embed .load")
    assert (frame["src"], frame["srcdoc"]) == ("", "")
    assert (link["target"], link["href"]) == (frame["name"], f"https://{HOST}/1")
    assert "allow-top-navigation" not in frame["sandbox"]
    assert root.first("meta[http-equiv]")["content"] == f"frame-src https://{HOST}"
    assert f"{HOST} learns your network address" in root.first(".cost").text
    assert root.first(".embed .there")["rel"] == "noreferrer"


def test_an_embed_of_a_host_that_is_allowed_no_more_is_a_link(everything: Paper, settings: Any) -> None:
    settings.ROTATIVA_EMBED_HOSTS = ()
    site.cache_clear()
    root = page(everything)
    assert not root(".embed iframe")
    assert [link["href"] for link in root(".embed .acts a")] == [f"https://{HOST}/1", f"https://{HOST}/1.txt"]
    assert root.first("meta[http-equiv]")["content"] == "frame-src 'none'"


def test_pages_without_embeds_allow_no_frame(everything: Paper) -> None:
    for place in (("article", "1"), ("front", "en"), ("editions", "/")):
        assert Found.page(printed(everything, *place)).first("meta[http-equiv]")["content"] == "frame-src 'none'"


def test_live_entries_are_newest_first_and_each_has_a_link(everything: Paper) -> None:
    root = page(everything)
    assert [entry["id"] for entry in root(".entry")] == ["b-e2", "b-e1"]
    assert [time["datetime"] for time in root(".entry time")] == ["2022-06-28T08:40+00:00", "2022-06-28T05:02+00:00"]
    assert [link["href"] for link in root(".entry .when a")] == ["#b-e2", "#b-e1"]
    assert root.first(".text").element.getchildren()[-3].get("class") == "entries", "behind all other blocks"
    assert page(everything, "ar").first(".entry time").text == "11:40", "by the clocks of the edition"


def test_a_live_story_is_told_to_machines_with_its_entries(everything: Paper) -> None:
    article = json.loads(page(everything).first("script").element.text)["@graph"][0]
    assert article["@type"] == "LiveBlogPosting"
    newest, _oldest = article["liveBlogUpdate"]
    assert (newest["headline"], newest["datePublished"]) == ("The ferry rests", "2022-06-28T08:40+00:00")
    assert newest["url"] == f"{article['url']}#b-e2"
    assert newest["articleBody"].startswith("The ferry has made its last crossing")
    assert article["coverageStartTime"] == "2022-06-28T05:02:00+00:00"
    assert "coverageEndTime" not in article


def test_a_live_story_whose_newest_entry_is_the_last_is_live_no_more(everything: Paper) -> None:
    assert page(everything).first(".kicker .live").text == "Live"
    _end(everything, with_entry="e1")
    assert page(everything)(".kicker .live"), "an entry followed"
    _end(everything, with_entry="e2")
    root = page(everything)
    assert not root(".kicker .live")
    assert root.first(".story-head .kicker span").text == "Coverage has ended"
    told = json.loads(root.first("script").element.text)["@graph"][0]
    assert told["coverageEndTime"] == told["coverageStartTime"].replace("05:02", "08:40")
    _end(everything, with_entry="e2", kicker="Storm")
    spans = [span.text for span in page(everything)(".story-head .kicker span")]
    assert spans == ["Storm", "Coverage has ended"], "whatever else stands there"
    front = Found.page(printed(everything, "front", "en"))
    assert ["Storm", "Coverage has ended"] in [[span.text for span in one("span")] for one in front(".kicker")]


def test_what_was_told_live_before_was_changed_with_its_newest_entry(everything: Paper) -> None:
    article = everything.articles["2001"]
    early = datetime(2022, 6, 28, 4, 50, tzinfo=UTC)
    for updated, expected in ((None, "2022-06-28T08:40+00:00"), (early + timedelta(days=1), "2022-06-29T04:50+00:00")):
        everything.articles["2001"] = replace(article, first_published=early, updated=updated)
        root = page(everything)
        assert [one["datetime"] for one in root(".byline time")] == ["2022-06-28T04:50+00:00", expected]
        assert json.loads(root.first("script").element.text)["@graph"][0]["dateModified"] == expected


def _end(everything: Paper, *, with_entry: str, kicker: str = "") -> None:
    article = everything.articles["2001"]
    body = tuple(
        replace(block, is_last=block.id == with_entry) if isinstance(block, LiveEntry) else block
        for block in article.text.body
    )
    everything.articles["2001"] = replace(article, text=replace(article.text, body=body, kicker=kicker))


def test_blocks_that_say_nothing_are_left_out(everything: Paper) -> None:
    empty = (
        PullQuote("1", "", ""),
        Statement("2", "", "", "", "", None, "", ""),
        Gallery("3", "", ()),
        Timeline("4", "", ()),
        Table("5", "", (), (), heads=True, source=""),
        Factbox("6", "", ""),
        Embed("7", "javascript:alert(1)", "video", "", "", "", "javascript:alert(1)"),
        LiveEntry("8", None, "", (Paragraphs("9", "<p>Never</p>"),)),
    )
    article = everything.articles["2001"]
    everything.articles["2001"] = replace(article, text=replace(article.text, body=empty))
    text = page(everything).first(".text")
    assert [child.get("class") for child in text.element.getchildren()] == ["topics", "share"]


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_nothing_gets_out_of_a_block(everything: Paper, words: str) -> None:
    article = everything.articles["2001"]
    blocks: list[Any] = [block for block in article.text.body if not isinstance(block, Paragraphs)]
    kept = {"id", "address", "kind", "html"}
    blocks = [
        replace(
            block, **{name: words for name, value in vars(block).items() if isinstance(value, str) and name not in kept}
        )
        for block in blocks
    ]
    everything.articles["2001"] = replace(article, text=replace(article.text, body=tuple(blocks)))
    root = page(everything)
    assert [script["type"] for script in root("script")] == ["application/ld+json"]
    assert not root.element.xpath("//@onerror | //@style | //@src[contains(., 'x')][. = 'x']")


def test_a_block_alone_is_shown_as_it_is_printed(everything: Paper) -> None:
    with reading(everything), tracing(NOW):
        shown = Found.page(preview_blocks(everything.articles["2004"].text.body, "ar-eg"))
        other = Found.page(preview_blocks(everything.articles["2001"].text.body, "fr"))
    assert (shown["lang"], shown["dir"], other["lang"]) == ("ar", "rtl", "en")
    assert shown.first("link")["href"].startswith("/desk/preview-files/assets/")
    assert not shown("iframe"), "nothing of other hosts at the desk"
