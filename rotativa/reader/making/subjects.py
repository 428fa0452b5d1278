"""What a list is about: a section, a kind of story, a topic or an author, in one edition."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rotativa.bylines.queries import AuthorCard
from rotativa.editions.lasting import Merged, resolved
from rotativa.reader import reads
from rotativa.reader.making import cards, pictures
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.frame import Link
from rotativa.topics.queries import SectionCard, TopicCard

NEAR = 6
"""So many topics at most are said to be near another."""

_SHARED = 2  # articles; one in common says little


@dataclass(frozen=True)
class Subject:
    """What a list is about, in one edition."""

    of: str  # "section", "kind", "topic", "author"
    name: str
    description: str = ""
    role: str = ""
    topic_type: str = ""
    portrait: str = ""
    contact: str = ""
    key: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """The same list in an edition."""

    voice: Voice
    name: str
    path: str


def section(named: str) -> Subject | None:
    """A section by ``3@es``."""
    card = reads.section_card(named)
    return Subject("section", card.name, _about("section", named)) if isinstance(card, SectionCard) else None


def kind(named: str) -> Subject | None:
    """A kind of story by ``1@es``."""
    card = reads.kind_card(named)
    return None if card is None else Subject("kind", card.name, _about("kind", named))


def topic(named: str) -> Subject | None:
    """A topic by ``5@es``."""
    card = reads.topic_card(named)
    if not isinstance(card, TopicCard):
        return None
    return Subject("topic", card.name, _about("topic", named), topic_type=card.type)


def author(named: str) -> Subject | None:
    """An author by ``2@es``."""
    card = reads.author_card(named)
    about = reads.author_about(named) if isinstance(card, AuthorCard) else None
    if not isinstance(card, AuthorCard) or about is None:
        return None
    return Subject(
        "author",
        card.name,
        about.biography,
        about.role,
        portrait=reads.author_portrait(named.partition("@")[0]) or "",
        contact=about.contact,
        key=about.key,
    )


SUBJECTS: dict[str, Callable[[str], Subject | None]] = {
    "section": section,
    "kind": kind,
    "topic": topic,
    "author": author,
}


def warm(of: str, named: Sequence[str]) -> None:
    """Loads what lists are about (``3@es``), with the portraits."""
    cards.subject_card(of).many(named)
    if of != "author":
        reads.subject_abouts[of].many(named)
        return
    reads.author_about.many(named)
    writers = [name.partition("@")[0] for name in named]
    shown = dict(zip(named, reads.author_portrait.many(writers), strict=True))
    pictures.warm(*(portrait for portrait in shown.values() if portrait))
    told = ((portrait, name.partition("@")[2]) for name, portrait in shown.items() if portrait)
    reads.picture_alt.many(dict.fromkeys(f"{portrait}@{code}" for portrait, code in told))


def elsewhere(of: str, identity: str) -> list[Elsewhere]:
    """Every edition in which this list has a name and a page."""
    voices = all_voices()
    named = [f"{identity}@{voice.code}" for voice in voices]
    paths = reads.address.many(f"{of}:{name}" for name in named)
    found = zip(voices, cards.subject_card(of).many(named), paths, strict=True)
    return [
        Elsewhere(voice, card.name, path)
        for voice, card, path in found
        if path is not None and card is not None and not isinstance(card, Merged)
    ]


def links(places: Sequence[Elsewhere], here: Voice) -> tuple[Link, ...]:
    """The list in other editions: by its name there, or by the language where names alone would not tell all apart."""
    by_name = len({place.name for place in places}) == len(places)
    return tuple(
        Link(
            place.name if by_name else place.voice.masthead.language,
            place.path,
            language=place.voice.code,
            direction=place.voice.masthead.direction,
            title=here.language(place.voice.code) if by_name else "",
        )
        for place in places
        if place.voice.code != here.code
    )


def near(identity: str, articles: Iterable[str], voice: Voice) -> tuple[Link, ...]:
    """The topics that these articles share with the topic they are listed under, most often first.

    What was merged counts as what it is now, and once an article. Only of those that it shows the names are asked:
    another's new name is nothing to this page.
    """
    filed = [one.topics for one in reads.article_filed.many(articles) if one is not None]
    named = list(dict.fromkeys(topic for topics in filed for topic in topics))
    now = {topic: into or topic for topic, into in zip(named, reads.topic_now.many(named), strict=True)}
    times = Counter(topic for topics in filed for topic in dict.fromkeys(now[one] for one in topics))
    del times[identity]
    nearest = [topic for topic, many in times.most_common(NEAR) if many >= _SHARED]
    return tuple(link for link in cards.topic_links(nearest, voice) if link.path)


def warm_near(articles: Mapping[str, Sequence[str]]) -> None:
    """Loads what topics near that of these articles show; they are by edition."""
    filed = reads.article_filed.many(one for listed in articles.values() for one in listed)
    codes = [code for code, listed in articles.items() for _one in listed]
    named = dict.fromkeys(
        f"{topic}@{code}" for code, one in zip(codes, filed, strict=True) if one is not None for topic in one.topics
    )
    reads.topic_now.many(dict.fromkeys(name.partition("@")[0] for name in named))
    reads.address.many(f"topic:{name}" for name, _card in resolved(reads.topic_card, named))


def _about(of: str, named: str) -> str:
    about = reads.subject_abouts[of](named)
    return about.description if about is not None else ""
