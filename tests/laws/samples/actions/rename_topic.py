"""A verb that asks, and forgets its fact."""

from rotativa.kit.actor import Actor, require


def rename_topic(actor: Actor, topic, name: str) -> None:
    require(actor, "topic.change")
    _rename(topic, name)


def _rename(topic, name):
    topic.name = name
    topic.save()
