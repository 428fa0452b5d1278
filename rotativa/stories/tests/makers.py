"""A small newsroom for tests, built through the verbs that people use."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Unpack

import pytest

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Machine
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.models import Picture
from rotativa.pictures.tests import making
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.drafting import Words
from rotativa.stories.models import ArticlePage, Passage
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from tests.support.worlds import Worlds

ACTOR = Machine("test")
EDITIONS = {"en": "Europe/London", "es": "America/Mexico_City", "ar": "Asia/Damascus"}


@dataclass(frozen=True)
class Newsroom:
    """What stories are made with: identities."""

    section: int
    kind: int
    topics: tuple[int, ...]
    authors: tuple[int, ...]


def make_newsroom() -> Newsroom:
    """Three editions; a section, a kind, two topics and two people that all of them name."""
    for code, zone in EDITIONS.items():
        add_edition(ACTOR, code, name="Atlas", zone=zone)
    section, kind = add_section(ACTOR), add_kind(ACTOR, "news")
    topics = [add_topic(ACTOR, "place"), add_topic(ACTOR, "organisation")]
    authors = [add_author(ACTOR), add_author(ACTOR)]
    for code in EDITIONS:
        name_section(ACTOR, section, code, name=f"Politics {code}")
        name_kind(ACTOR, kind, code, name=f"News {code}")
        for number, topic in enumerate(topics):
            name_topic(ACTOR, topic, code, name=f"Topic {number} {code}")
        for number, author in enumerate(authors):
            name_author(ACTOR, author, code, name=f"Person {number} {code}")
    return Newsroom(section.pk, kind.pk, tuple(each.pk for each in topics), tuple(each.pk for each in authors))


@pytest.fixture
def newsroom_world(worlds: Worlds) -> Iterator[Newsroom]:
    """That newsroom, for tests that begin with it: what they do to it is rolled back."""
    with worlds.entered("newsroom", make_newsroom) as newsroom:
        yield newsroom


@cache
def _received() -> Received:
    return receive(making.sent(making.jpeg(600, 400)))


def make_picture(*, credit: str = "Rui Azevedo", alts: dict[str, str] | None = None) -> Picture:
    """A picture with everything that it needs, but for what the test leaves out."""
    described = {code: f"A port ({code})" for code in EDITIONS} if alts is None else alts
    return add_picture(ACTOR, _received(), title="Port", credit=credit, alts=described)


def make_passage(edition: str = "en", *texts: str, name: str = "The bridge") -> Passage:
    """A passage of background that is out in one edition."""
    passage = add_passage(ACTOR, name)
    save_passage(ACTOR, passage, edition, body=[paragraphs(*(texts or ("Ferries crossed the river until 2012.",)))])
    publish_passage(ACTOR, passage, edition)
    return passage


def paragraphs(*texts: str) -> dict[str, str]:
    """A text block of these paragraphs."""
    return {"type": "text", "value": "".join(f"<p>{text}</p>" for text in texts)}


def make_draft(newsroom: Newsroom, edition: str = "en", **words: Unpack[Words]) -> ArticlePage:
    """A draft that may go out as it is."""
    standard: Words = {
        "headline": "The bridge is open",
        "standfirst": "After ten years, the river can be crossed again.",
        "section": newsroom.section,
        "kind": newsroom.kind,
        "topics": newsroom.topics[:1],
        "authors": newsroom.authors[:1],
        "body": [paragraphs("The bridge opened at six.", "By seven, the market was full.")],
    }
    standard.update(words)
    return start_story(ACTOR, edition, **standard)


def make_public(newsroom: Newsroom, edition: str = "en", **words: Unpack[Words]) -> ArticlePage:
    """An article that is out."""
    return publish(ACTOR, make_draft(newsroom, edition, **words))
