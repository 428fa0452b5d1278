from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.staff import wagtail_groups
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import RoleName


def take_role(actor: Actor, user: User, role: str, edition: str = "") -> None:
    """Takes a role from a person. One that is not held is no error and no fact.

    Raises ``ValidationError`` where nobody would be left who may give roles.
    """
    require(actor, "staff.change")
    with transaction(actor):
        gone, _models = Role.objects.filter(user=user, role=role, edition__code=edition or None).delete()
        if not gone:
            return
        if role == RoleName.ADMINISTRATOR and not Role.objects.filter(role=role, user__is_active=True).exists():
            raise ValidationError({"role": _("This is the last administrator. Make somebody else one first.")})
        wagtail_groups.sync()
        details = {"name": user.actor_name, "role": role}
        note("user.role_taken", [thing("user", user.pk)], edition=edition, details=details)
    user.forget_holdings()
