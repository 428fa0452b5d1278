"""The pages of sections, kinds, topics and authors."""

from collections.abc import Sequence
from dataclasses import replace

from rotativa.editions.contacts import link_of
from rotativa.reader import reads
from rotativa.reader.making import data, frame, lists, pictures, subjects
from rotativa.reader.making.subjects import Elsewhere, Subject
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Alternate, Head, Link, Shared
from rotativa.reader.pages.lists import ListPage
from rotativa.reader.pages.pictures import View
from rotativa.reader.site import site

IN_BAR = ("section", "kind", "topic")
"""Lists that may stand in the bar."""


def list_page(subject: Subject, identity: str, path: str, voice: Voice) -> ListPage:
    """The front of a list."""
    name = f"{voice.code}/{subject.of}/{identity}"
    found = [plainer(card, subject.of, subject.name) for card in lists.newest(name, voice)]
    lead, secondary, rest = lists.arranged(found) if subject.of == "section" else (None, (), tuple(found))
    elsewhere = subjects.elsewhere(subject.of, identity)
    months = reads.months(name)
    return ListPage(
        frame=frame.frame(voice, f"{subject.of}:{identity}" if subject.of in IN_BAR else ""),
        head=_head(subject, path, elsewhere, found, voice),
        of=subject.of,
        topic_type=subject.topic_type,
        title=subject.name,
        role=subject.role,
        description=subject.description,
        portrait=_portrait(subject, voice),
        contact=link_of(subject.contact),
        key=subject.key,
        elsewhere=subjects.links(elsewhere, voice),
        near=subjects.near(identity, reads.latest(name), voice) if subject.of == "topic" else (),
        lead=lead,
        secondary=secondary,
        cards=rest,
        years=lists.years(months, path, voice),
        earlier=_earlier(months, found, path, voice),
    )


def _head(subject: Subject, path: str, elsewhere: Sequence[Elsewhere], cards: Sequence[Card], voice: Voice) -> Head:
    address = site().absolute(path)
    image = _shared(subject, voice)
    about = data.topic(subject) if subject.of == "topic" else None
    described = [
        data.collection(voice, address, subject.name, articles=cards, description=subject.description, about=about),
        data.breadcrumbs(voice, [Link(subject.name, path)]),
    ]
    if subject.of == "author":
        described.append(data.person(voice, subject, address, image))
    return Head(
        title=f"{subject.name} – {voice.masthead.name}",
        description=subject.description or _described(subject, voice),
        canonical=address,
        alternates=tuple(Alternate(one.voice.code, site().absolute(one.path)) for one in elsewhere),
        shared=image or data.sign(voice.masthead.name),
        is_person=subject.of == "author",
        data=data.written(*described),
    )


def _described(subject: Subject, voice: Voice) -> str:
    """What a list is, where nobody has written it."""
    names = {"name": subject.name, "paper": voice.masthead.name}
    if subject.of == "author":
        return voice.words("What %(name)s has written and translated for %(paper)s.", **names)
    if subject.of == "topic":
        return voice.words("What %(paper)s has published on %(name)s.", **names)
    return voice.words("%(name)s in %(paper)s: everything, newest first.", **names)


def plainer(card: Card, of: str, name: str) -> Card:
    """The card without what the page's own heading says already."""
    match of:
        case "section":
            return replace(card, section=None)
        case "author" if name in card.authors:  # what they have translated says who wrote it
            return replace(card, authors=())
        case "kind" if card.kicker == name:
            return replace(card, kicker="")
        case _:
            return card


def _portrait(subject: Subject, voice: Voice) -> View | None:
    """Where nobody has described it in this language, their name says what it shows: no gate asks for more."""
    shown = pictures.view(subject.portrait, voice) if subject.portrait else None
    return replace(shown, alt=shown.alt or subject.name) if shown is not None else None


def _shared(subject: Subject, voice: Voice) -> Shared | None:
    portrait = _portrait(subject, voice)
    return pictures.shared(subject.portrait, portrait.alt) if portrait is not None else None


def _earlier(months: Sequence[str], found: Sequence[Card], path: str, voice: Voice) -> Link | None:
    """Where the list goes on: the month of the last that is shown, whose page has the rest of it."""
    if not months or not found:
        return None
    last = found[-1].day.iso[: len("2026-03")]
    month = next((month for month in months if month <= last), months[-1])
    return Link(voice.format.month(month).words, f"{path}{month}/")
