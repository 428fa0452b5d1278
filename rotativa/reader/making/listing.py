"""The pages of sections, topics and authors, and of one month of any list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rotativa.bylines.queries import AuthorCard
from rotativa.reader import reads
from rotativa.reader.making import data, frame, lists, pictures
from rotativa.reader.making.cards import cards
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Alternate, Head, Link
from rotativa.reader.pages.lists import ListPage, MonthPage
from rotativa.reader.pages.pictures import View
from rotativa.reader.site import site
from rotativa.topics.queries import SectionCard, TopicCard


@dataclass(frozen=True)
class Subject:
    """What a list is about, in one edition."""

    of: str  # "section", "topic", "author"
    name: str
    description: str = ""
    role: str = ""
    topic_type: str = ""
    portrait: str = ""


def section(named: str) -> Subject | None:
    """A section by ``3@es``."""
    card = reads.section_card(named)
    return Subject("section", card.name) if isinstance(card, SectionCard) else None


def topic(named: str) -> Subject | None:
    """A topic by ``5@es``."""
    card = reads.topic_card(named)
    if not isinstance(card, TopicCard):
        return None
    about = reads.topic_about(named)
    return Subject("topic", card.name, about.description if about else "", topic_type=card.type)


def author(named: str) -> Subject | None:
    """An author by ``2@es``."""
    card = reads.author_card(named)
    about = reads.author_about(named) if isinstance(card, AuthorCard) else None
    if not isinstance(card, AuthorCard) or about is None:
        return None
    return Subject("author", card.name, about.biography, about.role, portrait=card.portrait)


SUBJECTS: dict[str, Callable[[str], Subject | None]] = {"section": section, "topic": topic, "author": author}


def parts_of(name: str) -> tuple[str, str, str]:
    """Edition, kind and identity of a list's name; an edition's own list has the edition alone."""
    code, _, rest = name.partition("/")
    of, _, identity = rest.partition("/")
    return code, of, identity


def warm_subjects(of: str, named: Sequence[str]) -> None:
    """Loads what lists are about (``3@es``), with the portraits."""
    if of == "section":
        reads.section_card.many(named)
    elif of == "topic":
        reads.topic_card.many(named)
        reads.topic_about.many(named)
    else:
        known = reads.author_card.many(named)
        reads.author_about.many(named)
        codes = dict.fromkeys(name.partition("@")[2] for name in named)
        pictures.warm([author.portrait for author in known if isinstance(author, AuthorCard)], codes)


def list_page(subject: Subject, identity: str, path: str, voice: Voice) -> ListPage:
    """The front of a list."""
    name = f"{voice.code}/{subject.of}/{identity}"
    found = [_plainer(card, subject.of) for card in lists.newest(name, voice)]
    lead, secondary, rest = lists.arranged(found) if subject.of == "section" else (None, (), tuple(found))
    elsewhere = _elsewhere(subject.of, identity)
    return ListPage(
        frame=frame.frame(voice, identity if subject.of == "section" else ""),
        head=_head(subject, path, elsewhere, voice),
        of=subject.of,
        topic_type=subject.topic_type,
        title=subject.name,
        role=subject.role,
        description=subject.description,
        portrait=_portrait(subject, voice),
        elsewhere=tuple(
            Link(other.masthead.language, place, language=other.code, direction=other.masthead.direction)
            for other, place in elsewhere
            if other.code != voice.code
        ),
        lead=lead,
        secondary=secondary,
        cards=rest,
        years=lists.years(reads.months(name), path, voice),
    )


def month_page(parent: Link, name: str, month: str, voice: Voice) -> MonthPage | None:
    """One month of a list (``es/section/3``); None where it has no page."""
    _, of, identity = parts_of(name)
    months = reads.months(name)
    if month not in months:
        return None
    title = voice.words("%(list)s, %(month)s", list=parent.words, month=voice.format.month(month).words)
    path = f"{parent.path}{month}/"
    earlier, later = lists.neighbours(months, month, parent.path, voice)
    head = Head(
        title=f"{title} – {voice.masthead.name}",
        description=title,
        canonical=site().absolute(path),
        data=data.written(data.breadcrumbs(voice, _own_way(parent, Link(title, path), voice))),
    )
    return MonthPage(
        frame=frame.frame(voice, identity if of == "section" else ""),
        head=head,
        parent=parent,
        title=title,
        cards=tuple(_plainer(card, of) for card in cards(reads.month(f"{name}/{month}"), voice)),
        earlier=earlier,
        later=later,
    )


def _head(subject: Subject, path: str, elsewhere: list[tuple[Voice, str]], voice: Voice) -> Head:
    described = data.breadcrumbs(voice, [Link(subject.name, path)])
    person = {"@type": "ProfilePage", "mainEntity": data.people([Link(subject.name, path)])[0]}
    return Head(
        title=f"{subject.name} – {voice.masthead.name}",
        description=subject.description or subject.name,
        canonical=site().absolute(path),
        alternates=tuple(Alternate(other.code, site().absolute(place)) for other, place in elsewhere),
        data=data.written(described, *([person] if subject.of == "author" else [])),
    )


def _elsewhere(of: str, identity: str) -> list[tuple[Voice, str]]:
    """Every edition in which this list has a name and a page: its voice, and the path."""
    voices = all_voices()
    paths = reads.address.many(f"{of}:{identity}@{voice.code}" for voice in voices)
    return [
        (voice, path)
        for voice, path in zip(voices, paths, strict=True)
        if path is not None  # a name and an address are given together
    ]


def _plainer(card: Card, of: str) -> Card:
    """The card without what the page's own heading says already."""
    if of == "section":
        return replace(card, section=None)
    return replace(card, authors=()) if of == "author" else card


def _portrait(subject: Subject, voice: Voice) -> View | None:
    return pictures.view(subject.portrait, voice) if subject.portrait else None


def _own_way(parent: Link, page: Link, voice: Voice) -> list[Link]:
    return [page] if parent.path == voice.front else [parent, page]
