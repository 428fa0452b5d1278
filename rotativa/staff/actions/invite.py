from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor
from rotativa.kit.blank import shown
from rotativa.staff.giving import require_roles
from rotativa.staff.mails.sending import put_down_for
from rotativa.staff.models import Invitation, Role, User
from rotativa.staff.permissions import Holding


def invite(
    actor: Actor, *, name: str, email: str, roles: Sequence[Holding], language: str = "", inviter: User | None = None
) -> Invitation:
    """Asks somebody by mail to join, with these roles. Whoever asks must be able to give each of them.

    Raises ``ValidationError``, by field; ``Refused``.
    """
    if not roles:
        raise ValidationError({"role": _("Choose what this person may do.")})
    require_roles(actor, roles)
    for role in roles:
        held = Role(role=role.role, edition_id=role.edition or None)
        held.clean_fields(exclude=["user"])
        held.validate_constraints(exclude=["user"])  # else it would be refused to whoever opens the link
    invitation = Invitation(
        name=shown(" ".join(name.split())),
        email=email.strip(),
        language=language,
        roles=[(role.role, role.edition) for role in roles],
        inviter=inviter if inviter is not None else (actor if isinstance(actor, User) else None),
        expires_at=timezone.now() + timedelta(days=Invitation.DAYS),
    )
    invitation.full_clean(exclude=["inviter", "revoked_at", "ended_at", "person"])
    if User.objects.filter(email__iexact=invitation.email, is_active=True).exists():
        raise ValidationError({"email": _("Somebody with this address works here already.")})
    with transaction(actor):
        invitation.save(force_insert=True)
        put_down_for("invitation", invitation.email, invitation.language, invitation.pk)
        note("user.invited", [], details={"name": invitation.name})
    return invitation
