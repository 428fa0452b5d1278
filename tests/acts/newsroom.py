"""A small newsroom on which random acts are done, and what is remembered of it between them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar, Unpack

from django.core.files.base import ContentFile
from PIL import Image

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.bylines.models import Author
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive as receive_document
from rotativa.editions.actions.add_edition import add_edition
from rotativa.fronts.models import PlainPage
from rotativa.kit.actor import Actor, Machine
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.models import Picture
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.drafting import Words
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Kind, Section, Topic

EDITIONS = {"en": "Europe/London", "es": "Europe/Madrid", "pt": "America/Sao_Paulo", "ar": "Asia/Beirut"}
_WORDS = {
    "en": "river harbour strike ballot night ferry wheat price court archive drought bridge",
    "es": "río puerto huelga urna noche trigo precio tribunal archivo sequía puente año",
    "pt": "rio porto greve urna noite balsa trigo preço tribunal arquivo seca ponte",
    "ar": "نهر ميناء إضراب صندوق ليل عبّارة قمح سعر محكمة أرشيف جفاف جسر",
}


Some = TypeVar("Some")


@dataclass
class Newsroom:
    """What there is to act on. Articles are kept by number; their state is asked of the database."""

    dice: random.Random
    actor: Actor = field(default_factory=lambda: Machine("random acts"))
    editions: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    unused_sections: list[Section] = field(default_factory=list)
    unused: list[Topic] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    passages: list[int] = field(default_factory=list)
    pages: list[PlainPage] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    forward: Callable[[timedelta], None] | None = None
    """Lets time pass, where the clock is ours to turn."""
    catalogues: Path | None = None
    """The words of the theme, where they are ours to change."""

    def words(self, edition: str, many: int = 5) -> str:
        """Some words in the language of the edition; one that was added later writes English."""
        known = _WORDS.get(edition, _WORDS["en"]).split()
        return " ".join(self.dice.choice(known) for _ in range(many)).capitalize()

    def some(self, things: Sequence[Some], most: int) -> list[Some]:
        """Up to ``most`` of these, none twice."""
        return self.dice.sample(list(things), k=min(len(things), self.dice.randint(0, most)))

    def picture_file(self) -> Received:
        """A small picture like no other."""
        colour = tuple(self.dice.randrange(256) for _ in range(3))
        buffer = BytesIO()
        Image.new("RGB", (480, 300), colour).save(buffer, "PNG")
        return receive(ContentFile(buffer.getvalue(), name="plate.png"))


def open_newsroom(dice: random.Random) -> Newsroom:
    """Four editions, and what they need: sections, kinds, topics, authors, pictures, all named in every edition."""
    room = Newsroom(dice)
    for code, zone in EDITIONS.items():
        add_edition(room.actor, code, name="Atlas", zone=zone)
        room.editions.append(code)
    room.sections = [add_section(room.actor) for _ in range(3)]
    room.kinds = [add_kind(room.actor, code) for code in ("news", "opinion", "live")]
    room.topics = [add_topic(room.actor, kind) for kind in ("place", "person", "organisation", "subject")]
    room.authors = [add_author(room.actor) for _ in range(3)]
    for code in room.editions:
        name_everything(room, code)
    for number in range(2):
        paper = ContentFile(b"%%PDF-1.7\n%d\n%%%%EOF\n" % number, name="paper.pdf")
        room.documents.append(add_document(room.actor, receive_document(paper), title="Paper").pk)
    for _ in range(2):
        alts = {code: room.words(code) for code in room.editions}
        room.pictures.append(
            add_picture(room.actor, room.picture_file(), alts=alts, credit="Rui Azevedo", agency="Atlas")
        )
    return room


def name_everything(room: Newsroom, code: str) -> None:
    """Names all sections, kinds, topics and authors in an edition."""
    for section in room.sections:
        name_section(room.actor, section, code, name=room.words(code, 2))
    for kind in room.kinds:
        name_kind(room.actor, kind, code, name=room.words(code, 1))
    for topic in room.topics:
        name_topic(room.actor, topic, code, name=room.words(code, 2), description=room.words(code))
    for author in room.authors:
        name_author(room.actor, author, code, name=room.words(code, 2), role=room.words(code, 2))


def publish_story(room: Newsroom, first_out: datetime, *about: int, **words: Unpack[Words]) -> int:
    """Publishes a small English story of the first section, about these topics, as of that day; gives the article."""
    written: Words = {
        "headline": room.words("en"),
        "section": room.sections[0].pk,
        "kind": room.kinds[0].pk,
        "topics": [room.topics[topic].pk for topic in about],
        "body": [{"type": "text", "value": f"<p>{room.words('en')}.</p>"}],
    }
    written.update(words)
    article = start_story(room.actor, "en", **written)
    identity: int = publish(room.actor, article.pk, first_out=first_out).pk
    return identity
