from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, Refused, require
from rotativa.kit.things import thing
from rotativa.staff import wagtail_groups
from rotativa.staff.clock import give_clock
from rotativa.staff.models import Role, User


def give_role(actor: Actor, user: User, role: str, edition: str = "") -> Role:
    """Gives a person a role in the edition of that code, or in all. One that is held already makes no fact.

    Raises ``Refused`` for a role of one's own; ``ValidationError`` for a role or an edition that does not exist, for a
    technician of one edition, and for who has left.
    """
    require(actor, "staff.change", edition or EVERYWHERE)
    if actor.actor_id == user.actor_id:
        raise Refused(_("Nobody gives themselves a role. Ask another editor-in-chief."))
    with transaction(actor):
        # Held, so that of two who give the same one is second, and nobody whose account is closed meanwhile gets one.
        if not User.objects.select_for_update(no_key=True).get(pk=user.pk).is_active:
            raise ValidationError(_("The account of %(name)s is closed.") % {"name": user.actor_name})
        held = Role.objects.filter(user=user, role=role, edition__code=edition or None).first()
        if held is not None:
            return held
        given = Role(user=user, role=role, edition_id=edition or None)
        given.full_clean()
        given.save(force_insert=True)
        wagtail_groups.sync()
        give_clock(user, edition)
        details = {"name": user.actor_name, "role": role}
        note("user.role_given", [thing("user", user.pk)], edition=edition, details=details)
    user.forget_holdings()
    return given
