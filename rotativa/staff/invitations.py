"""The invitations that wait for an answer, by whose name they were sent in."""

from django.db.models import QuerySet
from django.utils import timezone

from rotativa.staff.models import Invitation, User


def waiting_of(user: User) -> QuerySet[Invitation, Invitation]:
    """What was sent in this person's name and can still be answered (``Invitation.is_open``)."""
    waiting = Invitation.objects.filter(inviter=user, person=None, revoked_at=None, ended_at=None)
    return waiting.filter(expires_at__gt=timezone.now()).order_by("pk")
