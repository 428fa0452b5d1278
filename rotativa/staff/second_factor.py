"""The second factor: who must have one, who has, and what the daybook hears of it.

allauth's screens make and delete the rows by themselves: a signal is the only place to hear of each, inside the
transaction.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from rotativa.daybook.writing import note
from rotativa.kit.things import thing
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import User

ENOUGH = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as one. Recovery codes alone do not: they are for the day on which the other is lost."""

_SEEN = "staff_has_second_factor"


def is_required(user: User) -> bool:
    """Whether one of this person's roles asks for a second factor."""
    roles = settings.ROTATIVA_SECOND_FACTOR_FOR
    return bool(roles) and (user.is_superuser or any(held.role in roles for held in user.holdings))


def has_one(user: User) -> bool:
    """Whether this person has a second factor."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=ENOUGH).exists())


def codes_left(user: User) -> int | None:
    """How many recovery codes let this person in yet; nothing where none were made."""
    made = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(made.wrap().get_unused_codes()) if made is not None else None


def is_missing(request: HttpRequest, user: User) -> bool:
    """Whether this person must set one up before anything else. What was found is remembered in the session."""
    if request.session.get(_SEEN) == user.pk or not is_required(user):
        return False
    if not has_one(user):
        return True
    request.session[_SEEN] = user.pk
    return False


def listen() -> None:
    """Notes in the daybook what people set up and take away; whoever lets them opens the transaction."""
    post_save.connect(_added, sender=Authenticator, dispatch_uid="staff.second_factor.added")
    post_delete.connect(_removed, sender=Authenticator, dispatch_uid="staff.second_factor.removed")
    authenticator_removed.connect(_forget, dispatch_uid="staff.second_factor.forget")


def _added(sender: Any, instance: Authenticator, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw and instance.type in ENOUGH:
        _note("user.factor_added", instance)
        # Whoever sat in their place may have: a passkey lets in by itself, and outlives every new password.
        put_down("factor_added", instance.user, passkey=instance.type == Authenticator.Type.WEBAUTHN)


def _removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    if instance.type in ENOUGH:
        _note("user.factor_removed", instance)


def _note(verb: str, instance: Authenticator) -> None:
    details = {"name": instance.user.actor_name, "kind": str(instance.type)}
    note(verb, [thing("user", instance.user.pk)], details=details)


def _forget(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.session.pop(_SEEN, None)
