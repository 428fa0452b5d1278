from django.db.models import Max

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Section


def add_section(actor: Actor) -> Section:
    """Adds a section behind the others. Readers see it where ``name_section`` names it."""
    require(actor, "section.change", EVERYWHERE)
    with transaction(actor):
        last = Section.objects.aggregate(last=Max("order"))["last"]
        section = Section.objects.create(order=0 if last is None else last + 1)
        note("section.added", [thing("section", section.pk)])
    return section
