"""How sections, kinds and topics are named."""

from rotativa.editions.naming import Naming
from rotativa.topics.models import KindName, SectionName, TopicName

SECTIONS = Naming(SectionName, "section")
KINDS = Naming(KindName, "kind", folder="kinds/", spared=frozenset({"live"}))
TOPICS = Naming(TopicName, "topic", folder="topics/")
