"""Articles as lists show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from rotativa.bylines.queries import AuthorCard
from rotativa.editions.lasting import followed, resolved
from rotativa.kit import trace
from rotativa.kit.trace import Facet
from rotativa.reader import reads
from rotativa.reader.making import pictures
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Link
from rotativa.stories.queries import ArticleCard

PLAIN = "news"
OPINION = "opinion"
LIVE = "live"
"""The kind of a story that is told as it happens."""


def subject_card(kind: str) -> Facet[Any]:
    """The facet of what articles are filed under and signed by, by the kind of thing."""
    known: Mapping[str, Facet[Any]] = {
        "section": reads.section_card,
        "kind": reads.kind_card,
        "topic": reads.topic_card,
        "author": reads.author_card,
    }
    return known[kind]


def cards(identities: Sequence[str], voice: Voice) -> tuple[Card, ...]:
    """The articles that are public, in this order."""
    made = [_once(identity, voice) for identity in identities]
    return tuple(card for card in made if card is not None)


def portrayed(identities: Sequence[str], voice: Voice) -> tuple[Card, ...]:
    """The same for places that show opinion by its writer's portrait: no list does, so none depends on one."""
    made = [
        trace.once(("card with portrait", identity, voice.code), partial(_portrayed, identity, voice))
        for identity in identities
    ]
    return tuple(card for card in made if card is not None)


def section_link(identity: str, voice: Voice) -> Link | None:
    """The section as a link; as words alone where it has no page in this edition, and None where it has no name."""
    return next(iter(_links("section", followed(reads.section_card, [identity], voice.code), voice)), None)


def section_here(identity: str, voice: Voice) -> str:
    """The section that this one is now, as a thing; empty where it has no name in this edition."""
    return next((f"section:{now}" for now in followed(reads.section_card, [identity], voice.code)), "")


def author_links(identities: Iterable[str], voice: Voice) -> tuple[Link, ...]:
    """Authors by name, each a link where the author has a page."""
    return _links("author", followed(reads.author_card, identities, voice.code), voice)


def topic_links(identities: Iterable[str], voice: Voice) -> tuple[Link, ...]:
    """Topics by name, each a link where the topic has a page."""
    return _links("topic", followed(reads.topic_card, identities, voice.code), voice)


def warm(identities: Iterable[str]) -> None:
    """Loads what cards of these articles show, of whatever editions, in few queries."""
    found = [one for one in reads.article_card.many(dict.fromkeys(identities)) if one is not None]
    warm_subjects("section", (f"{one.section}@{one.edition}" for one in found if one.section))
    reads.kind_code.many(dict.fromkeys(one.kind for one in found if one.kind))
    reads.kind_card.many(dict.fromkeys(f"{one.kind}@{one.edition}" for one in found if _shows_kind(one)))
    told = [one for one in found if code_of(one.kind) == OPINION]
    writers = zip(told, reads.article_writers.many(one.identity for one in told), strict=True)
    names = [f"{author}@{one.edition}" for one, each in writers if each is not None for author in each.authors]
    signed = [name for name, card in resolved(reads.author_card, names) if card is not None]
    portraits = reads.author_portrait.many(dict.fromkeys(name.partition("@")[0] for name in signed))
    pictures.warm(*(one.picture for one in found), *(one for one in portraits if one is not None))


def warm_subjects(kind: str, named: Iterable[str]) -> None:
    """Loads what links to these sections, topics or authors (``5@es``) show, in few queries."""
    reads.address.many(f"{kind}:{name}" for name, _card in resolved(subject_card(kind), dict.fromkeys(named)))


def _links(kind: str, cards: Mapping[str, Any], voice: Voice) -> tuple[Link, ...]:
    paths = reads.address.many(f"{kind}:{identity}@{voice.code}" for identity in cards)
    return tuple(Link(card.name, path or "") for card, path in zip(cards.values(), paths, strict=True))


def code_of(kind: str) -> str:
    """What a kind is, by its identity; what has none is plain news."""
    return (reads.kind_code(kind) if kind else None) or PLAIN


def _shows_kind(one: ArticleCard) -> bool:
    """Whether its kind is named above the headline: only then its card depends on that name."""
    code = code_of(one.kind)
    return not one.kicker and code != PLAIN and not (code == LIVE and one.is_over)


def _writers(identity: str, voice: Voice) -> Mapping[str, AuthorCard]:
    """Who wrote it, by identity: only opinion names them in lists, so only its cards depend on them."""
    writers = reads.article_writers(identity)
    return followed(reads.author_card, writers.authors, voice.code) if writers is not None else {}


def _once(identity: str, voice: Voice) -> Card | None:
    return trace.once(("card", identity, voice.code), partial(_card, identity, voice))


def _portrayed(identity: str, voice: Voice) -> Card | None:
    card, one = _once(identity, voice), reads.article_card(identity)
    if card is None or one is None or card.kind != OPINION:
        return card
    portrait = next((reads.author_portrait(writer) or "" for writer in _writers(one.identity, voice)), "")
    return replace(card, portrait=pictures.view(portrait, voice, alt=""))


def _card(identity: str, voice: Voice) -> Card | None:
    one = reads.article_card(identity)
    if one is None:
        return None
    kind = reads.kind_card(f"{one.kind}@{voice.code}") if _shows_kind(one) else None
    code = code_of(one.kind)
    writers = _writers(one.identity, voice) if code == OPINION else {}
    return Card(
        path=one.path,
        headline=one.headline,
        standfirst=one.standfirst,
        kicker=kind.name if kind is not None else one.kicker,
        section=section_link(one.section, voice),
        kind=code,
        is_over=code == LIVE and one.is_over,
        authors=tuple(writer.name for writer in writers.values()),
        published=voice.format.day_and_time(one.first_published),
        day=voice.format.day(one.first_published),
        time=voice.format.time(one.first_published),
        picture=pictures.view(one.picture, voice, alt=""),
        portrait=None,  # see ``portrayed``
    )
