from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.editions.lasting import LIVING
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Section


def order_sections(actor: Actor, sections: Sequence[Section], *, seen: Sequence[int] | None = None) -> None:
    """Puts all sections into this order, in every edition. Where they stand so already, nothing happens.

    ``seen`` is the order that the actor looked at, by numbers. Raises ``ValidationError`` for the field ``order`` where
    a section is missing or there twice, and where they stand in another order than the one that was seen.
    """
    require(actor, "section.change", EVERYWHERE)
    with transaction(actor):
        living = Section.objects.filter(**LIVING)
        # Read once they are held: rows that come with their lock come in the order of before the wait.
        list(living.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        before = {section.pk: section for section in living}
        wanted = [section.pk for section in sections]
        if sorted(wanted) != sorted(before):
            raise ValidationError({"order": _("The order must name every section once.")})
        if wanted == list(before):
            return
        if seen is not None and list(seen) != list(before):
            raise ValidationError({"order": _("Somebody else has put the sections into another order meanwhile.")})
        moved = [(before[pk], place) for place, pk in enumerate(wanted) if before[pk].order != place]
        for section, place in moved:
            section.order = place
            section.save(update_fields=["order"])
        note("section.reordered", [thing("section", section.pk) for section, _place in moved])
