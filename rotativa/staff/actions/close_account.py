from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, Refused, require
from rotativa.kit.things import thing
from rotativa.staff import leaving, seats, wagtail_groups
from rotativa.staff.actions.take_role import hold_editors_in_chief, require_an_editor_in_chief
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import AddressChange, FactorReset, ForDigest, Invitation, User
from rotativa.staff.permissions import RoleName


def close_account(actor: Actor, user: User, heir: User | None = None, keeps: Collection[int] = ()) -> None:
    """Lets somebody leave: signed out everywhere, without roles, second factor, address and password; their drafts are
    with ``heir`` then. Their name stays in the daybook and their bylines on stories.

    What they scheduled is taken back, but for what ``keeps`` names by its fact (``leaving.planned_by``): that goes out
    in the name of the actor.

    Raises ``Refused`` for oneself, ``ValidationError`` where drafts have no heir who may write there, and for the last
    editor-in-chief.
    """
    require(actor, "staff.change", EVERYWHERE)
    if actor.actor_id == user.actor_id:
        raise Refused(_("Somebody else has to close your account."))
    with transaction(actor):
        hold_editors_in_chief()
        held, heir = _held(user, heir)
        if not held.is_active:
            return
        handed = leaving.hand_over(actor, held, heir, keeps)
        put_down("closed", held, by=actor.actor_name, heir=heir.actor_name if heir and handed else "")
        was_head = held.roles.filter(role=RoleName.EDITOR_IN_CHIEF, edition=None).exists()
        _take_everything(held)
        if was_head:
            require_an_editor_in_chief()
        details = {"name": held.actor_name, "to": heir.actor_name if heir and handed else "", "drafts": len(handed)}
        note("user.left", [thing("user", held.pk), *handed], details=details)
    user.refresh_from_db()
    user.forget_holdings()


def _held(user: User, heir: User | None) -> tuple[User, User | None]:
    """Who leaves and who takes over, as they are now, held to the end of the transaction.

    Somebody may have closed the heir's account, too, or taken their roles, since they were chosen.
    """
    wanted = [user.pk, heir.pk] if heir is not None else [user.pk]
    rows = {one.pk: one for one in User.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}
    if heir is not None and (heir.pk == user.pk or not rows[heir.pk].is_active):
        raise ValidationError({"heir": _("Choose somebody who stays.")})
    return rows[user.pk], rows[heir.pk] if heir is not None else None


def _take_everything(user: User) -> None:
    now = timezone.now()
    seats.end_all(user)
    user.roles.all().delete()
    Authenticator.objects.filter(user=user).delete()
    Invitation.objects.filter(inviter=user, person=None, revoked_at=None).update(revoked_at=now)
    AddressChange.objects.filter(Q(user=user) | Q(asker=user)).delete()
    ForDigest.objects.filter(user=user).delete()
    FactorReset.objects.filter(user=user, ended_at=None).update(ended_at=now)
    user.set_unusable_password()
    user.is_active, user.email = False, ""
    user.save(update_fields=["password", "is_active", "email"])
    wagtail_groups.sync()  # last: who answers an invitation holds that first, and waits for this
