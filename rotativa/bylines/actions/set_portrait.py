from rotativa.bylines.models import Author
from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing


def set_portrait(actor: Actor, author: Author, portrait: int | None) -> None:
    """Gives an author the picture of that number as portrait, or none.

    Raises ``ValidationError`` for the field ``portrait``.
    """
    require(actor, "author.change")
    if author.portrait_id == portrait:
        return
    with transaction(actor):
        author.portrait_id = portrait
        author.full_clean()
        author.save(update_fields=["portrait"])
        note("author.changed", [thing("author", author.pk)])
