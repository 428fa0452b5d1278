from rotativa.bylines.models import Author
from rotativa.bylines.names import AUTHORS
from rotativa.daybook.writing import transaction
from rotativa.editions.merging import merge
from rotativa.kit.actor import Actor


def merge_author(actor: Actor, author: Author, into: Author, *, seen: str = "") -> None:
    """Merges an author into another: articles that either signed are the other's, and addresses lead there for ever.

    Names and portrait that the other has not are taken over. ``seen`` is that of the plan which the actor saw. Raises
    ``ValidationError`` where it makes no sense.
    """
    with transaction(actor):
        merge(actor, AUTHORS, author, into, seen=seen)
        portrait = Author.objects.values_list("portrait", flat=True).get(pk=author.pk)
        Author.objects.filter(pk=into.pk, portrait=None).update(portrait=portrait)
