from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories.bodies import one_line
from rotativa.stories.models import Passage


def add_passage(actor: Actor, name: str) -> Passage:
    """Begins a passage of background, to be written edition by edition; the name is for the desk alone."""
    require(actor, "passage.write")
    called = one_line(name)
    if not called:
        raise ValidationError({"name": _("It needs a name by which the desk finds it.")})
    with transaction(actor):
        passage = Passage(name=called)
        passage.full_clean()
        passage.save()
        note("passage.added", [passage.thing], details={"name": called})
    return passage
