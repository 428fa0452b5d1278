from django.db.models import Max

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.topics.models import Kind


def add_kind(actor: Actor, code: str) -> Kind:
    """Adds a kind of story behind the others. Raises ``ValidationError`` for the field ``code``."""
    require(actor, "kind.change", EVERYWHERE)
    with transaction(actor):
        last = Kind.objects.aggregate(last=Max("order"))["last"]
        kind = Kind(code=code, order=0 if last is None else last + 1)
        kind.full_clean()
        kind.save(force_insert=True)
        note("kind.added", [thing("kind", kind.pk)], details={"code": code})
    return kind
