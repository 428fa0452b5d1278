from rotativa.daybook.writing import transaction
from rotativa.editions.merging import merge
from rotativa.kit.actor import Actor
from rotativa.topics.models import Topic
from rotativa.topics.names import TOPICS


def merge_topic(actor: Actor, topic: Topic, into: Topic, *, seen: str = "") -> None:
    """Merges a topic into another: articles that name it name the other, and its addresses lead there for ever.

    Names that the other has not are taken over. ``seen`` is that of the plan which the actor saw. Raises
    ``ValidationError`` where it makes no sense.
    """
    with transaction(actor):
        merge(actor, TOPICS, topic, into, seen=seen)
