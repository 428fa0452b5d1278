from rotativa.bylines.models import Author
from rotativa.bylines.names import AUTHORS
from rotativa.daybook.writing import note, transaction
from rotativa.editions.merging import agreed, merge
from rotativa.kit.actor import Actor, require


def merge_author(actor: Actor, author: Author, into: Author, *, seen: str = "") -> None:
    """Merges an author into another: articles that either signed are the other's, and addresses lead there for ever.

    Names and portrait that the other has not are taken over. The actor must be allowed to rename in every edition
    that names either; ``seen`` says which plan they saw. Raises ``ValidationError`` where it makes no sense.
    """
    with transaction(actor):
        plan = agreed(AUTHORS, author, into, seen=seen)
        for edition in plan.editions or ("",):
            require(actor, "author.change", edition)
        done = merge(AUTHORS, author, into, plan)
        note("author.merged", done.things, details=done.details)
        portrait = Author.objects.values_list("portrait", flat=True).get(pk=author.pk)
        Author.objects.filter(pk=into.pk, portrait=None).update(portrait=portrait)
