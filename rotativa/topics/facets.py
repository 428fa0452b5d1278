"""The faces of sections, kinds and topics that pages show, each in one edition."""

from collections.abc import Mapping
from typing import Any

from rotativa.editions.lasting import Merged, heirs, merged_cards
from rotativa.editions.naming import Naming
from rotativa.kit.trace import Facet
from rotativa.topics.models import Kind, Section, Topic
from rotativa.topics.names import KINDS, SECTIONS, TOPICS
from rotativa.topics.queries import About, KindCard, SectionCard, TopicCard, kind_card, section_card, topic_card


def _sections(identities: tuple[str, ...]) -> Mapping[str, SectionCard | Merged]:
    found = {identity: section_card(row) for identity, row in SECTIONS.find(identities).items()}
    return found | merged_cards(Section, set(identities) - found.keys())


def _kinds(identities: tuple[str, ...]) -> Mapping[str, KindCard]:
    return {identity: kind_card(row) for identity, row in KINDS.find(identities).items()}


def _codes(identities: tuple[str, ...]) -> Mapping[str, str]:
    wanted = [identity for identity in identities if identity.isdecimal()]
    return {str(kind.pk): kind.code for kind in Kind.objects.filter(pk__in=wanted)}


def _topics(identities: tuple[str, ...]) -> Mapping[str, TopicCard | Merged]:
    found = {identity: topic_card(row) for identity, row in TOPICS.find(identities).items()}
    return found | merged_cards(Topic, set(identities) - found.keys())


def _about(naming: Naming[Any]) -> Facet[About]:
    def load(identities: tuple[str, ...]) -> Mapping[str, About]:
        return {identity: About(row.description) for identity, row in naming.find(identities).items()}

    kind = naming.kind
    rows = {f"topics.{kind.title()}Name": f"{kind}_id", f"topics.{kind.title()}": "id"}
    return Facet(f"{kind}.about", load, rows=rows)


sections: Facet[SectionCard | Merged] = Facet(
    "section.card", _sections, rows={"topics.SectionName": "section_id", "topics.Section": "id"}
)
kinds: Facet[KindCard] = Facet("kind.card", _kinds, rows={"topics.KindName": "kind_id", "topics.Kind": "id"})
codes: Facet[str] = Facet("kind.code", _codes, rows={"topics.Kind": "id"})
"""What a kind is in every edition, whatever its name; identity ``1``."""

topics: Facet[TopicCard | Merged] = Facet(
    "topic.card", _topics, rows={"topics.TopicName": "topic_id", "topics.Topic": "id"}
)
now = Facet[str](
    "topic.now",
    lambda identities: {str(one): str(into) for one, into in heirs(Topic, map(int, identities)).items()},
    rows={"topics.Topic": "id"},
)
"""The topic that one was merged into; identity ``5``. None where it is itself, whatever it is called."""
abouts: Mapping[str, Facet[About]] = {naming.kind: _about(naming) for naming in (SECTIONS, KINDS, TOPICS)}
