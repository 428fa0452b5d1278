from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories.bodies import one_line
from rotativa.stories.errors import Impossible
from rotativa.stories.models import Passage


def rename_passage(actor: Actor, passage: int, name: str, *, seen: str | None = None) -> Passage:
    """Calls a passage of background otherwise at the desk; readers see nothing of it.

    ``seen`` is the name that the actor saw. Raises ``ValidationError`` for the field ``name``, also where somebody else
    has just given another one.
    """
    require(actor, "passage.write")
    called = one_line(name)
    if not called:
        raise ValidationError({"name": _("It needs a name by which the desk finds it.")})
    with transaction(actor):
        found = Passage.objects.select_for_update(no_key=True).filter(pk=passage, removed=False).first()
        if found is None:
            raise Impossible(_("There is no such passage any more."))
        former = found.name
        if called == former:
            return found
        if seen is not None and seen != former:
            now = _("Somebody else has just changed this. It is now: %(theirs)s. Save again to put yours in its place.")
            raise ValidationError({"name": now % {"theirs": former}})
        found.name = called
        found.full_clean()
        found.save(update_fields=["name"])
        note("passage.renamed", [found.thing], details={"name": called, "from": former})
    return found
