"""Articles as lists show them."""

from collections.abc import Iterable, Sequence
from functools import partial

from rotativa.bylines.queries import AuthorCard
from rotativa.kit import trace
from rotativa.reader import reads
from rotativa.reader.making import pictures
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Link
from rotativa.stories.queries import ArticleCard

PLAIN = "news"
OPINION = "opinion"


def cards(identities: Sequence[str], voice: Voice) -> tuple[Card, ...]:
    """The articles that are public, in this order."""
    made = [trace.once(("card", identity, voice.code), partial(_card, identity, voice)) for identity in identities]
    return tuple(card for card in made if card is not None)


def section_link(identity: str, voice: Voice) -> Link | None:
    """The section as a link; as words alone where it has no page in this edition, and None where it has no name."""
    card = reads.section_card(f"{identity}@{voice.code}") if identity else None
    if card is None:
        return None
    return Link(card.name, reads.address(f"section:{identity}@{voice.code}") or "")


def author_links(identities: Iterable[str], voice: Voice) -> tuple[Link, ...]:
    """Authors by name, each a link where the author has a page."""
    named = [f"{identity}@{voice.code}" for identity in identities]
    paths = reads.address.many(f"author:{name}" for name in named)
    return tuple(
        Link(card.name, path or "")
        for card, path in zip(reads.author_card.many(named), paths, strict=True)
        if card is not None
    )


def warm(identities: Iterable[str], voice: Voice) -> None:
    """Loads what cards of these articles show."""
    listed = list(dict.fromkeys(identities))
    found = [one for one in reads.article_card.many(listed) if one is not None]
    reads.address.many(f"article:{identity}" for identity in listed)
    sections = [f"{one.section}@{voice.code}" for one in found if one.section]
    reads.section_card.many(sections)
    reads.address.many(f"section:{section}" for section in sections)
    reads.kind_card.many(f"{one.kind}@{voice.code}" for one in found if one.kind)
    writers = reads.article_writers.many(one.identity for one in found if _is_opinion(one, voice))
    names = [author for each in writers if each is not None for author in each.authors]
    authors = reads.author_card.many(f"{author}@{voice.code}" for author in names)
    portraits = [author.portrait for author in authors if author is not None]
    pictures.warm([*(one.picture for one in found), *portraits], ())


def _is_opinion(one: ArticleCard, voice: Voice) -> bool:
    kind = reads.kind_card(f"{one.kind}@{voice.code}") if one.kind else None
    return kind is not None and kind.code == OPINION


def _writers(identity: str, voice: Voice) -> list[AuthorCard]:
    """Who wrote it: only opinion names them in lists, so only its cards depend on them."""
    writers = reads.article_writers(identity)
    named = [f"{author}@{voice.code}" for author in writers.authors] if writers is not None else []
    return [author for author in reads.author_card.many(named) if author is not None]


def _card(identity: str, voice: Voice) -> Card | None:
    one = reads.article_card(identity)
    path = reads.address(f"article:{identity}") if one is not None else None
    if one is None or path is None:
        return None
    kind = reads.kind_card(f"{one.kind}@{voice.code}") if one.kind else None
    code = kind.code if kind is not None else PLAIN
    writers = _writers(one.identity, voice) if code == OPINION else []
    portrait = writers[0].portrait if writers else ""
    return Card(
        path=path,
        headline=one.headline,
        standfirst=one.standfirst,
        kicker=one.kicker or (kind.name if kind is not None and code != PLAIN else ""),
        section=section_link(one.section, voice),
        kind=code,
        authors=tuple(writer.name for writer in writers),
        published=voice.format.day_and_time(one.first_published),
        day=voice.format.day(one.first_published),
        time=voice.format.time(one.first_published),
        picture=pictures.view(one.picture, voice, alt=""),
        portrait=pictures.view(portrait, voice, alt=""),
    )
