"""Fronts, lists, months, `/`, messages and sitemaps, from the sample newsroom."""

import pytest
from lxml import etree

from rotativa.kit.things import Thing
from rotativa.reader.surfaces.lists import MonthSurface
from rotativa.reader.surfaces.machines import SitemapSurface
from rotativa.reader.tests.paper import Paper, printed, reading
from rotativa.reader.tests.selecting import Found

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def page(paper: Paper, surface: str, argument: str) -> Found:
    return Found.page(printed(paper, surface, argument))


def headlines(root: Found, where: str) -> list[str]:
    return [link.text for link in root(f"{where} h3 a")]


def test_front_has_each_story_once(paper: Paper) -> None:
    root = page(paper, "front", "en")
    links = [link["href"] for link in root("main h3 a") if "/20" in link["href"] and link["href"].count("/") > 5]
    assert len(links) == len(set(links)) == 30
    assert headlines(root, ".first") == ["Hamas says it has decided to mend ties with Damascus"]
    assert len(headlines(root, ".beside")) == 3
    assert len(headlines(root, ".opinion")) == len(headlines(root, ".four")) == 4


def test_empty_zones_are_not_printed(paper: Paper) -> None:
    root = page(paper, "front", "pt")
    assert not root(".opinion, .four, .river, .months")
    paper.articles = {}
    assert "Ainda não há nada" in page(paper, "front", "pt").first("main").text


def test_front_knows_no_clock(paper: Paper) -> None:
    assert page(paper, "front", "es").first(".day time").text == "martes, 28 de junio de 2022"
    assert page(paper, "front", "es").first(".day .latest").text == "Última noticia: martes, 28 de junio de 2022"


def test_list_shows_thirty_and_leads_to_its_months(paper: Paper) -> None:
    root = page(paper, "section", "8@en")
    assert len(headlines(root, "main")) == 30
    assert [link["href"] for link in root(".months a")][:2] == [
        "/en/water-levels/2022-06/",
        "/en/water-levels/2022-05/",
    ]
    assert not page(paper, "section", "1@en")(".months")


def test_month_is_a_bucket_with_neighbours(paper: Paper) -> None:
    root = page(paper, "month", "en/section/8/2022-04")
    assert root.first("h1").text == "Water levels, April 2022"
    assert [link["href"] for link in root(".pager a")] == [
        "/en/water-levels/2022-05/",
        "/en/water-levels/",
        "/en/water-levels/2022-03/",
    ]
    with pytest.raises(LookupError):
        printed(paper, "month", "en/section/8/2021-01")


def test_publication_has_the_months_of_its_lists_as_places(paper: Paper) -> None:
    with reading(paper):
        found = MonthSurface().places_of([Thing("article:1000")])
        sitemaps = SitemapSurface().places_of([Thing("article:1000")])
    places = {place.path: place.argument for _, place in found}
    assert places["/en/water-levels/2022-03/"] == "en/section/8/2022-03"
    assert places["/en/2022-06/"] == "en/2022-06"
    assert [place.path for _, place in sitemaps] == ["/en/sitemap-2022-06.xml"]


def test_topic_and_author(paper: Paper) -> None:
    topic = page(paper, "topic", "1@en")
    assert topic.first(".kicker").text == "Topic: place"
    assert [link["hreflang"] for link in topic(".elsewhere a")] == ["es", "pt", "ar"]
    author = page(paper, "author", "6@en")
    assert author.first(".portrait img")["alt"]
    assert "Lucía Ferrer" not in author.first(".rows").text


def test_editions_side_by_side_in_their_own_language(paper: Paper) -> None:
    columns = page(paper, "editions", "/")(".columns > section")
    assert [(column["lang"], column["dir"]) for column in columns] == [
        ("en", "ltr"),
        ("es", "ltr"),
        ("pt", "ltr"),
        ("ar", "rtl"),
    ]
    lost = page(paper, "lost", "/404.html")
    assert [told.text for told in lost(".told")][1] == "Esta página no está impresa."
    assert lost.first("meta[name=robots]")["content"] == "noindex"
    closed = page(paper, "closed", "/503.html")
    assert [told.text for told in closed(".told")][2].startswith("Isto não funciona neste momento. Tudo o que foi")
    assert closed.first(".error-code").text == "503"
    assert not closed("link[rel=canonical]")


def test_messages(paper: Paper) -> None:
    assert page(paper, "not-found", "es").first("h1").text == "Esta página no está impresa."
    gone = page(paper, "gone", "ar")
    assert gone.first("h1").text == "سُحب هذا المقال"
    assert not gone("link[rel=canonical]")
    unavailable = page(paper, "unavailable", "pt")
    assert unavailable.first("h1").text == "Isto não funciona neste momento."
    assert unavailable.first(".ways a")["href"] == "/pt/"


def test_sitemaps(paper: Paper) -> None:
    index = etree.fromstring(printed(paper, "sitemap-index", "/sitemap.xml").encode())
    assert index.findtext(f"{SITEMAP}sitemap/{SITEMAP}loc") == "https://atlas.example/en/sitemap-2022-06.xml"
    months = etree.fromstring(printed(paper, "sitemap", "ar/2022-06").encode())
    first = months.find(f"{SITEMAP}url")
    assert first is not None
    assert [link.get("hreflang") for link in first if link.get("hreflang")] == ["en", "es", "ar"]
    assert all(ord(letter) < 128 for letter in first.findtext(f"{SITEMAP}loc") or "?"), (
        "addresses for machines are escaped"
    )
    assert "Sitemap: https://atlas.example/sitemap.xml" in printed(paper, "robots", "/robots.txt")
