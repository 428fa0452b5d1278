"""The head of each kind of page: what machines are told, strictly read."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from rotativa.fronts.values import PublishedPage
from rotativa.reader import assets
from rotativa.reader.tests.paper import NOW, Paper, printed, reading
from rotativa.reader.tests.selecting import Found
from rotativa.reader.tests.test_styles import tokens
from rotativa.stories.text import ContextText

PLACES = (
    ("article", "1"),
    ("article", "4"),
    ("front", "en"),
    ("section", "8@en"),
    ("kind", "3@ar"),
    ("topic", "1@es"),
    ("author", "6@en"),
    ("month", "en/section/8/2022-04"),
    ("month", "en/2022-06"),
    ("day", "ar/2022-06-28"),
)
NEEDED: dict[str, set[str]] = {
    "NewsArticle": {
        "headline",
        "image",
        "datePublished",
        "dateModified",
        "author",
        "publisher",
        "url",
        "mainEntityOfPage",
        "inLanguage",
        "isAccessibleForFree",
    },
    "BreadcrumbList": {"itemListElement"},
    "CollectionPage": {"name", "url", "inLanguage", "isPartOf", "mainEntity"},
    "ContactPoint": {"url"},
    "ImageObject": {"url", "width", "height"},
    "ItemList": {"numberOfItems", "itemListElement"},
    "ListItem": {"position", "name"},
    "NewsMediaOrganization": {"name", "url", "logo"},
    "Organization": {"name"},
    "Person": {"name"},
    "Place": {"name"},
    "ProfilePage": {"url", "mainEntity"},
    "Thing": {"name"},
    "WebSite": {"name", "url"},
}
ADDRESSES = {"url", "@id", "item", "mainEntityOfPage"}
ENOUGH = 50_000
"""Pixels that a picture needs at least, says Google."""


def page(paper: Paper, surface: str, argument: str) -> Found:
    return Found.page(printed(paper, surface, argument))


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), "a name stands twice"
    return found


def graph(root: Found) -> list[dict[str, Any]]:
    """The structured data of a page, read as strictly as can be."""
    (script,) = root("script")
    assert script["type"] == "application/ld+json"
    data = json.loads(script.element.text, object_pairs_hook=unique)
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from nodes(one)


def meta(root: Found, name: str) -> list[str]:
    return [one["content"] for one in root("meta") if name in (one.element.get("property"), one.element.get("name"))]


@pytest.mark.parametrize("place", PLACES, ids=":".join)
def test_structured_data_is_whole(paper: Paper, place: tuple[str, str]) -> None:
    described = graph(page(paper, *place))
    assert described
    for node in nodes(described):
        missing = NEEDED[node["@type"]] - node.keys()
        assert not missing, f"{node['@type']} lacks {missing}"
        assert not [key for key, value in node.items() if value in ("", [], {}, None)]
        for key in ADDRESSES & node.keys():
            address = urlsplit(node[key])
            assert address.scheme == "https", node[key]
            assert address.netloc, node[key]
            assert node[key].isascii(), node[key]
        if node["@type"] in ("ItemList", "BreadcrumbList"):
            assert [one["position"] for one in node["itemListElement"]] == [*range(1, len(node["itemListElement"]) + 1)]
        if node["@type"] == "ImageObject":
            assert node["width"] * node["height"] >= (0 if "logo" in str(node["url"]) else ENOUGH)


@pytest.mark.parametrize("place", PLACES, ids=":".join)
def test_every_page_says_what_it_is(paper: Paper, place: tuple[str, str]) -> None:
    root = page(paper, *place)
    (canonical,) = [link["href"] for link in root("link[rel=canonical]")]
    assert meta(root, "og:url") == [canonical]
    assert all(len(meta(root, name)) == 1 for name in ("description", "og:title", "og:type", "og:locale"))
    assert all(meta(root, "description")), "in words"
    alternates = {link["hreflang"]: link["href"] for link in root("link[rel=alternate]")}
    assert not alternates or canonical in alternates.values()
    assert ("x-default" in alternates) is (place[0] == "front")
    here = meta(root, "og:locale")[0]
    named = {"en": "en_US", "es": "es_ES", "pt": "pt_BR", "ar": "ar_EG"}
    code = root["lang"]
    assert here == named[code]
    assert meta(root, "og:locale:alternate") == [named[one] for one in alternates if one not in (code, "x-default")]
    assert [link["href"] for link in root("link[rel=manifest]")] == [f"/{code}/manifest.json"]
    assert root("link[rel=apple-touch-icon]")


def test_a_list_names_its_stories_in_order(paper: Paper) -> None:
    root = page(paper, "section", "8@en")
    (listed,) = [one for one in graph(root) if one["@type"] == "CollectionPage"]
    items = listed["mainEntity"]["itemListElement"]
    assert len(items) == listed["mainEntity"]["numberOfItems"] == 30
    assert [item["url"].removeprefix("https://atlas.example") for item in items] == [
        link["href"] for link in root("main h3 a") if "/20" in link["href"] and link["href"].count("/") > 4
    ]


def test_a_front_says_how_the_newsroom_works_and_corrects(paper: Paper) -> None:
    for number, policy in (("5", "correctionsPolicy"), ("6", "publishingPrinciples"), ("7", "")):
        text = ContextText(f"Page {number}", (), "", None)
        paper.plain[f"{number}@en"] = PublishedPage(number, "en", "WebPage", text, NOW)
        paper.addresses[f"page:{number}@en"] = f"/en/page-{number}/"
        paper.policies |= {f"{number}@en": policy} if policy else {}
    (site,) = graph(page(paper, "front", "en"))
    told = {name: site["publisher"].get(name) for name in ("correctionsPolicy", "publishingPrinciples")}
    assert told == {
        "correctionsPolicy": "https://atlas.example/en/page-5/",
        "publishingPrinciples": "https://atlas.example/en/page-6/",
    }
    (site,) = graph(page(paper, "front", "es"))
    assert not {"correctionsPolicy", "publishingPrinciples"} & {*site["publisher"]}


def test_a_topic_is_told_as_what_it_is_in_the_world(paper: Paper) -> None:
    (place,) = [one["about"] for one in graph(page(paper, "topic", "1@es")) if "about" in one]
    assert place["@type"] == "Place"
    assert place["name"] == "Siria"


def test_an_author_is_a_person_with_a_profile(paper: Paper) -> None:
    root = page(paper, "author", "6@en")
    (profile,) = [one for one in graph(root) if one["@type"] == "ProfilePage"]
    person = profile["mainEntity"]
    assert (person["name"], person["jobTitle"]) == ("Lucía Ferrer", "Columnist, Montevideo")
    assert person["email"] == "leila@atlas.example"
    assert meta(root, "og:type") == ["profile"]
    assert meta(root, "og:image:alt")[0]


def test_a_page_without_a_picture_is_shared_with_the_sign(paper: Paper) -> None:
    for place in (("front", "en"), ("section", "1@en"), ("topic", "1@en"), ("day", "en/2022-06-28"), ("editions", "")):
        root = page(paper, *place)
        assert meta(root, "og:image")[0].startswith("https://atlas.example/assets/"), place
        assert meta(root, "og:image:width") == ["512"]
        assert "Atlas" in meta(root, "og:image:alt")[0]
        assert root.first("meta[name=twitter:card]")["content"] == "summary"


def test_the_picture_of_a_card_is_wide_enough_and_a_raster(paper: Paper) -> None:
    root = page(paper, "article", "1")
    assert meta(root, "og:image:width") == ["1280"]
    assert meta(root, "og:image:type") == ["image/jpeg"]
    assert meta(root, "og:image")[0].startswith("https://atlas.example/pictures/")
    assert meta(root, "og:image:alt")[0]
    assert meta(root, "article:modified_time") == ["2022-06-29T09:10+00:00"]


@pytest.mark.parametrize("words", ["</script><script>x()</script>", "<!--", "]]>", "a \u2028 \\u003c & \"b\" 'c'"])
def test_no_name_gets_out_of_the_structured_data(paper: Paper, words: str) -> None:
    paper.topics["1@en"] = replace(paper.topics["1@en"], name=words)
    root = page(paper, "topic", "1@en")
    (listed,) = [one for one in graph(root) if one["@type"] == "CollectionPage"]
    assert listed["name"] == listed["about"]["name"] == words
    assert root.first("h1").element.text_content() == words
    raw = printed(paper, "topic", "1@en").partition("application/ld+json")[2].partition("</script>")[0]
    assert not {"<", "&", "\u2028"} & set(raw.partition(">")[2])


def test_each_edition_has_a_manifest(paper: Paper) -> None:
    manifest = json.loads(printed(paper, "manifest", "ar"), object_pairs_hook=unique)
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("أطلس", "ar", "rtl")
    assert manifest["start_url"] == manifest["scope"] == "/ar/"
    assert manifest["description"] == paper.mottos["ar"].words
    assert manifest["background_color"] == manifest["theme_color"] == tokens()[0]["ground"]
    for icon in manifest["icons"]:
        side = int(icon["sizes"].partition("x")[0])
        assert assets.read(icon["src"])[16:24] == side.to_bytes(4, "big") * 2, "as large as it says"
    paper.mastheads["en"] = replace(paper.mastheads["en"], name='At"las </script>')
    with reading(paper):
        assert json.loads(printed(paper, "manifest", "en"))["name"] == 'At"las </script>'
