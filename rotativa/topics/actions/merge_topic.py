from rotativa.daybook.writing import note, transaction
from rotativa.editions.merging import agreed, merge
from rotativa.kit.actor import Actor, require
from rotativa.topics.models import Topic
from rotativa.topics.names import TOPICS


def merge_topic(actor: Actor, topic: Topic, into: Topic, *, seen: str = "") -> None:
    """Merges a topic into another: articles that name it name the other, and its addresses lead there for ever.

    Names that the other has not are taken over. The actor must be allowed to rename in every edition that names
    either; ``seen`` says which plan they saw. Raises ``ValidationError`` where it makes no sense.
    """
    with transaction(actor):
        plan = agreed(TOPICS, topic, into, seen=seen)
        for edition in plan.editions or ("",):
            require(actor, "topic.change", edition)
        done = merge(TOPICS, topic, into, plan)
        note("topic.merged", done.things, details=done.details)
