"""Reads of sections, kinds and topics. An identity is the row's, an at sign, and the edition: ``5@es``.

Pages ask the facets ``section.card``, ``kind.card``, ``topic.card``, the ``about`` of each, and the shelf
``sections.all``; the functions here are for the desk, outside of any page.
"""

from dataclasses import dataclass

from rotativa.topics.models import KindName, SectionName, TopicName


@dataclass(frozen=True)
class SectionCard:
    """A section in one edition."""

    identity: str
    name: str


@dataclass(frozen=True)
class KindCard:
    """A kind of story in one edition."""

    identity: str
    code: str  # "news", "analysis", "opinion", "explainer", "interview", "live"; decides its type
    name: str


@dataclass(frozen=True)
class TopicCard:
    """A topic in one edition; ``type`` is "place", "person", "organisation" or "subject"."""

    identity: str
    type: str
    name: str


@dataclass(frozen=True)
class About:
    """What the page of a section, a kind or a topic says of it, and no other page."""

    description: str


def section_card(row: SectionName) -> SectionCard:
    """The card of a loaded row."""
    return SectionCard(f"{row.section_id}@{row.edition_id}", row.name)


def kind_card(row: KindName) -> KindCard:
    """The card of a row loaded with its kind."""
    return KindCard(f"{row.kind_id}@{row.edition_id}", row.kind.code, row.name)


def topic_card(row: TopicName) -> TopicCard:
    """The card of a row loaded with its topic."""
    return TopicCard(f"{row.topic_id}@{row.edition_id}", row.topic.type, row.name)


def section_choices(edition: str) -> tuple[SectionCard, ...]:
    """The sections that this edition names, in their order."""
    rows = SectionName.objects.filter(edition__code=edition).order_by("section__order", "section_id")
    return tuple(section_card(row) for row in rows)


def kind_choices(edition: str) -> tuple[KindCard, ...]:
    """The kinds of story that this edition names, in their order."""
    rows = KindName.objects.filter(edition__code=edition).select_related("kind").order_by("kind__order", "kind_id")
    return tuple(kind_card(row) for row in rows)


def topic_choices(edition: str, words: str = "", most: int = 50) -> tuple[TopicCard, ...]:
    """Up to ``most`` topics that this edition names, those with ``words`` in the name, by name."""
    rows = (
        TopicName.objects.filter(edition__code=edition, name__icontains=words)
        .select_related("topic")
        .order_by("name", "topic_id")
    )
    return tuple(topic_card(row) for row in rows[:most])
