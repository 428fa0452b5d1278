"""Structured data: JSON-LD as schema.org names things."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rotativa.reader.making import richtext
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.frame import Link, Shared, Stamp
from rotativa.reader.pages.pieces import Entry, Prose, anchor
from rotativa.reader.site import site

_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def written(*things: Mapping[str, Any]) -> str:
    """The things as one JSON-LD graph that cannot end the script element it stands in."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def organisation(voice: Voice) -> dict[str, Any]:
    """The newsroom, as this edition calls it."""
    return {"@type": "NewsMediaOrganization", "name": voice.masthead.name, "url": site().absolute(voice.front)}


def breadcrumbs(voice: Voice, links: Sequence[Link]) -> dict[str, Any]:
    """The way from the front to the page; the last link is the page itself."""
    way = [Link(voice.masthead.name, voice.front), *(link for link in links if link.path)]
    items = [
        {"@type": "ListItem", "position": position, "name": link.words, "item": site().absolute(link.path)}
        for position, link in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def people(links: Sequence[Link]) -> list[dict[str, str]]:
    """Persons, with their pages where they have one."""
    return [
        {"@type": "Person", "name": link.words, **({"url": site().absolute(link.path)} if link.path else {})}
        for link in links
    ]


def article(
    voice: Voice,
    *,
    address: str,
    headline: str,
    description: str,
    published: Stamp,
    updated: Stamp | None,
    authors: Sequence[Link],
    translators: Sequence[Link],
    section: Link | None,
    topics: Sequence[Link],
    image: Shared | None,
    entries: Sequence[Entry] = (),
    is_live: bool = False,
) -> dict[str, Any]:
    """A news article; a live one with its entries."""
    thing: dict[str, Any] = {
        "@type": "LiveBlogPosting" if is_live else "NewsArticle",
        "headline": headline,
        "description": description,
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": voice.code,
        "datePublished": published.iso,
        "dateModified": (updated or published).iso,
        "author": people(authors) or [organisation(voice)],
        "translator": people(translators),
        "publisher": organisation(voice),
        "articleSection": section.words if section else "",
        "keywords": [topic.words for topic in topics],
        "isAccessibleForFree": True,
        "liveBlogUpdate": [_entry(entry, address) for entry in entries] if is_live else [],
    }
    if image is not None:
        thing["image"] = {"@type": "ImageObject", "url": image.address, "width": image.width, "height": image.height}
    return {key: value for key, value in thing.items() if value not in ("", [], None)}


def _entry(entry: Entry, address: str) -> dict[str, str]:
    told = " ".join(richtext.plain(piece.html).strip() for piece in entry.body if isinstance(piece, Prose))
    return {
        "@type": "BlogPosting",
        "headline": entry.headline or entry.time.words,
        "datePublished": entry.time.iso,
        "url": f"{address}#{anchor(entry.id)}",
        "articleBody": told,
    }
