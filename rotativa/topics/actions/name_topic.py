from rotativa.daybook.writing import note, transaction
from rotativa.editions.naming import Seen
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Topic, TopicName
from rotativa.topics.names import TOPICS


def name_topic(
    actor: Actor,
    topic: Topic,
    edition: str,
    *,
    name: str,
    slug: str = "",
    description: str = "",
    seen: Seen | None = None,
) -> TopicName:
    """Names and describes a topic in an edition, or does so again.

    Another slug moves its page and leaves a redirect; without a slug one is made from the first name, and kept from
    then on. Raises ``ValidationError``, by field,
    ``Overtaken`` where somebody else has changed the same since the actor saw it.
    """
    require(actor, "topic.change", edition)
    with transaction(actor):
        given = TOPICS.give(topic, edition, slug=slug, seen=seen, name=name, description=description)
        if given.changed:
            verb = "topic.named" if given.is_new else "topic.renamed"
            note(verb, [thing("topic", topic.pk)], edition=edition, details=given.details)
    return given.row
