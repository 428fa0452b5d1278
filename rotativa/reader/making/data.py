"""Structured data: JSON-LD as schema.org names things."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rotativa.reader import assets
from rotativa.reader.making import richtext
from rotativa.reader.making.subjects import Subject
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card, Line
from rotativa.reader.pages.frame import Link, Shared, Stamp
from rotativa.reader.pages.pieces import Entry, Prose, anchor
from rotativa.reader.site import site

_IN_THE_WORLD = {"place": "Place", "person": "Person", "organisation": "Organization"}
_UNSAFE = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def written(*things: Mapping[str, Any]) -> str:
    """The things as one JSON-LD graph that cannot end the script element it stands in."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for unsafe, escaped in _UNSAFE:  # one by one: ten times as fast as a translation of every letter
        text = text.replace(unsafe, escaped)
    return text


def organisation(voice: Voice) -> dict[str, Any]:
    """The newsroom, as this edition calls it, with its sign."""
    logo = {
        "@type": "ImageObject",
        "url": site().absolute(assets.logo()),
        "width": assets.LOGO,
        "height": assets.LOGO,
    }
    contact = voice.masthead.contact
    return {
        "@type": "NewsMediaOrganization",
        "name": voice.masthead.name,
        "url": site().absolute(voice.front),
        "logo": logo,
        **({"email": contact} if "@" in contact and "//" not in contact else {}),
    }


def sign(name: str) -> Shared:
    """The newsroom's sign, which other sites show with a link to a page that has no picture of its own."""
    return Shared(site().absolute(assets.logo()), assets.LOGO, assets.LOGO, name, "image/png")


def picture(image: Shared) -> dict[str, Any]:
    """A picture, as those who show a card of the page take it."""
    return {"@type": "ImageObject", "url": image.address, "width": image.width, "height": image.height}


def collection(
    voice: Voice,
    address: str,
    title: str,
    *,
    articles: Sequence[Card | Line],
    description: str = "",
    about: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A list of articles, what it is about, and which they are."""
    thing = {
        "@type": "CollectionPage",
        "name": title,
        "description": description,
        "url": address,
        "inLanguage": voice.code,
        "isPartOf": {"@type": "WebSite", "name": voice.masthead.name, "url": site().absolute(voice.front)},
        "about": about,
        "mainEntity": _items(articles),
    }
    return {key: value for key, value in thing.items() if value not in ("", None)}


def person(voice: Voice, subject: Subject, address: str, image: Shared | None) -> dict[str, Any]:
    """The page of somebody who signs."""
    contact = subject.contact
    thing = {
        "@type": "Person",
        "@id": address,
        "name": subject.name,
        "url": address,
        "jobTitle": subject.role,
        "description": subject.description,
        "email": contact if "//" not in contact else "",
        "contactPoint": {"@type": "ContactPoint", "url": contact} if "//" in contact else None,
        "image": picture(image) if image is not None else None,
        "worksFor": organisation(voice),
    }
    known = {key: value for key, value in thing.items() if value not in ("", None)}
    return {"@type": "ProfilePage", "url": address, "inLanguage": voice.code, "mainEntity": known}


def topic(subject: Subject) -> dict[str, Any]:
    """What a topic is in the world."""
    known = {"@type": _IN_THE_WORLD.get(subject.topic_type, "Thing"), "name": subject.name}
    return {**known, **({"description": subject.description} if subject.description else {})}


def _items(articles: Sequence[Card | Line]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": position, "url": site().absolute(one.path), "name": one.headline}
        for position, one in enumerate(articles, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


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
    is_over: bool = False,
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
        **(_coverage(entries, address, is_over=is_over) if is_live else {}),
    }
    if image is not None:
        thing["image"] = [picture(image)]
    return {key: value for key, value in thing.items() if value not in ("", [], None)}


def _coverage(entries: Sequence[Entry], address: str, *, is_over: bool) -> dict[str, Any]:
    """What a live story has told, newest first; when it began, and ended (schema.org, LiveBlogPosting)."""
    return {
        "coverageStartTime": entries[-1].moment if entries else "",
        "coverageEndTime": entries[0].moment if entries and is_over else "",
        "liveBlogUpdate": [_entry(entry, address) for entry in entries],
    }


def _entry(entry: Entry, address: str) -> dict[str, str]:
    told = " ".join(richtext.plain(piece.html).strip() for piece in entry.body if isinstance(piece, Prose))
    return {
        "@type": "BlogPosting",
        "headline": entry.headline or entry.time.words,
        "datePublished": entry.time.iso,
        "url": f"{address}#{anchor(entry.id)}",
        "articleBody": told,
    }
