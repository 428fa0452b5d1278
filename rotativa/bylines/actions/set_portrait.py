from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.bylines.models import Author
from rotativa.bylines.portraits import require_credit, require_portraying
from rotativa.daybook.writing import note, transaction
from rotativa.editions.lasting import LIVING
from rotativa.editions.naming import Overtaken
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing


def set_portrait(actor: Actor, author: Author, portrait: int | None, *, seen: str | None = None) -> None:
    """Gives an author the picture of that number as portrait, or none, in every edition that names them.

    The actor answers for one of these, as with other pictures that readers see. ``seen`` is the number that the
    actor saw, empty for none. Raises ``Refused``; ``ValidationError`` for the field ``portrait``, also where the
    picture has no credit; ``Overtaken`` where somebody else has given another one since.
    """
    require(actor, "author.change")
    with transaction(actor):
        held = Author.objects.select_for_update(of=("self",), no_key=True).filter(pk=author.pk, **LIVING).first()
        if held is None:
            raise ValidationError(_("It is not there any more: somebody has merged or removed it."))
        if held.portrait_id == portrait:
            return
        require_portraying(actor, held)
        if seen is not None and str(held.portrait_id or "") != seen:
            raise Overtaken({"portrait": held.portrait.title if held.portrait else ""})
        held.portrait_id = portrait
        held.full_clean()
        require_credit(portrait)
        held.save(update_fields=["portrait"])
        note("author.changed", [thing("author", author.pk)])
