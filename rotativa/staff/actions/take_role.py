from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.things import thing
from rotativa.staff import wagtail_groups
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import RoleName


def take_role(actor: Actor, user: User, role: str, edition: str = "") -> None:
    """Takes a role from a person. One that is not held is no error and no fact.

    Raises ``ValidationError`` where nobody would be left who may give roles.
    """
    require(actor, "staff.change", edition or EVERYWHERE)
    with transaction(actor):
        hold_editors_in_chief()
        gone, _models = Role.objects.filter(user=user, role=role, edition__code=edition or None).delete()
        if not gone:
            return
        if role == RoleName.EDITOR_IN_CHIEF and not edition:
            require_an_editor_in_chief()
        wagtail_groups.sync()
        details = {"name": user.actor_name, "role": role}
        note("user.role_taken", [thing("user", user.pk)], edition=edition, details=details)
    user.forget_holdings()


def hold_editors_in_chief() -> None:
    """Lets those who take away from each other come one after the other: each would see that the other one is left."""
    heads = Role.objects.filter(role=RoleName.EDITOR_IN_CHIEF, edition=None).order_by("pk")
    list(heads.select_for_update(of=("self",)).values_list("pk"))


def require_an_editor_in_chief() -> None:
    """Raises ``ValidationError`` where nobody is left who may give every role. Call it after the change, in its act."""
    heads = Role.objects.filter(role=RoleName.EDITOR_IN_CHIEF, edition=None, user__is_active=True)
    if not heads.exists():
        raise ValidationError({"role": _("This is the last editor-in-chief. Make somebody else one first.")})
