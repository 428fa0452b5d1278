"""Telling people of an event: at once, with the mail of the day, or not at all, as each has chosen."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from rotativa.staff.mails import events, habits
from rotativa.staff.mails.habits import When
from rotativa.staff.mails.sending import put_down
from rotativa.staff.models import ForDigest, Mail, User

MOST_LINES = 100
"""So many lines one mail of the day has; what is more comes with a second one."""


def tell(users: Iterable[User], event: str, about: str, **words: Any) -> None:
    """Puts down what these people are to be told, in the transaction of the act. Nobody is told twice of one event."""
    told = events.known(event)
    if told is None:
        raise ValueError(f"“{event}” is no event that was registered.")
    for user in {user.pk: user for user in users if user.is_active and user.email}.values():
        moment, hour = habits.when(user, told.group)
        if moment is When.DAILY:
            due = habits.next_digest(user, hour)
            ForDigest.objects.create(user=user, event=event, about=about, words=words, due_at=due)
        elif moment is When.AT_ONCE and not (told.gathers and _waits(user, event, about, words)):
            due = timezone.now() + told.gathers
            put_down("told", user, due_at=due, event=event, thing=about, with_words=words)


def _waits(user: User, event: str, about: str, words: dict[str, Any]) -> bool:
    """Whether a mail that says the same is still to go: what somebody else did is another."""
    same = {"event": event, "thing": about, "with_words": words}
    return same in Mail.objects.filter(kind="told", about=user.pk, tries=0).values_list("words", flat=True)


def gather() -> int:
    """Puts down the mails of the day that are due; how many."""
    due = ForDigest.objects.filter(due_at__lte=timezone.now())
    return sum(_gather(user) for user in due.order_by().values_list("user", flat=True).distinct())


def _gather(user: int) -> bool:
    with transaction.atomic():
        held = User.objects.select_for_update(no_key=True).get(pk=user)
        rows = list(ForDigest.objects.filter(user=user, due_at__lte=timezone.now()).order_by("made_at")[:MOST_LINES])
        lines = [[row.event, row.about, row.words, row.made_at.isoformat()] for row in rows]
        ForDigest.objects.filter(pk__in=[row.pk for row in rows]).delete()
        if lines and held.is_active:
            put_down("digest", held, lines=lines)
    return bool(lines)
