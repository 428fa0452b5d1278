from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.staff.models import FactorReset


def drop_factor_reset(actor: Actor, reset: FactorReset) -> None:
    """Ends what was asked, undone: by who asked, or by who should have confirmed it."""
    require(actor, "staff.change", EVERYWHERE)
    with transaction(actor):
        if FactorReset.objects.filter(pk=reset.pk, ended_at=None).update(ended_at=timezone.now()):
            details = {"name": reset.user.actor_name}
            note("user.factor_reset_dropped", [thing("user", reset.user.pk)], details=details)
