"""Bar and foot as readers get them, and the newsroom's pages about itself."""

import json
from datetime import UTC, datetime

from rotativa.editions.lasting import Merged
from rotativa.fronts.values import Entry, FootList, Navigation, PublishedPage
from rotativa.reader.tests.paper import Paper, printed
from rotativa.reader.tests.selecting import Found
from rotativa.stories.text import ContextText, Paragraphs, Subhead

CHANGED = datetime(2022, 6, 30, 22, 30, tzinfo=UTC)


def add_page(paper: Paper, code: str, title: str, slug: str) -> None:
    body = (Paragraphs("a", "<p>One paper, <b>four</b> languages.</p>"), Subhead("b", "Who pays"))
    paper.plain[f"1@{code}"] = PublishedPage("1", code, "AboutPage", ContextText(title, body, "", None), CHANGED)
    paper.addresses[f"page:1@{code}"] = f"/{code}/{slug}/"


def lists(page: str) -> dict[str, list[str]]:
    """The lists of the foot: the words of their links under each heading."""
    found = Found.page(page)(".foot nav >div")
    return {one.first("h2").text: [link.text for link in one("a")] for one in found}


def bar(page: str) -> list[str]:
    return [link.text for link in Found.page(page)(".sections a")]


def test_without_a_choice_bar_and_foot_follow_by_themselves(paper: Paper) -> None:
    page = printed(paper, "front", "es")
    sections = bar(page)
    assert len(sections) > 2
    assert lists(page)["Secciones"] == sections
    assert "Quiénes somos" not in lists(page)
    assert lists(page)["Ediciones"] == ["English", "Español", "Português", "العربية"]
    add_page(paper, "es", "Quiénes somos", "quienes-somos")
    assert lists(printed(paper, "front", "es"))["Quiénes somos"] == ["Quiénes somos"]
    assert "Quiénes somos" not in printed(paper, "front", "en")


def test_what_an_editor_chose_in_its_order(paper: Paper) -> None:
    add_page(paper, "en", "Who we are", "who-we-are")
    outside = Entry("outside", "https://books.example/?a=1&b=2", "Books")
    gone = (Entry("topic", "999"), Entry("page", "9"))
    foot = (FootList("Read", (Entry("contact", words="Letters"), outside, *gone)), FootList("Nothing", gone))
    chosen = (Entry("topic", "1", "The war"), Entry("page", "1"), Entry("section", "2"), *gone)
    paper.navigations["en"] = Navigation(chosen, foot)
    page = printed(paper, "front", "en")
    assert bar(page)[:2] == ["The war", "Who we are"]
    assert len(bar(page)) == 3
    assert lists(page) == {"Read": ["Letters", "Books"]}
    assert '<a href="https://books.example/?a=1&amp;b=2" rel="noreferrer">Books</a>' in page
    assert '<a href="mailto:desk@atlas.example">Letters</a>' in page
    assert bar(printed(paper, "front", "es")) != bar(page)


def test_two_that_were_merged_are_one_line(paper: Paper) -> None:
    entries = (Entry("topic", "1", "The war"), Entry("section", "2"), Entry("topic", "2", "The front"))
    paper.navigations["en"] = Navigation(entries, (FootList("Read", (Entry("topic", "2"), *entries[:2])),))
    apart = printed(paper, "front", "en")
    assert len(bar(apart)) == len(lists(apart)["Read"]) == 3
    paper.merged_topics = {"2": "1"}
    paper.topics["2@en"] = Merged("1")  # type: ignore[assignment]  # as the real facet answers
    page, section = printed(paper, "front", "en"), paper.sections["2@en"].name
    assert bar(page) == ["The war", section]
    assert lists(page) == {"Read": [paper.topics["1@en"].name, section]}


def test_the_page_one_is_on_is_marked(paper: Paper) -> None:
    add_page(paper, "en", "Who we are", "who-we-are")
    paper.navigations["en"] = Navigation(
        (Entry("topic", "1"), Entry("page", "1"), Entry("section", "1"), Entry("kind", "1"))
    )

    def marked(surface: str, argument: str) -> list[str]:
        return [link.text for link in Found.page(printed(paper, surface, argument))(".sections a[aria-current]")]

    assert marked("topic", "1@en") == [paper.topics["1@en"].name]
    assert marked("page", "1@en") == ["Who we are"]
    assert marked("section", "1@en") == [paper.sections["1@en"].name]
    assert marked("kind", "1@en") == [paper.kinds["1@en"].name]
    assert marked("topic", "2@en") == marked("front", "en") == []


def test_a_plain_page_with_its_other_editions(paper: Paper) -> None:
    add_page(paper, "en", "Who we are", "who-we-are")
    add_page(paper, "ar", "من نحن", "من-نحن")
    text = printed(paper, "page", "1@en")
    page = Found.page(text)
    assert page.first("h1").text == "Who we are"
    assert "30 June 2022" in page.first("time").text
    assert [link.text for link in page(".elsewhere a")] == ["العربية"]
    assert 'rel="alternate" hreflang="ar"' in text
    assert 'hreflang="es"' not in text.partition("<body>")[0]
    assert '<link rel="canonical" href="https://atlas.example/en/who-we-are/">' in text
    assert '<meta name="description" content="One paper, four languages.">' in text
    graph = json.loads(page.first("script[type=application/ld+json]").text)["@graph"]
    assert (graph[0]["@type"], graph[0]["dateModified"]) == ("AboutPage", "2022-06-30")
    assert graph[1]["itemListElement"][-1]["name"] == "Who we are"
