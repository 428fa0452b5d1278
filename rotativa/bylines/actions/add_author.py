from rotativa.bylines.models import Author
from rotativa.bylines.portraits import require_credit
from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing


def add_author(actor: Actor, *, portrait: int | None = None) -> Author:
    """Adds an author, with the picture of that number as portrait. Readers see them where ``name_author`` names them.

    Raises ``ValidationError`` for the field ``portrait``, also where that picture has no credit.
    """
    require(actor, "author.change")
    with transaction(actor):
        author = Author(portrait_id=portrait)
        author.full_clean()
        require_credit(portrait)
        author.save(force_insert=True)
        note("author.added", [thing("author", author.pk)])
    return author
