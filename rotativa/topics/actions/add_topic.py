from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Topic


def add_topic(actor: Actor, type: str) -> Topic:  # noqa: A002 the word of the field
    """Adds a topic of that type. Readers see it where ``name_topic`` names it.

    Raises ``ValidationError`` for the field ``type``.
    """
    require(actor, "topic.change")
    topic = Topic(type=type)
    topic.full_clean()
    with transaction(actor):
        topic.save(force_insert=True)
        note("topic.added", [thing("topic", topic.pk)], details={"type": type})
    return topic
