"""The bar under the masthead and the lists of the foot: as an editor chose them, or by themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rotativa.editions.contacts import link_of
from rotativa.editions.lasting import resolved
from rotativa.fronts.values import Entry, FootList, Navigation
from rotativa.kit.trace import Facet
from rotativa.reader import reads
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.frame import Link, LinkList
from rotativa.reader.site import site
from rotativa.reader.texts import Words

BAR = (Entry("sections"),)
"""The bar of an edition that nobody has chosen one for."""

Things = Mapping[Entry, tuple[str, Link]]
"""What entries that name a thing lead to: the thing, and the link."""


def bar(voice: Voice, here: str = "") -> tuple[Link, ...]:
    """The bar; ``here`` is the thing that the page is about (``section:3``)."""
    plan = _plan(voice)
    return _Making(voice, here, plan).links(plan.bar or BAR)


def foot(voice: Voice, here: str = "") -> tuple[LinkList, ...]:
    """The lists of the foot; one that leads nowhere is left out."""
    plan = _plan(voice)
    making = _Making(voice, here, plan)
    chosen = [LinkList(one.title, making.links(one.entries)) for one in plan.foot]
    words = voice.words
    language = words.language if words.are_foreign else ""
    lists = chosen or [LinkList(one.title, making.links(one.entries), language) for one in _lists(words)]
    return tuple(one for one in lists if one.links)


def editions(voice: Voice, is_front: bool = False) -> tuple[Link, ...]:
    """The fronts of all editions, each by its own name for its language."""
    return tuple(_edition(one, voice, is_front) for one in all_voices())


def policies(voice: Voice) -> dict[str, str]:
    """The edition's pages on how the newsroom works and corrects: their addresses, by the names of schema.org."""
    identities = [f"{identity}@{voice.code}" for identity in reads.all_pages(voice.code)]
    named = reads.page_policy.many(identities)
    paths = reads.address.many(f"page:{identity}" for identity in identities)
    found: dict[str, str] = {}
    for policy, path in zip(named, paths, strict=True):
        if policy is not None and path is not None:
            found.setdefault(policy, site().absolute(path))
    return found


def leads_to(voice: Voice, thing: str) -> bool:
    """Whether an editor's bar or foot names this thing."""
    plan = _plan(voice)
    return any(f"{entry.kind}:{entry.target}" == thing for entry in _entries(plan))


def warm(voice: Voice) -> None:
    """Loads what bar and foot ask for; what little there is of it in other editions comes by the same queries."""
    codes = [one.code for one in all_voices()]
    for read in (reads.navigation, reads.all_sections, reads.all_pages):
        read.many(codes)
    named = [(entry, one.code) for one in all_voices() for entry in _every(one)]
    for kind, facet in _cards().items():
        asked = (f"{entry.target}@{code}" for entry, code in named if entry.kind == kind and not _is_called_here(entry))
        reads.address.many(f"{kind}:{identity}" for identity, _card in resolved(facet, asked))
    reads.topic_now.many(entry.target for entry, _code in named if _is_called_here(entry))
    bar(voice)
    foot(voice)


def _plan(voice: Voice) -> Navigation:
    return reads.navigation(voice.code) or Navigation()


def _entries(plan: Navigation) -> Iterator[Entry]:
    yield from plan.bar
    for one in plan.foot:
        yield from one.entries


def _every(voice: Voice) -> Iterator[Entry]:
    """What the bar and the foot of an edition may name, whether an editor chose them or not."""
    yield from _entries(_plan(voice))
    yield from (Entry("section", identity) for identity in reads.all_sections(voice.code))
    yield from (Entry("page", identity) for identity in reads.all_pages(voice.code))


def _cards() -> Mapping[str, Facet[Any]]:
    return {
        "section": reads.section_card,
        "kind": reads.kind_card,
        "topic": reads.topic_card,
        "page": reads.page_card,
    }


def _lists(words: Words) -> tuple[FootList, ...]:
    """The foot of an edition that nobody has chosen one for; its headings are the theme's words."""
    return (
        FootList(words("Sections"), (Entry("sections"),)),
        FootList(words("Read"), (Entry("front"), Entry("contact"))),
        FootList(words("About us"), (Entry("pages"),)),
        FootList(words("Editions"), (Entry("editions"),)),
    )


class _Making:
    """Makes links of entries, for one page."""

    def __init__(self, voice: Voice, here: str, plan: Navigation) -> None:
        self._voice, self._here = voice, here
        self._things = _found([*_entries(plan)], voice)

    def links(self, entries: Iterable[Entry]) -> tuple[Link, ...]:
        """The links of these entries; what has no name or no page in this edition is left out.

        Two that were merged since they were chosen are one line: the first.
        """
        once: dict[object, Entry] = {}
        for entry in entries:
            once.setdefault(self._things[entry][0] if entry in self._things else entry, entry)
        return tuple(link for entry in once.values() for link in self._links(entry))

    def _links(self, entry: Entry) -> tuple[Link, ...]:
        code = self._voice.code
        match entry.kind:
            case "editions":
                return editions(self._voice)
            case "sections":
                return self._all("section", reads.all_sections(code))
            case "pages":
                return self._all("page", reads.all_pages(code))
            case "outside" | "front" | "contact":
                link = self._worded(entry)
                return (link,) if link.path else ()
            case _:
                return self._linked(entry, self._things)

    def _all(self, kind: str, identities: Sequence[str]) -> tuple[Link, ...]:
        entries = [Entry(kind, identity) for identity in identities]
        things = _found(entries, self._voice)
        return tuple(link for entry in entries for link in self._linked(entry, things))

    def _linked(self, entry: Entry, things: Things) -> tuple[Link, ...]:
        if entry not in things:
            return ()
        thing, link = things[entry]
        return (Link(link.words, link.path, current=thing == self._here),)

    def _worded(self, entry: Entry) -> Link:
        """A link in the editor's words, or in the theme's."""
        paths = {
            "outside": entry.target,
            "front": self._voice.front,
            "contact": link_of(self._voice.masthead.contact),
        }
        path = paths[entry.kind]
        if entry.words:
            return Link(entry.words, path, outside=path.startswith("http"))
        words = self._voice.words
        said = words("Front page") if entry.kind == "front" else words("Write to us")
        language, direction = (words.language, "ltr") if words.are_foreign else ("", "")
        return Link(said, path, language=language, direction=direction)


def _edition(one: Voice, here: Voice, is_front: bool) -> Link:
    is_other = one.code != here.code
    return Link(
        one.masthead.language,
        one.front,
        current=is_front and not is_other,
        language=one.code if is_other else "",
        direction=one.masthead.direction if is_other else "",
    )


def _found(entries: Iterable[Entry], voice: Voice) -> Things:
    """What these entries name, as it is now; one question for each kind of thing."""
    found: dict[Entry, tuple[str, Link]] = {}
    every = list(dict.fromkeys(entries))
    for kind, facet in _cards().items():
        named = [entry for entry in every if entry.kind == kind and not _is_called_here(entry)]
        cards = resolved(facet, (f"{entry.target}@{voice.code}" for entry in named))
        paths = reads.address.many(f"{kind}:{identity}" for identity, _card in cards)
        for entry, (identity, card), path in zip(named, cards, paths, strict=True):
            if card is not None and path is not None:
                found[entry] = f"{kind}:{identity.partition('@')[0]}", Link(entry.words or card.name, path)
    return {**found, **_called_here([entry for entry in every if _is_called_here(entry)], voice)}


def _is_called_here(entry: Entry) -> bool:
    """Whether what it leads to may be called whatever it likes: no page changes when that changes its name."""
    return entry.kind == "topic" and bool(entry.words)


def _called_here(entries: Sequence[Entry], voice: Voice) -> Things:
    heirs = reads.topic_now.many(entry.target for entry in entries)
    topics = [f"topic:{heir or entry.target}" for entry, heir in zip(entries, heirs, strict=True)]
    paths = reads.address.many(f"{topic}@{voice.code}" for topic in topics)
    return {
        entry: (topic, Link(entry.words, path))
        for entry, topic, path in zip(entries, topics, paths, strict=True)
        if path is not None
    }
