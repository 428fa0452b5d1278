"""The faces of sections, kinds and topics that pages show, each in one edition."""

from collections.abc import Mapping

from rotativa.kit.trace import Facet
from rotativa.topics.names import KINDS, SECTIONS, TOPICS
from rotativa.topics.queries import KindCard, SectionCard, TopicAbout, TopicCard, kind_card, section_card, topic_card


def _sections(identities: tuple[str, ...]) -> Mapping[str, SectionCard]:
    return {identity: section_card(row) for identity, row in SECTIONS.find(identities).items()}


def _kinds(identities: tuple[str, ...]) -> Mapping[str, KindCard]:
    return {identity: kind_card(row) for identity, row in KINDS.find(identities).items()}


def _topics(identities: tuple[str, ...]) -> Mapping[str, TopicCard]:
    return {identity: topic_card(row) for identity, row in TOPICS.find(identities).items()}


def _abouts(identities: tuple[str, ...]) -> Mapping[str, TopicAbout]:
    return {identity: TopicAbout(row.description) for identity, row in TOPICS.find(identities).items()}


sections: Facet[SectionCard] = Facet(
    "section.card", _sections, rows={"topics.SectionName": "section_id", "topics.Section": "id"}
)
kinds: Facet[KindCard] = Facet("kind.card", _kinds, rows={"topics.KindName": "kind_id", "topics.Kind": "id"})
topics: Facet[TopicCard] = Facet("topic.card", _topics, rows={"topics.TopicName": "topic_id", "topics.Topic": "id"})
about: Facet[TopicAbout] = Facet("topic.about", _abouts, rows={"topics.TopicName": "topic_id", "topics.Topic": "id"})
