"""Fronts, lists, months, `/`, messages and sitemaps, from the sample newsroom."""

import json
from dataclasses import replace

import pytest
from lxml import etree

from rotativa.kit.things import Thing
from rotativa.kit.trace import batch, tracing
from rotativa.press.registry import Surface
from rotativa.reader.making import months, signing
from rotativa.reader.surfaces import lists
from rotativa.reader.surfaces.lists import ListSurface, MonthSurface
from rotativa.reader.surfaces.machines import SitemapSurface
from rotativa.reader.tests.paper import NOW, Paper, printed, reading
from rotativa.reader.tests.selecting import Found
from rotativa.stories.text import PublishedArticle

People = tuple[str, ...]
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


def test_a_long_month_is_told_in_headlines_by_day(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    as_cards = page(paper, "month", "en/2022-06")
    assert as_cards(".rows .card")
    assert not as_cards(".river")
    monkeypatch.setattr(months, "AS_CARDS", len(as_cards(".rows h3 a")) - 1)
    root = page(paper, "month", "en/2022-06")
    assert headlines(root, ".river") == headlines(as_cards, ".rows")
    assert not root(".rows")
    first = root.first("h2.day a")
    assert (first.text, first["href"]) == ("Tuesday 28 June", "/en/2022/06/28/")
    days = [time["datetime"] for time in root("h2.day time")]
    assert days == sorted(set(days), reverse=True)
    assert len(days) > 1
    monkeypatch.setattr(months, "AS_CARDS", len(as_cards(".rows h3 a")))
    assert page(paper, "month", "en/2022-06")(".rows"), "so many can still be read through"


def test_a_day_that_is_in_no_address_is_no_link(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses keep their day when an edition moves to another zone, and days have their pages by them."""
    monkeypatch.setattr(months, "AS_CARDS", 1)
    paper.mastheads["en"] = replace(paper.mastheads["en"], zone="Pacific/Kiritimati")
    root = page(paper, "month", "en/2022-06")
    days = {time["datetime"] for time in root("h2.day time")}
    links = {link["href"] for link in root("h2.day a")}
    assert days - set(paper.days("en"))
    assert links == {f"/en/{day.replace('-', '/')}/" for day in days.intersection(paper.days("en"))}


@pytest.mark.parametrize("longest", [1, 60])
def test_a_month_tells_machines_its_articles_and_the_way_to_it(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(months, "AS_CARDS", longest)
    for argument, steps in (("en/2022-06", 2), ("en/section/8/2022-04", 3)):
        root = page(paper, "month", argument)
        graph = {one["@type"]: one for one in json.loads(root.first("script").text)["@graph"]}
        told = graph["CollectionPage"]["mainEntity"]["itemListElement"]
        assert len(told) == len(headlines(root, ".listing")), argument
        assert len(graph["BreadcrumbList"]["itemListElement"]) == steps, argument


def test_days_of_a_long_month_begin_with_a_capital(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "AS_CARDS", 1)
    paper.articles = {one.identity: replace(one, edition="es") for one in paper.members("en")}
    assert page(paper, "month", "es/2022-06").first("h2.day").text == "Martes, 28 de junio"


def test_days_of_a_narrower_list_have_no_pages(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "AS_CARDS", 1)
    root = page(paper, "month", "en/section/8/2022-04")
    assert root("h2.day")
    assert not root("h2.day a")
    assert not root(".river p"), "the section stands above all of them"


def test_a_long_month_knows_no_summaries_and_pictures(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "AS_CARDS", 1)
    with reading(paper), tracing(NOW) as trace:
        MonthSurface().render("en/2022-06")
    names = {key.name for key in trace.everything()}
    assert "article.line" in names
    assert not names & {"article.card", "picture.card"}


def _asked_late(paper: Paper, surface: Surface, arguments: list[str]) -> set[str]:
    """What pages still ask of articles and people after ``warm``."""
    with reading(paper), batch() as kept:
        surface.warm(arguments)
        known = set(kept.answers)
        with tracing(NOW):
            assert all(surface.render(argument) for argument in arguments)
        return {key.name for key in set(kept.answers) - known} & set(MANY)


MANY = ("article.line", "article.card", "article.signed", "author.now", "kind.code", "picture.card", "section.card")
"""What is asked of each article that a list shows."""


@pytest.mark.parametrize("longest", [1, 60])
def test_what_months_show_is_loaded_together(paper: Paper, monkeypatch: pytest.MonkeyPatch, longest: int) -> None:
    """A page that is rendered after ``warm`` asks for nothing more, whether it shows cards or lines."""
    for one in paper.members("en"):
        paper.articles[one.identity] = replace(one, text=replace(one.text, authors=("1",), translators=("6",)))
    monkeypatch.setattr(months, "AS_CARDS", longest)
    asked = _asked_late(paper, MonthSurface(), ["en/2022-06", "en/section/8/2022-04", "en/author/6/2022-05"])
    assert not asked
    with reading(paper), batch() as kept:
        MonthSurface().warm(["en/2022-06"])
        assert "article.signed" not in {key.name for key in kept.answers}, "who signed is shown by persons' lists alone"


def test_what_the_list_of_a_person_shows_is_loaded_together(paper: Paper) -> None:
    assert not _asked_late(paper, ListSurface("author"), ["6@en", "1@en"])


def test_publication_has_its_own_months_as_places(paper: Paper) -> None:
    with reading(paper):
        found = MonthSurface().places_of([Thing("article:1000")])
        sitemaps = SitemapSurface().places_of([Thing("article:1000")])
    places = {place.path: place.argument for _, place in found}
    assert places["/en/2022-06/"] == "en/2022-06"
    assert {argument.rpartition("/")[2] for argument in places.values()} == {"2022-06"}
    assert [place.path for _, place in sitemaps] == ["/en/sitemap-2022-06.xml"]


def test_a_list_has_all_of_its_months_as_places(paper: Paper) -> None:
    with reading(paper):
        found = MonthSurface().places_of([Thing("article:1000"), Thing("list:en/section/8")])
    places = {place.path: place.argument for thing, place in found if thing == "list:en/section/8"}
    assert places["/en/water-levels/2022-03/"] == "en/section/8/2022-03"
    assert all(argument.startswith("en/section/8/") for argument in places.values())


def test_the_months_of_one_time_are_told_together(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of one edition show the same articles in one month: printed together, each card is made once."""
    section = (Thing("section:8@en"), "/en/water-levels/")
    monkeypatch.setattr(lists, "current_places", lambda of: [section] if of == "section" else [])
    with reading(paper):
        told = [place.argument for place in MonthSurface().places()]
    times = [(name.partition("/")[0], month) for name, _slash, month in (one.rpartition("/") for one in told)]
    assert len(set(times)) < len(times), "several lists are long"
    assert times == sorted(times)


def test_no_list_depends_on_a_portrait(paper: Paper) -> None:
    opinion = next(name for name, kind in paper.kinds.items() if kind.code == "opinion" and name.endswith("@en"))
    for surface, argument in ((MonthSurface(), "en/2022-06"), (ListSurface("kind"), opinion)):
        with reading(paper), tracing(NOW) as trace:
            content = surface.render(argument)
        assert content is not None
        assert b'data-kind="opinion"' in content
        assert not [key for key in trace.everything() if key.name == "author.portrait"]


def test_a_day_with_its_calendar(paper: Paper) -> None:
    root = page(paper, "day", "es/2022-06-28")
    assert root.first("h1").text == "Martes, 28 de junio"
    assert root.first(".kicker").text == "2022junio"
    assert len(headlines(root, ".river")) == len(paper.day("es/2022-06-28")) > 1
    calendar = root.first(".calendar")
    assert [day.text for day in calendar("th")] == ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"]
    assert [day["abbr"] for day in calendar("th")][:2] == ["lunes", "martes"]
    now = calendar.first("a[aria-current=page]")
    assert (now["href"], now["aria-label"]) == ("/es/2022/06/28/", "28 de junio de 2022")
    assert len(calendar("span")) == 29, "days without stories are no links"
    with pytest.raises(LookupError):
        printed(paper, "day", "es/2022-06-27")


def test_days_lead_to_the_nearest_with_stories(paper: Paper) -> None:
    root = page(paper, "day", "en/2022-06-24")
    links = [(link.text, link["href"]) for link in root(".pager a")]
    assert links == [
        ("Later 28 June 2022", "/en/2022/06/28/"),
        ("Newest", "/en/"),
        ("Earlier 20 June 2022", "/en/2022/06/20/"),
    ]
    assert [link["rel"] for link in root(".pager a[rel]")] == ["prev", "next"]
    month = page(paper, "month", "en/2022-06")
    assert "/en/2022/06/24/" in [link["href"] for link in month(".calendar a")]
    assert not page(paper, "month", "en/section/8/2022-04")(".calendar")


def test_a_calendar_begins_with_the_first_day_of_the_editions_week(paper: Paper) -> None:
    paper.mastheads["ar"] = replace(paper.mastheads["ar"], first_weekday=5, numerals="arab")
    calendar = page(paper, "day", "ar/2022-06-28").first(".calendar")
    assert [day["abbr"] for day in calendar("th")][:2] == ["السبت", "الأحد"]
    assert calendar.first("a").text == "٢٨"
    first, *weeks = calendar("tbody tr")
    assert [day.text for day in first("td")] == ["", "", "", "", "١", "٢", "٣"]
    assert len(weeks) == 4


def test_a_kind_of_story_has_its_list(paper: Paper) -> None:
    root = page(paper, "kind", "3@en")
    assert (root.first(".kicker").text, root.first("h1").text) == ("Kind of story", "Opinion")
    assert {card["data-kind"] for card in root(".rows .card")} == {"opinion"}
    assert next((link.text, link["href"]) for link in root(".elsewhere a")) == ("Opinión", "/es/kinds/opinión/")
    said = [(link["hreflang"], word["lang"], word["dir"]) for link in root(".elsewhere a") for word in link("bdi")]
    assert said == [("es", "es", "ltr"), ("pt", "pt", "ltr"), ("ar", "ar", "rtl")]
    assert [link["title"] for link in root(".elsewhere a")] == ["Spanish", "Portuguese", "Arabic"]


def test_a_list_leads_on_to_the_month_that_has_the_rest(paper: Paper) -> None:
    root = page(paper, "section", "8@en")
    shown = [moment["datetime"][:7] for moment in root(".rows time")]
    assert [(link.text, link["href"]) for link in root(".pager a")] == [
        ("Earlier February 2022", f"/en/water-levels/{min(shown)}/")
    ]
    assert not page(paper, "section", "1@en")(".pager")


def test_an_empty_list_says_what_is_missing(paper: Paper) -> None:
    paper.articles = {}
    said = [page(paper, *place).first(".empty").text for place in (("topic", "1@en"), ("author", "6@en"))]
    assert said == [
        "Nothing has been published on Syria yet.",
        "Nothing signed by Lucía Ferrer has been published here yet.",
    ]


def test_topics_are_near_that_share_articles(paper: Paper) -> None:
    assert not page(paper, "topic", "1@en")("aside"), "one article says little"
    second = paper.articles["100"]
    paper.articles["100"] = replace(second, text=replace(second.text, topics=("1", "3", "4")))
    near = page(paper, "topic", "1@en")("aside .elsewhere a")
    assert [link["href"] for link in near] == [paper.addresses["topic:3@en"]]


def test_a_topic_is_as_near_as_what_was_merged_into_it(paper: Paper) -> None:
    second = paper.articles["100"]
    paper.articles["100"] = replace(second, text=replace(second.text, topics=("1", "77", "78")))
    assert not page(paper, "topic", "1@en")("aside"), "no topic stands in two of its articles"
    paper.merged_topics = {"77": "3", "78": "1"}
    near = page(paper, "topic", "1@en")("aside .elsewhere a")
    assert [link["href"] for link in near] == [paper.addresses["topic:3@en"]]
    paper.merged_topics = {"77": "1", "78": "1"}
    assert not page(paper, "topic", "1@en")("aside"), "nor is it near itself"


def test_an_author_says_how_to_be_reached(paper: Paper) -> None:
    root = page(paper, "author", "6@en")
    assert [link["href"] for link in root(".ways a")] == [
        "mailto:leila@atlas.example",
        "https://atlas.example/leila.asc",
    ]
    assert [link["rel"] for link in root(".ways a[rel]")] == ["noreferrer"]
    assert [link.text for link in root(".elsewhere a")] == ["Español", "Português", "العربية"], (
        "one name in three editions: all are told by their language"
    )


def test_topic_and_author(paper: Paper) -> None:
    topic = page(paper, "topic", "1@en")
    assert topic.first(".kicker").text == "Topic: place"
    assert [link["hreflang"] for link in topic(".elsewhere a")] == ["es", "pt", "ar"]
    author = page(paper, "author", "6@en")
    assert author.first(".portrait img")["alt"]
    assert "Lucía Ferrer" not in author.first(".rows").text


def test_what_an_author_has_translated_says_who_wrote_it(paper: Paper) -> None:
    """An opinion on a page with somebody's name above would be taken for theirs."""
    opinion = next(one for one in paper.members("en") if paper.kind_code(one.text.kind) == "opinion")
    text = replace(opinion.text, authors=("1",), translators=("6",))
    paper.articles[opinion.identity] = replace(opinion, text=text)
    writer = paper.authors["1@en"].name
    assert page(paper, "author", "6@en").first(".rows .by").text == writer
    assert not page(paper, "author", "1@en")(".rows .by")


def test_a_list_of_somebody_says_what_they_only_translated_or_reviewed(paper: Paper) -> None:
    """On a page with their name above it would be taken for theirs."""
    first, second, third, *_ = paper.members("en")

    def sign(one: PublishedArticle, authors: People, translators: People, reviewers: People = ()) -> None:
        text = replace(one.text, authors=authors, translators=translators, reviewers=reviewers)
        paper.articles[one.identity] = replace(one, text=text)

    def said(author: str) -> list[str]:
        moments = page(paper, "author", author)(".rows .moment")[:3]
        return [moment.text.removesuffix(moment.first("time").text) for moment in moments]

    sign(first, authors=("1",), translators=("6",))
    sign(second, authors=("1",), translators=("2",), reviewers=("6",))
    sign(third, authors=("1", "6"), translators=("6",))
    assert said("6@en") == ["Translation", "Review of the translation", ""]
    assert said("1@en") == ["", "", ""], "who wrote it needs no word"
    sign(first, authors=("77",), translators=("6",))
    paper.merged_authors = {"77": "6"}
    assert said("6@en")[0] == "", "who was merged into them wrote it"
    with reading(paper), tracing(NOW):
        assert signing.parts("99", [first.identity, "4711"]) == {first.identity: "", "4711": ""}


def test_a_month_of_somebody_says_so_too(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in paper.members("en"):
        text = replace(one.text, authors=("1",), translators=("6",))
        paper.articles[one.identity] = replace(one, text=text)
    for longest, where in ((60, ".rows"), (1, ".river")):
        monkeypatch.setattr(months, "AS_CARDS", longest)
        said = page(paper, "month", "en/author/6/2022-05")(f"{where} .part")
        assert {part.text for part in said} == {"Translation"}
        assert not page(paper, "month", "en/author/1/2022-05")(".part")


def test_no_list_but_that_of_a_person_depends_on_who_signed(paper: Paper) -> None:
    for of, argument in (("section", "1@en"), ("author", "6@en")):
        with reading(paper), tracing(NOW) as trace:
            assert ListSurface(of).render(argument) is not None
        asked = {key.name for key in trace.everything()}
        assert ({"article.signed", "author.now"} <= asked) == (of == "author")


def test_a_portrait_that_nobody_described_is_described_by_the_name(paper: Paper) -> None:
    portrait, name = paper.portraits["6"], paper.authors["6@en"].name
    described = paper.alts.pop(f"{portrait}@en").text
    author = page(paper, "author", "6@en")
    assert author.first(".portrait img")["alt"] == author.first("meta[property=og:image:alt]")["content"] == name
    assert page(paper, "author", "6@es").first(".portrait img")["alt"] not in ("", name, described)


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
    assert page(paper, "gone", "en/topics").first("h1").text == "This topic is no longer kept"
    assert page(paper, "gone", "en/authors").first("h1").text == "This author has no page any more"
    assert page(paper, "gone", "section:77@es /es/mareas/").first("h1").text == "Esta sección ya no existe"
    with pytest.raises(LookupError):
        printed(paper, "gone", "section:1@es /es/medio-oriente/")
    fronts = [link["href"] for link in page(paper, "not-found", "es")(".message .elsewhere a")]
    assert fronts == ["/en/", "/pt/", "/ar/"]
    assert gone.first(".elsewhere li").text == "الطبعات", "these lead to fronts, and to no article in other editions"
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
